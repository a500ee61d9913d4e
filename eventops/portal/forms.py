"""Forms of a delegation's pages and of the accreditation desk."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from eventops.accreditation.moves import LONGEST_QUESTION, LONGEST_WORDS
from eventops.accreditation.photos import FORMATS
from eventops.accreditation.rules import (
    BLOCK_REASONS,
    REFUSAL_REASONS,
    TAKING_OVER,
    Block,
    Category,
    State,
)
from eventops.delegations.drafts import LONGEST_NAME, NominationDraft
from eventops.delegations.models import Delegate
from eventops.delegations.passport_name import LETTERS, MOST_SIGNS
from eventops.delegations.travel_document import sealed
from eventops.portal.deciding import Waiver
from eventops.web.pages import LANGUAGES
from eventops.web.sentences import say

NAME = {"maxlength": LONGEST_NAME, "autocomplete": "off"}
PICTURES = ", ".join(f"image/{name.lower()}" for name in FORMATS)
FIELDS = {"full_name": "name"}
"""Where the draft and the form call the same thing differently."""


HELD = (
    "style",
    "name",
    "badge_name",
    "own_script",
    "sort_name",
    "email",
    "function",
    "mrz_name",
    "born_on",
    "document",
    "forget_document",
    "photo",
)
"""Who a person is: an officer's to change once they have judged it."""
PASSPORT = {
    "maxlength": MOST_SIGNS,
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "data-passport-name": "name",
    "data-letters": json.dumps(LETTERS, ensure_ascii=False),
}


class BirthDate(DateField):
    """A day; what is no day comes back with a sentence, as it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the sentence."""
        self.data = None
        if text := " ".join(valuelist).strip():
            try:
                self.data = date.fromisoformat(text)
            except ValueError as fault:
                raise ValueError(say("birth_date_unreadable")) from fault


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
    mrz_name = StringField(_("Name as in the passport’s last lines"), render_kw=PASSPORT)
    born_on = BirthDate(_("Birth date"), render_kw={"autocomplete": "off"})
    document = StringField(
        _("Number of the travel document"),
        render_kw={"maxlength": 40, "autocomplete": "off", "spellcheck": "false"},
    )
    forget_document = BooleanField(_("Delete the number that is kept"))
    diet = StringField(_("What this person cannot or does not eat"), render_kw=NAME)
    another = BooleanField(_("This is another person of the same name"))
    told = BooleanField(
        _("This person has been told and agrees"),
        [
            InputRequired(
                _("Tell the person first how their data is used, then say here that they agree.")
            )
        ],
    )

    def hold_identity(self) -> None:
        """Leave out what is not this user's to change."""
        for field in HELD:
            if field in self:
                del self[field]

    def ask_consent(self, *, known: bool) -> None:
        """Of somebody on the list already: no more where it is known, else as they can give it."""
        if known:
            del self.told
        else:
            self.told.validators, self.told.flags.required = [], False

    def draft(
        self, known: Delegate | None = None, *, secrets: tuple[bytes, ...]
    ) -> NominationDraft:
        """What was written; fields that this form does not have keep what is known.

        The number of the travel document is sealed here. Raises Invalid as ``sealed`` does.
        """
        kept = _known(known) if known else NominationDraft(full_name="")
        said: dict[str, Any] = {
            name: (self[FIELDS.get(name, name)].data or "").strip()
            for name in ("style", "full_name", "badge_name", "own_script", "sort_name", "mrz_name")
            if FIELDS.get(name, name) in self
        }
        for name in ("function", "born_on", "forget_document"):
            if name in self:
                said[name] = self[name].data
        if "email" in self:
            said["email"] = (self.email.data or "").strip() or None
        if "document" in self:
            said["document"] = sealed(self.document.data or "", secrets=secrets)
        return replace(
            kept,
            **said,
            position=(self.position.data or "").strip(),
            meetings=tuple(self.meetings.data or ()),
            diet=(self.diet.data or "").strip(),
        )

    def picture_sent(self) -> bool:
        """Whether a file was chosen."""
        return "photo" in self and bool(self.photo.data)

    def picture(self) -> bytes | None:
        """The file that was sent, an empty one too; None when none was chosen."""
        if not self.picture_sent():
            return None
        sent: bytes = self.photo.data.read()
        return sent


def _known(delegate: Delegate) -> NominationDraft:
    person = delegate.person
    return NominationDraft(
        style=person.style,
        full_name=person.full_name,
        badge_name=person.badge_name,
        own_script=person.own_script,
        sort_name=person.sort_name,
        mrz_name=person.mrz_name,
        born_on=person.born_on,
        function=delegate.function,
        email=person.email,
    )


WRITTEN = [InputRequired(_("Write the notice in this language; everybody is told in their own."))]


class NoticeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The privacy notice in both languages; ``seen`` is the version that was changed."""

    seen = IntegerField(widget=HiddenInput())
    en = TextAreaField(LANGUAGES["en"], WRITTEN, render_kw={"rows": 20, "lang": "en"})
    vi = TextAreaField(LANGUAGES["vi"], WRITTEN, render_kw={"rows": 20, "lang": "vi"})


class QuestionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What an officer still wants to know."""

    reason = TextAreaField(
        _("Question"),
        [InputRequired(_("Write what is missing; the focal point reads it."))],
        render_kw={"maxlength": LONGEST_QUESTION, "rows": 4},
    )


class ApprovalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What an approval has to say beside itself, of those whom it concerns."""

    incomplete = BooleanField(_("Approve without a photo or a consent"))
    instead = SelectField(_("Approve in place of the named officer"), validate_choice=False)

    def offer_reasons(self) -> "ApprovalForm":
        """The reasons to take over, none chosen yet."""
        told = [(code, say(f"instead_{code}")) for code in TAKING_OVER]
        self.instead.choices = [("", ""), *told]
        return self

    def waiver(self) -> Waiver:
        """What was set aside."""
        return Waiver(bool(self.incomplete.data), self.instead.data or "")


class RefusalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why a person is refused."""

    reason = RadioField(
        _("Reason"),
        [InputRequired(_("Choose one of the reasons."))],
        validate_choice=False,
        id="refusal-reason",  # a question stands on the same page
    )
    words = TextAreaField(_("In your own words"), render_kw={"maxlength": LONGEST_WORDS, "rows": 3})

    def offer_reasons(self) -> "RefusalForm":
        """The reasons in the reader's language, none chosen yet."""
        self.reason.choices = _reasons()
        return self


class SeveralForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What is to become of those chosen in the queue."""

    decision = RadioField(
        _("What is to become of them?"),
        [InputRequired(_("Choose what is to become of them."))],
        validate_choice=False,
    )
    question = TextAreaField(_("Question"), render_kw={"maxlength": LONGEST_QUESTION, "rows": 3})
    reason = SelectField(_("Reason"), [Optional()], validate_choice=False)
    words = TextAreaField(_("In your own words"), render_kw={"maxlength": LONGEST_WORDS, "rows": 2})
    incomplete = BooleanField(_("Approve without a photo or a consent"))

    def offer(self, targets: Sequence[State]) -> "SeveralForm":
        """The decisions that the state allows, and the reasons to refuse."""
        self.decision.choices = [(each.value, say(f"decide_{each.value}")) for each in targets]
        self.reason.choices = [("", ""), *_reasons()]
        return self


class CategoryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Which category the badge shows."""

    category = SelectField(_("Category of the badge"))

    def offer_categories(self) -> "CategoryForm":
        """All categories in the reader's language."""
        self.category.choices = [(each.value, say(f"category_{each.value}")) for each in Category]
        return self


class BlocksForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What vetting blocks, and why."""

    blocks = SelectMultipleField(
        _("Block from this moment on"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    reason = SelectField(_("Reason"), [Optional()], validate_choice=False)
    words = TextAreaField(_("In your own words"), render_kw={"maxlength": LONGEST_WORDS, "rows": 3})

    def offer_blocks(self) -> "BlocksForm":
        """What can be blocked, and the reasons, in the reader's language."""
        self.blocks.choices = [(each.value, say(f"block_{each.value}")) for each in Block]
        reasons = [(code, say(f"block_reason_{code}")) for code in BLOCK_REASONS]
        self.reason.choices = [("", ""), *reasons]
        return self


def _reasons() -> list[tuple[str, str]]:
    return [(code, say(f"reason_{code}")) for code in REFUSAL_REASONS]
