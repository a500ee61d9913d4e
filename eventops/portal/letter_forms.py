"""Forms of the letters' pages."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from eventops.accreditation.wording import LONGEST_BODY, LONGEST_SUBJECT

MISSING = _("Write something here, or go back to the program’s own wording.")


class WordingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A letter's subject and body; what may stand in it is judged by the services."""

    subject = StringField(
        _("Subject"), [InputRequired(MISSING)], render_kw={"maxlength": LONGEST_SUBJECT}
    )
    body = TextAreaField(
        _("Text"), [InputRequired(MISSING)], render_kw={"maxlength": LONGEST_BODY, "rows": 18}
    )
