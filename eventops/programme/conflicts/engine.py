"""All conflicts of a programme in one pass over its sessions, and those that one move would make."""

from collections.abc import Iterable
from itertools import combinations

from eventops.programme.conflicts.alone import alone
from eventops.programme.conflicts.clash import Clash, difference, in_order
from eventops.programme.conflicts.coverage import Coverage
from eventops.programme.conflicts.pairs import (
    in_one_room,
    of_one_person,
    opened_late,
    orders,
    partners_turned,
)
from eventops.programme.conflicts.prepared import Placed, Prepared, prepare
from eventops.programme.plan import Planned, SessionPlan
from eventops.programme.rules import Status


def every(ready: Prepared) -> tuple[Clash, ...]:
    """All conflicts, by time, rule and sessions; the same whatever order the sessions came in."""
    found: list[Clash] = []
    coverage = Coverage(ready)
    reach, near, moment = ready.reach, list[Placed](), -1
    for each in ready.held:
        if each.start != moment:
            coverage.look([other for other in near if other.end > moment])
            moment = each.start
            near = [other for other in near if other.end + reach > moment]
        found += alone(ready, each)
        wanted = each.wanted
        for other in [other for other in near if other.wanted & wanted]:
            found += _pair(ready, other, each)
        near.append(each)
    coverage.look([other for other in near if other.end > moment])
    found += coverage.conflicts()
    for meeting in ready.of_meeting.values():
        for opening in meeting.openings:
            for each in meeting.held:
                found += opened_late(ready, opening, each)
        for first, second in combinations(meeting.partners, 2):
            if first.expected.place > second.expected.place:
                found += partners_turned(ready, first, second)
    return in_order(found)


def touched_by(ready: Prepared, moved: Planned) -> tuple[Clash, ...]:
    """What would be in conflict if this session stood so, and is not as it stands: exactly the
    ``difference`` of two full runs. A parked session is placed by it."""
    day, plan = moved
    known = ready.known.get(plan.code)
    if known is None or not _only_moves(known.plan, plan):
        return difference(every(ready), every(_with(ready, moved)))
    if plan.status is Status.CANCELLED:
        return ()
    new = ready.placed(day, plan, known.expected, held=True)
    before = _of(ready, known) if known.held else ()
    return difference(before, _of(ready, new))


def _only_moves(before: SessionPlan, after: SessionPlan) -> bool:
    """Whether nothing changed that other sessions are judged by, beside time and place."""
    return (
        before.audience == after.audience
        and before.meeting == after.meeting
        and before.track is after.track
    )


def _with(ready: Prepared, moved: Planned) -> Prepared:
    code = moved[1].code
    others = [planned for planned in ready.sessions if planned[1].code != code]
    return prepare([*others, moved], ready.facts, ready.parked - {code})


def _of(ready: Prepared, one: Placed) -> list[Clash]:
    """Every conflict that one session has, standing where it stands."""
    found = alone(ready, one)
    around = ready.around(one)
    for other in around:
        if other.wanted & one.wanted:
            found += _pair(ready, *_by_time(one, other))
    found += _uncovered(ready, one, around)
    meeting = ready.of_meeting.get(one.plan.meeting or "")
    return found + orders(ready, one, meeting) if meeting else found


def _pair(ready: Prepared, first: Placed, second: Placed) -> list[Clash]:
    """Two sessions, in order of time, that want the same room or the same people."""
    found = in_one_room(ready, first, second) if first.room == second.room else []
    if first.people & second.people:
        found += of_one_person(ready, first, second)
    return found


def _by_time(one: Placed, other: Placed) -> tuple[Placed, Placed]:
    return (one, other) if one.order < other.order else (other, one)


def _uncovered(ready: Prepared, one: Placed, around: Iterable[Placed]) -> list[Clash]:
    during = [each for each in around if each.start < one.end and one.start < each.end]
    if not during or not one.expected.delegations:
        return []
    coverage = Coverage(ready, only=one.expected.delegations)
    for moment in {one.start, *(each.start for each in during if each.start > one.start)}:
        coverage.look([one, *(each for each in during if each.start <= moment < each.end)])
    return coverage.conflicts()
