"""Everything of one session beside the board: what it says, what differs, what is in its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g
from flask_babel import gettext as _

from eventops.accounts.queries import names_of
from eventops.core.errors import Conflict
from eventops.core.multilingual import Multilingual, said
from eventops.portal.programme.board import Card, Looks, card_of
from eventops.portal.programme.desk import Desk
from eventops.portal.programme.publishing import Publishing, TouchedDelegation
from eventops.portal.programme.rule_reading import Readings, RuleRead
from eventops.portal.programme.weighing import Weighed, troubles, weighed_of
from eventops.programme.acting import removable
from eventops.programme.changes import FieldChange
from eventops.programme.drafts import Drafted
from eventops.programme.queries import names_of_groups
from eventops.programme.standing import differences
from eventops.web.db import db
from eventops.web.pages import LANGUAGES, day, language
from eventops.web.sentences import say


@dataclass(frozen=True, slots=True)
class Difference:
    """One key of a session in two states, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Details:
    """The panel beside the board."""

    each: Drafted
    card: Card
    seats: int
    meeting: str
    rules: tuple[RuleRead, ...]
    differences: tuple[Difference, ...]
    conflicts: tuple[Weighed, ...]
    touched: Sequence[TouchedDelegation]
    """Whose agendas publishing it alone would change."""
    edited_by: str
    removable: bool


def details(here: Desk, code: str) -> Details:
    """The panel of one session."""
    each = here.session(code)
    looks = Looks(here.rooms, here.is_locked, troubles(here), code, here.clock)
    readings = readings_of(here)
    meetings = {row.code: row.short_name for row in here.meetings}
    names = names_of(db(), {each.edited_by}) if each.edited_by else {}
    return Details(
        each=each,
        card=card_of(each, looks),
        seats=next((room.seats for room in here.rooms if room.code == each.plan.room), 0),
        meeting=meetings.get(each.plan.meeting or "", ""),
        rules=tuple(readings.of(str(rule)) for rule in each.plan.audience),
        differences=tuple(in_words(here, change) for change in differences(each)),
        conflicts=weighed_of(here, code),
        touched=_touched(here, each),
        edited_by=names.get(each.edited_by or "", ""),
        removable=removable(each),
    )


def _touched(here: Desk, each: Drafted) -> Sequence[TouchedDelegation]:
    """Nobody, while it says what is published, waits in the tray, or leans on an unpublished one."""
    if not each.changed or each.parked:
        return ()
    try:
        return Publishing(db(), here.edition, here.draft, frozenset({each.code})).touched
    except Conflict:
        return ()


def readings_of(here: Desk) -> Readings:
    """What audience rules of this edition refer to."""
    names: dict[str, Multilingual] = {code: party.name for code, party in here.parties.items()}
    names |= names_of_groups(db(), g.edition.id)
    return Readings(names, {each.code: each.plan.title for each in here.draft.sessions})


def in_words(here: Desk, change: FieldChange) -> Difference:
    """A difference as its reader says it."""
    return Difference(
        say(f"differs_{change.field}"),
        _value(here, change.field, change.before),
        _value(here, change.field, change.after),
    )


def _value(here: Desk, key: str, value: Any) -> str:
    if value in (None, ()):
        return str(_("confirmed") if key == "status" else _("nothing"))
    match key:
        case "date":
            return day(date.fromisoformat(value))
        case "room":
            return said(_room_names(here).get(value), language()) or str(value)
        case "meeting":
            return next((row.short_name for row in here.meetings if row.code == value), str(value))
        case "title":
            return " / ".join(f"{value[each]}" for each in LANGUAGES if value.get(each))
        case "track" | "access" | "status" | "re_entry":
            return say(f"{key}_{value}")
        case "illustrative":
            return ", ".join(say(f"illustrative_{each}") for each in value)
        case "audience":
            return "; ".join(value)
    return str(value)


def _room_names(here: Desk) -> Mapping[str, Multilingual]:
    return {room.code: room.name for room in here.rooms}
