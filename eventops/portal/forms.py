"""Forms of a delegation's pages and of the accreditation desk."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from eventops.accreditation.photos import FORMATS
from eventops.accreditation.rules import BLOCK_REASONS, REFUSAL_REASONS, Block, Category, State
from eventops.accreditation.services import LONGEST_QUESTION, LONGEST_WORDS
from eventops.core.errors import DomainError
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
        for field in ("style", "name", "badge_name", "own_script", "sort_name", "function"):
            del self[field]
        del self.photo

    def draft(self, known: Delegate | None = None) -> NominationDraft:
        """What was written; fields that this form does not have keep what is known."""
        kept = _known(known) if known else {}
        said = {
            name: (self[FIELDS.get(name, name)].data or "").strip()
            for name in ("style", "full_name", "badge_name", "own_script", "sort_name")
            if FIELDS.get(name, name) in self
        }
        if "function" in self:
            said["function"] = self.function.data
        return NominationDraft(
            **{**kept, **said},
            position=(self.position.data or "").strip(),
            email=(self.email.data or "").strip() or None,
            meetings=tuple(self.meetings.data or ()),
        )

    def picture(self) -> bytes | None:
        """The file that was sent, if any."""
        if "photo" not in self or not self.photo.data:
            return None
        sent: bytes = self.photo.data.read()
        return sent or None


def _known(delegate: Delegate) -> dict[str, str]:
    person = delegate.person
    names = ("style", "full_name", "badge_name", "own_script", "sort_name")
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


def tell(form: FlaskForm, fault: DomainError, field: str = "") -> None:
    """Put what a service found beside its field, or above the form."""
    name, sentence = field or str(fault.facts.get("field", "")), say(fault.code, fault.facts)
    if name in form:
        form[name].errors = [*form[name].errors, sentence]
    else:
        form.form_errors.append(sentence)
