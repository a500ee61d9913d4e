"""Name and note of a version."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

LONGEST_NAME, LONGEST_NOTE = 120, 1_000


class VersionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What the desk calls a version, and a word about it."""

    name = StringField(
        _("Name of the version"),
        [Length(max=LONGEST_NAME, message=_("Write at most 120 characters."))],
    )
    note = TextAreaField(
        _("Note"), [Length(max=LONGEST_NOTE, message=_("Write at most 1,000 characters."))]
    )
