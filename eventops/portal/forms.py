"""Forms of a delegation's pages and of the accreditation desk."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    EmailField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from eventops.accreditation.photos import FORMATS
from eventops.accreditation.rules import REFUSAL_REASONS
from eventops.accreditation.services import LONGEST_QUESTION
from eventops.delegations.drafts import LONGEST_NAME, NominationDraft
from eventops.delegations.models import Delegate
from eventops.web.sentences import say

NAME = {"maxlength": LONGEST_NAME, "autocomplete": "off"}
PICTURES = ", ".join(f"image/{name.lower()}" for name in FORMATS)
FIELDS = {"full_name": "name"}
"""Where the draft and the form call the same thing differently."""


class PersonForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Adding or correcting a person; the sense of it is judged by the services."""

    style = StringField(_("Style"), render_kw=NAME)
    name = StringField(_("Full name"), [InputRequired(_("Write the full name."))], render_kw=NAME)
    badge_name = StringField(_("Name on the badge"), render_kw=NAME)
    own_script = StringField(_("Name in its own script"), render_kw=NAME)
    sort_name = StringField(_("Name for sorting"), render_kw=NAME)
    position = StringField(_("Title or post"), render_kw=NAME)
    function = SelectField(_("Function in the delegation"))
    email = EmailField(_("Mail address"), render_kw={"autocomplete": "off"})
    meetings = SelectMultipleField(
        _("On the lists for"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    photo = FileField(_("Photo"), render_kw={"accept": PICTURES})

    def hold_identity(self) -> None:
        """Leave out what is not this user's to change."""
        for field in (
            "style",
            "name",
            "badge_name",
            "own_script",
            "sort_name",
            "email",
            "function",
        ):
            del self[field]
        del self.photo

    def draft(self, known: Delegate | None = None) -> NominationDraft:
        """What was written; fields that this form does not have keep what is known."""
        kept = _known(known) if known else {}
        said: dict[str, Any] = {
            name: (self[FIELDS.get(name, name)].data or "").strip()
            for name in ("style", "full_name", "badge_name", "own_script", "sort_name")
            if FIELDS.get(name, name) in self
        }
        if "function" in self:
            said["function"] = self.function.data
        if "email" in self:
            said["email"] = (self.email.data or "").strip() or None
        return NominationDraft(
            **{**kept, **said},
            position=(self.position.data or "").strip(),
            meetings=tuple(self.meetings.data or ()),
        )

    def picture(self) -> bytes | None:
        """The file that was sent, if any."""
        if "photo" not in self or not self.photo.data:
            return None
        sent: bytes = self.photo.data.read()
        return sent or None


def _known(delegate: Delegate) -> dict[str, Any]:
    person = delegate.person
    names = ("style", "full_name", "badge_name", "own_script", "sort_name", "email")
    return {name: getattr(person, name) for name in names} | {"function": delegate.function}


class QuestionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What an officer still wants to know."""

    reason = TextAreaField(
        _("Question"),
        [InputRequired(_("Write what is missing; the focal point reads it."))],
        render_kw={"maxlength": LONGEST_QUESTION, "rows": 4},
    )


class RefusalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why a person is refused."""

    reason = SelectField(
        _("Reason"), [InputRequired(_("Choose one of the reasons."))], validate_choice=False
    )

    def offer_reasons(self) -> "RefusalForm":
        """The reasons in the reader's language, none chosen yet."""
        self.reason.choices = [
            ("", ""),
            *((code, say(f"reason_{code}")) for code in REFUSAL_REASONS),
        ]
        return self
