"""Forms of the letters' pages."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from eventops.accreditation.wording import LONGEST_BODY, LONGEST_SUBJECT


class WordingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A letter's subject and body; what may stand in it is judged by the services."""

    subject = StringField(_("Subject"), render_kw={"maxlength": LONGEST_SUBJECT, "required": True})
    body = TextAreaField(
        _("Text"), render_kw={"maxlength": LONGEST_BODY, "rows": 18, "required": True}
    )
