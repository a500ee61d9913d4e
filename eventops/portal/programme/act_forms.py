"""Forms of acts on many sessions: what each asks, and what it would do to the draft."""

from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventops.core.multilingual import said
from eventops.delegations.rules import PartyKind
from eventops.portal.programme.desk import Desk
from eventops.portal.programme.fields import ClockField, LineField
from eventops.portal.programme.session_forms import (
    Needed,
    day_choices,
    room_choices,
)
from eventops.programme.acts import (
    Wishes,
    move_later,
    repeat,
    shift_day,
    swap_rooms,
)
from eventops.programme.minting import is_opaque, new_codes
from eventops.web.pages import day, language

ANY = ""
MOST_MINUTES = 12 * 60
PARTNER_KINDS = (PartyKind.PARTNER, PartyKind.ORGANISATION)
MANY: dict[str, Any] = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
CHOOSE = _("Choose at least one.")
MINUTES = _("Write a number of minutes.")


class ActForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What all acts share: what the preview showed is sent back with the decision."""

    seen = HiddenField()
    codes = HiddenField()
    reason = LineField(_("Why it may stand so all the same"))
    step: ClassVar[str] = ""
    shown: ClassVar[tuple[str, ...]] = ()
    """Fields in the order of the page."""

    def offer(self, here: Desk) -> None:
        """What may be chosen."""

    def wishes(self, here: Desk) -> Wishes:
        """What it would do. Raises Invalid."""
        raise NotImplementedError

    def facts(self, here: Desk) -> dict[str, Any]:
        """What the sentence of the step says."""
        return {}

    def minted(self, here: Desk, count: int) -> tuple[str, ...]:
        """The codes that the preview showed, as far as they are still to be had; else fresh ones."""
        taken = here.draft.by_code
        sent = [
            code
            for code in dict.fromkeys((self.codes.data or "").split())
            if code.isalnum() and is_opaque(code) and len(code) <= 8 and code not in taken
        ][:count]
        codes = (*sent, *new_codes(count - len(sent), {*taken, *sent}))
        self.codes.data = " ".join(codes)
        return codes


class RepeatForm(ActForm):
    """A session once more on further days."""

    step = "repeated"
    shown = ("session", "days")
    session = SelectField(_("Session"))
    days = SelectMultipleField(_("On these days too"), **MANY)

    def validate_days(self, field: SelectMultipleField) -> None:
        """Raises ValidationError when none is chosen."""
        if not field.data:
            raise ValidationError(str(CHOOSE))

    def offer(self, here: Desk) -> None:
        self.days.choices = day_choices(here.days)
        self.session.choices = [
            (
                each.code,
                f"{day(each.day)} {each.plan.start:%H:%M} · {said(each.plan.title, language())}",
            )
            for each in here.draft.sessions
        ]

    def wishes(self, here: Desk) -> Wishes:
        on = [date.fromisoformat(each) for each in self.days.data or ()]
        return repeat(here.draft, self.session.data, on, self.minted(here, len(on)))

    def facts(self, here: Desk) -> dict[str, Any]:
        return {"title": here.session(self.session.data).plan.title}


class DayForm(ActForm):
    """A day's programme to another day."""

    step = "day_shifted"
    shown = ("source", "target")
    source = SelectField(_("The programme of"))
    target = SelectField(_("Goes to"))

    def offer(self, here: Desk) -> None:
        self.source.choices = self.target.choices = day_choices(here.days)
        if not self.is_submitted():
            self.source.data = ahead(here)

    def wishes(self, here: Desk) -> Wishes:
        source, target = map(date.fromisoformat, (self.source.data, self.target.data))
        return shift_day(here.draft, source, target, free=here.is_free)

    def facts(self, here: Desk) -> dict[str, Any]:
        return {"source": self.source.data, "target": self.target.data}


class RoomsForm(ActForm):
    """What is in one room into the other."""

    step = "rooms_swapped"
    shown = ("one", "other", "day")
    one = SelectField(_("Room"))
    other = SelectField(_("And room"))
    day = SelectField(_("Day"))

    def offer(self, here: Desk) -> None:
        self.one.choices = self.other.choices = room_choices(here)
        self.day.choices = [(ANY, str(_("The whole edition"))), *day_choices(here.days)]

    def wishes(self, here: Desk) -> Wishes:
        on = date.fromisoformat(self.day.data) if self.day.data else None
        return swap_rooms(here.draft, self.one.data, self.other.data, day=on, free=here.is_free)

    def facts(self, here: Desk) -> dict[str, Any]:
        names = {row.code: row.name for row in here.rooms}
        return {"one": names[self.one.data], "other": names[self.other.data]}


class LaterForm(ActForm):
    """Everything after a time by some minutes."""

    step = "moved_later"
    shown = ("day", "after", "minutes", "room")
    day = SelectField(_("Day"))
    after = ClockField(_("Everything that begins at or after"), [Needed()])
    minutes = IntegerField(
        _("Moves by minutes; earlier with a minus"),
        [
            InputRequired(MINUTES),
            NumberRange(-MOST_MINUTES, MOST_MINUTES, _("At most 720 minutes.")),
        ],
        default=20,
    )
    room = SelectField(_("Room"))

    def offer(self, here: Desk) -> None:
        self.day.choices = day_choices(here.days)
        if not self.is_submitted():
            self.day.data = ahead(here)
        self.room.choices = [(ANY, str(_("All rooms"))), *room_choices(here)]

    def wishes(self, here: Desk) -> Wishes:
        on, room = date.fromisoformat(self.day.data), self.room.data or None
        minutes = self.minutes.data or 0
        return move_later(here.draft, on, self.after.at, minutes, room=room, free=here.is_free)

    def facts(self, here: Desk) -> dict[str, Any]:
        return {"after": f"{self.after.at:%H:%M}", "minutes": self.minutes.data}


def ahead(here: Desk) -> str:
    """The first day that is not over, else the last."""
    return next((on for on in here.days if on >= here.clock.date()), here.days[-1]).isoformat()
