"""Forms of one session: everything it says, and where it stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventops.core.multilingual import said
from eventops.editions.rules import ReEntry
from eventops.portal.programme.desk import Desk
from eventops.portal.programme.fields import ClockField, LineField, RulesField
from eventops.programme.drafting import Wish
from eventops.programme.drafts import Drafted
from eventops.programme.plan import SessionPlan
from eventops.programme.rules import Access, Illustrative, Status, Track
from eventops.web.pages import LANGUAGES, day, language
from eventops.web.sentences import say

CONFIRMED = Status.CONFIRMED.value
AT_DOOR = ""
NO_MEETING = ""
NO_RULE = _("Write at least one rule, such as: everyone.")
FIELD_OF = {
    "draft_no_day": "day",
    "draft_no_room": "room",
    "draft_no_meeting": "meeting",
    "draft_time_order": "end",
    "draft_doors_late": "doors",
    "draft_doors_missing": "doors_close",
    "draft_doors_close_late": "doors_close",
    "draft_code_tells": "access",
    "draft_rule_unknown": "audience",
    "draft_rule_list": "audience",
    "draft_rule_no_list": "meeting",
    "draft_circle": "audience",
    "past_locked": "start",
    "act_leaves_day": "start",
}
"""Code of a fault → the field where its reader looks for it."""


class Needed:
    """No form is sent without it; the label says so."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, _form: Any, field: ClockField) -> None:
        """Raises ValidationError when no time stands there."""
        if not (field.data or "").strip():
            raise ValidationError(say("clock_missing"))


TITLES = {"en": _("Title in English"), "vi": _("Title in Vietnamese")}


def title_fields(here: Desk) -> dict[str, LineField]:
    """A title for each of the edition's languages."""
    return {
        f"title_{tongue}": LineField(
            TITLES.get(tongue) or _("Title in %(language)s", language=LANGUAGES.get(tongue, tongue))
        )
        for tongue in here.edition.languages
    }


class PlaceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Where a session stands: the dialogue for keyboard and phone, and what the board drops."""

    day = SelectField(_("Day"))
    start = ClockField(_("Starts at"), [Needed()])
    end = ClockField(_("Ends at"))
    room = SelectField(_("Room"))
    reason = LineField(_("Why it may stand so all the same"))
    seen = HiddenField()

    def offer(self, here: Desk) -> "PlaceForm":
        """The edition's days and rooms."""
        self.day.choices = day_choices(here.days)
        self.room.choices = room_choices(here)
        return self

    def show(self, each: Drafted) -> None:
        """Where it stands now."""
        self.day.data, self.room.data = each.day.isoformat(), each.plan.room
        self.start.process_data(each.plan.start)
        self.end.process_data(each.plan.end)
        self.seen.data = each.mark


class SessionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Everything of a session; ``session_form`` adds a title for each language."""

    code = HiddenField()
    seen = HiddenField()
    meeting = SelectField(_("Meeting"))
    track = SelectField(_("Track"))
    day = SelectField(_("Day"))
    start = ClockField(_("Starts at"), [Needed()])
    end = ClockField(_("Ends at"), [Needed()])
    doors = ClockField(_("Doors open"))
    doors_close = ClockField(_("Doors close"))
    room = SelectField(_("Room"))
    access = SelectField(_("Access"))
    audience = RulesField(_("Audience"), [InputRequired(NO_RULE)])
    status = SelectField(_("Status"))
    re_entry = SelectField(_("Re-entry"))
    source = LineField(_("Source"))
    illustrative = SelectMultipleField(
        _("Not documented yet"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = LineField(_("Note for readers"))
    reason = LineField(_("Why it may stand so all the same"))
    titles: tuple[str, ...] = ()

    def offer(self, here: Desk) -> None:
        """What may be chosen, in the reader's language."""
        self.day.choices = day_choices(here.days)
        self.room.choices = room_choices(here)
        meetings = [
            (row.code, f"{row.short_name} · {said(row.name, language())}") for row in here.meetings
        ]
        self.meeting.choices = [(NO_MEETING, str(_("No meeting"))), *meetings]
        self.track.choices = [(each.value, say(f"track_{each}")) for each in Track]
        self.access.choices = [(each.value, say(f"access_{each}")) for each in Access]
        self.status.choices = [
            (each.value, say(f"status_{each}"))
            for each in (Status.CONFIRMED, Status.TENTATIVE, Status.CANCELLED)
        ]
        self.re_entry.choices = [
            (AT_DOOR, say("re_entry_gate")),
            *((each.value, say(f"re_entry_{each}")) for each in ReEntry),
        ]
        self.illustrative.choices = [
            (each.value, say(f"illustrative_{each}")) for each in Illustrative
        ]

    def show(self, on: date, plan: SessionPlan, mark: str) -> None:
        """A session as it stands."""
        self.code.data, self.seen.data, self.day.data = plan.code, mark, on.isoformat()
        for tongue in self.titles:
            self[f"title_{tongue}"].data = plan.title.get(tongue, "")
        for name in ("start", "end", "doors", "doors_close", "audience"):
            self[name].process_data(getattr(plan, name))
        self.meeting.data, self.room.data = plan.meeting or NO_MEETING, plan.room
        self.track.data, self.access.data = plan.track.value, plan.access.value
        self.status.data = (plan.status or Status.CONFIRMED).value
        self.re_entry.data = plan.re_entry.value if plan.re_entry else AT_DOOR
        self.source.data, self.note.data = plan.source, plan.note or ""
        self.illustrative.data = [each.value for each in plan.illustrative]

    def wish(self, code: str, known: Drafted | None) -> Wish:
        """What was written, of a form that was found in order."""
        written = {tongue: self[f"title_{tongue}"].line for tongue in self.titles}
        others = known.plan.title if known else {}
        title = {**others, **written}
        status = Status(self.status.data)
        is_said = known is not None and known.plan.status is not None
        plan = SessionPlan(
            code=code,
            meeting=self.meeting.data or None,
            track=Track(self.track.data),
            title={tongue: text for tongue, text in title.items() if text},
            start=self.start.at,
            end=self.end.at,
            doors=self.doors.clock,
            doors_close=self.doors_close.clock,
            room=self.room.data,
            access=Access(self.access.data),
            audience=self.audience.rules,
            status=status if is_said or status is not Status.CONFIRMED else None,
            re_entry=ReEntry(self.re_entry.data) if self.re_entry.data else None,
            source=self.source.line or NO_SOURCE,
            illustrative=tuple(
                each for each in Illustrative if each in (self.illustrative.data or ())
            ),
            note=self.note.line or None,
        )
        return Wish(date.fromisoformat(self.day.data), plan, bool(known and known.parked))


NO_SOURCE = "I"
"""Invented here: what the text format says of an item without a document (schedules/README.md)."""


def session_form(here: Desk, **options: Any) -> SessionForm:
    """The form with a title for each of the edition's languages."""
    tongues = tuple(here.edition.languages)
    parts = {**title_fields(here), "titles": tongues}
    kind = type("SessionFormIn" + "".join(tongues).title(), (SessionForm,), parts)
    form: SessionForm = kind(**options)
    form.offer(here)
    return form


def day_choices(days: Sequence[date]) -> list[tuple[str, str]]:
    """Days to choose from."""
    return [(each.isoformat(), day(each)) for each in days]


def room_choices(here: Desk) -> list[tuple[str, str]]:
    """Rooms to choose from, with their seats."""
    return [
        (
            room.code,
            str(
                _("%(room)s (%(seats)s seats)", room=said(room.name, language()), seats=room.seats)
            ),
        )
        for room in here.rooms
    ]
