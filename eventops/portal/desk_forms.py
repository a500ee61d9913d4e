"""Forms of the badge desk."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from eventops.badges.custody import Taker
from eventops.badges.rules import LOSS_REASONS, MOST_EMERGENCY_AT_ONCE
from eventops.delegations.drafts import NominationDraft
from eventops.portal.forms import NAME, PICTURES
from eventops.web.sentences import say

TYPED = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
BY_LETTER = "letter"


class FindForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A name, a serial, or what a keyboard scanner types."""

    text = StringField(
        _("Name, serial or scanned badge"),
        [InputRequired(_("Type a name or a serial, or scan a badge."))],
        render_kw={**TYPED, "maxlength": 400, "autofocus": True, "enterkeyhint": "search"},
    )


class LossForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What became of a badge."""

    reason = SelectField(
        _("What became of it"), [InputRequired(_("Say what became of the badge."))]
    )

    def offer_reasons(self) -> "LossForm":
        """The reasons in the reader's language, none chosen yet."""
        told = [(code, say(f"loss_{code}")) for code in LOSS_REASONS]
        self.reason.choices = [("", ""), *told]
        return self


class WalkInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Everything of a walk-in on one page."""

    delegation = SelectField(_("Delegation"), [InputRequired(_("Choose the delegation."))])
    style = StringField(_("Style"), render_kw=NAME)
    name = StringField(_("Full name"), [InputRequired(_("Write the full name."))], render_kw=NAME)
    position = StringField(_("Title or post"), render_kw=NAME)
    function = SelectField(_("Function in the delegation"), default="delegate")
    email = EmailField(_("Mail address"), render_kw={"autocomplete": "off"})
    photo = FileField(
        _("Photo"),
        [FileRequired(_("Take or choose a photo: the badge is printed with it."))],
        render_kw={"accept": PICTURES, "capture": "user"},
    )
    another = BooleanField(_("This is another person of the same name"))
    days = RadioField(_("The badge is valid"), default="whole")
    consent = BooleanField(
        _("The person was told how their data is used, and agrees"),
        [InputRequired(_("The person has to be told how their data is used, and to agree."))],
    )

    def draft(self) -> NominationDraft:
        """What was written."""
        return NominationDraft(
            full_name=(self.name.data or "").strip(),
            style=(self.style.data or "").strip(),
            position=(self.position.data or "").strip(),
            function=self.function.data,
            email=(self.email.data or "").strip() or None,
        )

    def picture(self) -> bytes | None:
        """The file that was sent, if any."""
        if not self.photo.data:
            return None
        sent: bytes = self.photo.data.read()
        return sent or None

    def only_day(self, today: date) -> date | None:
        """The one day of a day badge."""
        return today if self.days.data == "day" else None


class PickUpForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Which badges go, and who takes them."""

    badges = SelectMultipleField(
        _("Badges"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    taker = SelectField(_("Who takes them"), [InputRequired(_("Say who takes the badges."))])
    name = StringField(_("Name as on the letter"), render_kw=NAME)
    letter = BooleanField(_("The letter of authorisation was seen and is kept at the desk"))

    def chosen(self, names: dict[str, str]) -> Taker:
        """Who signs; ``names`` are those of the delegation's approved members."""
        if self.taker.data == BY_LETTER:
            return Taker((self.name.data or "").strip())
        return Taker(names[self.taker.data], self.taker.data)


class EmergencyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """How many emergency badges for which day."""

    count = IntegerField(
        _("How many"),
        [InputRequired(_("Say how many.")), NumberRange(1, MOST_EMERGENCY_AT_ONCE)],
        default=20,
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_EMERGENCY_AT_ONCE},
    )
    day = DateField(_("For which day"), [InputRequired(_("Choose a day of the conference."))])


class BindForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The emergency badge that a person is given."""

    text = StringField(
        _("Serial or scan of the emergency badge"),
        [InputRequired(_("Scan the emergency badge or type its serial."))],
        render_kw={**TYPED, "maxlength": 400},
    )
    identity = BooleanField(
        _("Passport or identity card was compared with the person"),
        [InputRequired(_("Check the identity first."))],
    )
