"""A delegation's day as it is printed: for its focal point, its liaison officer and the desk."""

from collections.abc import Callable, Iterator
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from eventops.accreditation.rules import State
from eventops.agenda.entitlement import Grade
from eventops.agenda.reasons import capacity
from eventops.badges.fonts import Weight
from eventops.core.multilingual import said
from eventops.editions.models import Edition
from eventops.portal.lists.paper import Masthead
from eventops.portal.lists.said import ENGLISH, in_second, styled
from eventops.portal.sheets.delegation_days import Attended, Attending, DelegationDay
from eventops.portal.sheets.programme_slots import day_part, legend, rough_marks
from eventops.portal.sheets.slots import Slot, SlotSheet, Words, small
from eventops.programme.models import Session
from eventops.programme.rules import Access, Status
from eventops.programme.telling import access_said, days_after
from eventops.web.pages import language, second, zoned
from eventops.web.sentences import say

MOST_LINES = 12
"""People who get a line of their own; more stand one behind the other."""


def day_sheet(
    edition: Edition,
    found: DelegationDay,
    on: date,
    heading: Callable[[tuple[str, str]], Masthead],
) -> SlotSheet:
    """The sheet of one delegation; ``heading`` makes its masthead of the titles in both languages."""
    party = found.delegation.party
    tongue = next((each for each in edition.languages if each != language()), language())
    name = said(party.name, ENGLISH)
    head = heading((name, in_second(party.name, tongue)))
    slots = tuple(_slot(each) for each in found.sessions)
    rough = any(each.session.illustrative for each in found.sessions)
    return SlotSheet(
        head,
        (day_part(edition, on, slots, tongue),) if slots else (),
        _legend(rough),
        _("Nothing in the programme concerns the delegation on this day."),
        party.flag,
    )


def _legend(rough: bool) -> tuple[tuple[str, str], ...]:
    """As on the public programme, but that closed sessions stand here by name."""
    named = _("Closed: only those named here")
    return tuple(
        (access, named if access == Access.CLOSED else words) for access, words in legend(rough)
    )


def _slot(each: Attended) -> Slot:
    row, rough = each.session, rough_marks(each.session.illustrative)
    cancelled = row.status is Status.CANCELLED
    return Slot(
        when=(Words(rough["time"] + _times(row), 3.1, "SemiBold"), *_doors(row)),
        what=(
            Words(rough["session"] + said(row.title, language()), 3.3, "SemiBold"),
            small(second(row.title), 2.9),
            small(say(f"status_{row.status.value}") if row.status and not _sure(row) else ""),
            *(() if cancelled else _people(each)),
            small(row.note or ""),
        ),
        where=(
            Words(rough["room"] + said(row.room.name, language()), 3.0, "Medium"),
            small(second(row.room.name), 2.6),
            small(said(row.room.venue.name, language()), 2.6),
            Words(said(each.door, language()), 2.8),
        ),
        access=row.access.value,
        access_word=access_said(row.access),
        struck=cancelled,
    )


def _sure(row: Session) -> bool:
    return row.status in (None, Status.CONFIRMED)


def _times(row: Session) -> str:
    start, end = zoned(row.starts_at), zoned(row.ends_at)
    return f"{start:%H:%M}–{end:%H:%M}{days_after(start, end)}"


def _doors(row: Session) -> Iterator[Words]:
    if row.doors_at:
        yield small(_("doors %(time)s", time=f"{zoned(row.doors_at):%H:%M}"), 2.6)
    if row.doors_close_at:
        yield small(_("close %(time)s", time=f"{zoned(row.doors_close_at):%H:%M}"), 2.6)


def _people(each: Attended) -> Iterator[Words]:
    if len(each.people) > MOST_LINES:
        count = ngettext("%(num)s person", "%(num)s people", len(each.people))
        yield Words(f"{count}: {', '.join(_name(one) for one in each.people)}", 2.9)
    else:
        yield from (_person(one) for one in each.people)
    if each.for_all:
        yield small(_("Everyone of the delegation with a valid badge may come."))


def _person(one: Attending) -> Words:
    facts = [capacity(one.answer), _seat(one)]
    weight: Weight = "SemiBold" if one.answer.grade is Grade.HEAD else "Regular"
    told = ", ".join(filter(None, facts))
    return Words(f"{_name(one)} – {told}" if told else _name(one), 2.9, weight)


def _seat(one: Attending) -> str:
    return str(_("seat %(seat)s", seat=one.answer.seat)) if one.answer.seat else ""


def _name(one: Attending) -> str:
    if one.who.state is State.APPROVED:
        return styled(one.who)
    return f"{styled(one.who)} ({_('not approved yet')})"
