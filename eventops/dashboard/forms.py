"""Forms of screens."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from eventops.core.multilingual import said
from eventops.editions.models import Room
from eventops.web.pages import LANGUAGES, language

NAMED = [
    DataRequired(_("Say where the screen hangs, so that others find it.")),
    Length(max=80, message=_("The name is too long: 80 characters are the most.")),
]


class RenameForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What a screen is called."""

    name = StringField(
        _("Name of the screen"), NAMED, render_kw={"maxlength": 80, "autocomplete": "off"}
    )


class DisplayForm(RenameForm):
    """A screen to connect."""

    room = SelectField(_("What it shows"), default="")
    language = SelectField(_("Language that stands first"))

    def offer(self, rooms: Sequence[Room], tongues: Sequence[str]) -> "DisplayForm":
        """The rooms of the edition, and all of them together; its languages."""
        named = [(each.code, said(each.name, language())) for each in rooms]
        self.room.choices = [("", str(_("All rooms, now and next"))), *named]
        known = [each for each in tongues if each in LANGUAGES] or list(LANGUAGES)
        self.language.choices = [(each, LANGUAGES[each]) for each in known]
        return self

    def named(self) -> str:
        """The name without blanks around it."""
        return (self.name.data or "").strip()
