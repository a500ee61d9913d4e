"""Forms of acts on many sessions: what each asks, and what it would do to the draft."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventops.core.multilingual import said
from eventops.delegations.models import Party
from eventops.delegations.rules import PartyKind
from eventops.portal.programme.desk import Desk
from eventops.portal.programme.fields import ClockField, LineField, RulesField
from eventops.portal.programme.session_forms import (
    NO_SOURCE,
    Needed,
    day_choices,
    room_choices,
    title_fields,
)
from eventops.programme.acts import (
    PARTNER,
    Partner,
    Pattern,
    Run,
    Wishes,
    move_later,
    partner_run,
    pattern_of,
    repeat,
    shift_day,
    swap_rooms,
)
from eventops.programme.audience import AudienceFault, parse
from eventops.programme.minting import is_opaque, new_codes
from eventops.programme.rules import Access
from eventops.web.pages import day, language
from eventops.web.sentences import say

ANY = ""
MOST_MINUTES = 12 * 60
PARTNER_KINDS = (PartyKind.PARTNER, PartyKind.ORGANISATION)
MANY: dict[str, Any] = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
CHOOSE = _("Choose at least one.")


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


class PatternField(RulesField):
    """Rules of which some say ``{partner}``; judged as if it were a party."""

    def pre_validate(self, form: Any) -> None:
        """Raises ValidationError with a sentence."""
        text, self.data = self.data, (self.data or "").replace(PARTNER, "PARTNER")
        try:
            super().pre_validate(form)
        finally:
            self.data = text


class PartnersForm(ActForm):
    """The run of consultations with partners."""

    step = "partners"
    shown = ("partners", "meeting", "day", "start", "length", "gap", "room", "titles", "audience")
    partners = SelectMultipleField(_("Partners, in the edition’s order"), **MANY)
    meeting = SelectField(_("Meeting"))
    day = SelectField(_("Day"))
    start = ClockField(_("First start"), [Needed()])
    length = IntegerField(
        _("Minutes each"),
        [NumberRange(5, MOST_MINUTES, _("Between 5 and 720 minutes."))],
        default=40,
    )
    gap = IntegerField(
        _("Minutes between"),
        [NumberRange(0, MOST_MINUTES, _("Between 0 and 720 minutes."))],
        default=5,
    )
    room = SelectField(_("Room"))
    audience = PatternField(_("Audience of each"))

    def validate_partners(self, field: SelectMultipleField) -> None:
        """Raises ValidationError when nobody is chosen."""
        if not field.data:
            raise ValidationError(str(CHOOSE))

    def offer(self, here: Desk) -> None:
        """Partners by protocol; the pattern of the sessions there are already."""
        self.day.choices, self.room.choices = day_choices(here.days), room_choices(here)
        self.partners.choices = [
            (each.code, said(each.name, language())) for each in partners_of(here)
        ]
        self.meeting.choices = [(row.code, row.short_name) for row in here.meetings]
        if self.is_submitted():
            return
        self.day.data = ahead(here)
        known = self._pattern_known(here)
        self.meeting.data = known.meeting if known else None
        for tongue in here.edition.languages:
            field = self[f"title_{tongue}"]
            field.data = known.title.get(tongue, PARTNER) if known else PARTNER
        self.audience.data = "\n".join(known.audience if known else (f"{PARTNER} 1+3",))

    def _pattern_known(self, here: Desk) -> Pattern | None:
        partners = [Partner(each.code, each.name) for each in partners_of(here)]
        meetings = (
            [self.meeting.data] if self.is_submitted() else [row.code for row in here.meetings]
        )
        found = (pattern_of(here.draft, partners, code) for code in meetings)
        return next((pattern for pattern in found if pattern), None)

    def wishes(self, here: Desk) -> Wishes:
        """A consultation with each, in the order of protocol whatever the order of ticks."""
        known, every = self._pattern_known(here), partners_of(here)
        chosen = [
            Partner(each.code, each.name)
            for each in every
            if each.code in (self.partners.data or ())
        ]
        pattern = Pattern(
            title={
                tongue: self[f"title_{tongue}"].line
                for tongue in here.edition.languages
                if self[f"title_{tongue}"].line
            },
            audience=tuple((self.audience.data or "").splitlines()),
            access=known.access if known else Access.RESTRICTED,
            source=known.source if known else NO_SOURCE,
            meeting=self.meeting.data,
            partners=frozenset(each.code for each in every),
        )
        run = Run(
            date.fromisoformat(self.day.data),
            self.start.at,
            self.length.data or 0,
            self.gap.data or 0,
            self.room.data,
        )
        codes = self.minted(here, len(chosen))
        return partner_run(here.draft, chosen, run, pattern, codes=codes, free=here.is_free)

    def facts(self, here: Desk) -> dict[str, Any]:
        return {"count": len(self.partners.data or ())}


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
            InputRequired(_("Write a number of minutes.")),
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


def partners_of(here: Desk) -> Sequence[Party]:
    """Whom a consultation may be with, in the order by which conflicts are judged."""
    places = here.kept.ready.facts.parties
    partners = [each for each in here.parties.values() if each.kind in PARTNER_KINDS]
    return sorted(partners, key=lambda each: (places[each.code].place < 0, places[each.code].place))


FORMS: dict[str, type[ActForm]] = {
    "partners": PartnersForm,
    "repetition": RepeatForm,
    "day": DayForm,
    "rooms": RoomsForm,
    "later": LaterForm,
}
"""Word of the address → its form."""


def act_form(here: Desk, name: str) -> ActForm:
    """The form of an act, with a title for each language where it makes sessions."""
    kind = FORMS[name]
    if kind is PartnersForm:
        tongues = "".join(here.edition.languages).title()
        kind = type(f"PartnersFormIn{tongues}", (PartnersForm,), title_fields(here))
    form = kind()
    form.offer(here)
    return form


def rules_of_pattern(form: ActForm) -> list[str]:
    """Lines of the pattern's audience that cannot be read, said."""
    told = []
    for line in (form["audience"].data or "").splitlines() if "audience" in form else ():
        try:
            parse(line.replace(PARTNER, "PARTNER"))
        except AudienceFault as fault:
            told.append(
                say(f"misread_{fault.code}", {"found": fault.found, "position": fault.position + 1})
            )
    return told
