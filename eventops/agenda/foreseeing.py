"""What publishing sessions will do to everybody's agenda, asked before it is done.

Page and publication ask the same: whoever is foreseen to be touched is touched.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from eventops.agenda.expecting import Asked, asked_of_all, changes_of, expectation_of
from eventops.agenda.gathering import Gathering
from eventops.agenda.queries import crowd_of
from eventops.agenda.touching import Part, Parts, Touch, touches
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.editions.models import Edition
from eventops.programme.audience import SameAs, parse
from eventops.programme.models import Session
from eventops.programme.plan import Planned
from eventops.programme.queries import sessions_of
from eventops.programme.reading import planned_session
from eventops.programme.storing import visible_digest
from eventops.programme.times import instants


@dataclass(frozen=True)
class Foreseen:
    """Everybody's part in the sessions concerned, by code; empty parts are left out."""

    before: Parts
    after: Parts
    changed: frozenset[str]
    """Codes of the sessions whose visible content changes, or that are new."""
    ids: Mapping[str, str]
    """Code → id, of the sessions published before."""
    rows: Mapping[str, Session]
    """Of those that change, by code."""

    @cached_property
    def touches(self) -> tuple[Touch, ...]:
        """Who gains, loses or has a changed item."""
        return touches(self.before, self.after, self.changed)

    @property
    def own_changes(self) -> list[tuple[str, str]]:
        """(delegate, session id) of readers whose own part changes in a session they may know."""
        return sorted(
            (delegate, self.ids[code])
            for delegate, code in self.before.keys() | self.after.keys()
            if code in self.ids
            and self.before.get((delegate, code), ()) != self.after.get((delegate, code), ())
        )


def foresee(db: Db, edition: Edition, wanted: Mapping[str, Planned]) -> Foreseen:
    """What becomes of all agendas when these sessions, by code, stand as they are wanted.

    Raises Conflict ``audience_unpublished`` when one has the audience of a session that would not
    be published with it.
    """
    zone = ZoneInfo(edition.zone)
    was = asked_of_all(db, edition.id)
    becomes = was | {code: _asked(each, zone) for code, each in wanted.items()}
    _refuse_unpublished(wanted, becomes)
    concerned = _concerned(wanted, was) | _concerned(wanted, becomes)
    named = changes_of(db, edition.id)
    duty = tuple(parse(rule) for rule in edition.duty)
    crowd = crowd_of(db, edition.id)
    people = Gathering(crowd.standings())
    moved = {code: becomes[code].starts for code in wanted}
    later = Gathering(crowd.standings(moved)) if crowd.changes else people
    before: dict[tuple[str, str], Part] = {}
    after: dict[tuple[str, str], Part] = {}
    for code in concerned:
        changes = named.get(was[code].session_id, ()) if code in was else ()
        expected = expectation_of(becomes[code], becomes, changes)
        parts = later.parts_of(expected, duty)
        after |= {(delegate, code): part for delegate, part in parts.items()}
        if code in was:
            known = expectation_of(was[code], was, changes)
            if known != expected or later is not people:
                parts = people.parts_of(known, duty)
            before |= {(delegate, code): part for delegate, part in parts.items()}
    rows = {row.code: row for row in sessions_of(db, edition.id, wanted)}
    ids = {code: each.session_id for code, each in was.items()}
    changed = frozenset(
        code for code in wanted if _seen_changes(wanted[code], rows.get(code), zone)
    )
    return Foreseen(before, after, changed, ids, rows)


def _asked(each: Planned, zone: ZoneInfo) -> Asked:
    day, plan = each
    times = instants(day, plan, zone)
    return Asked(
        plan.code, plan.access.value, plan.meeting, plan.audience, times.starts, times.ends
    )


def _refuse_unpublished(wanted: Collection[str], becomes: Mapping[str, Asked]) -> None:
    for code in wanted:
        for rule in becomes[code].audience:
            if isinstance(rule.who, SameAs) and rule.who.code not in becomes:
                raise Conflict("audience_unpublished", session=code, other=rule.who.code)


def _concerned(wanted: Collection[str], sessions: Mapping[str, Asked]) -> set[str]:
    """The sessions wanted, and all that have the audience of one of them."""
    found = set(wanted) & set(sessions)
    leaning = {
        code: {rule.who.code for rule in each.audience if isinstance(rule.who, SameAs)}
        for code, each in sessions.items()
    }
    leaning = {code: on for code, on in leaning.items() if on}
    while more := {code for code, on in leaning.items() if on & found} - found:
        found |= more
    return found


def _seen_changes(each: Planned, row: Session | None, zone: ZoneInfo) -> bool:
    if row is None:
        return True
    day, plan = planned_session(row, zone)
    return visible_digest(*each, ()) != visible_digest(day, plan, ())
