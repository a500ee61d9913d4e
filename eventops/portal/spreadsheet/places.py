"""Whether a file's people find their places: in all, by category, by level of meetings.

Everybody has left a place before anybody takes one, so that rows may stand in any order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from eventops.accreditation.places import require_left
from eventops.accreditation.rules import Category
from eventops.core.errors import Conflict
from eventops.delegations.quota import require_level
from eventops.editions.rules import MeetingLevel
from eventops.portal.spreadsheet.columns import FUNCTION, code_of
from eventops.portal.spreadsheet.faults import Fault
from eventops.portal.spreadsheet.headings import Heads
from eventops.portal.spreadsheet.known import Known
from eventops.portal.spreadsheet.outcome import Line


def without_place(lines: Sequence[Line], known: Known, heads: Heads) -> Iterator[Fault]:
    """Delegations that the file would oversell, and rows for which a line of the quota is full."""
    yield from _whole(lines, known)
    yield from _by_category(lines, known, heads)
    yield from _by_level(lines, known, heads)


def _whole(lines: Sequence[Line], known: Known) -> Iterator[Fault]:
    used = Counter(each.delegation_id for each in known.people.values() if each.takes_a_place)
    new = Counter(line.delegation.id for line in lines if line.present is None)
    for code, delegation in known.delegations.items():
        quota = known.quotas[delegation.id].total
        if new[delegation.id] and used[delegation.id] + new[delegation.id] > quota:
            facts = {
                "delegation": code,
                "quota": str(quota),
                "used": str(used[delegation.id]),
                "new": str(new[delegation.id]),
            }
            yield Fault("quota_overflow", facts=facts)


def _by_category(lines: Sequence[Line], known: Known, heads: Heads) -> Iterator[Fault]:
    taken: dict[str, Counter[Category]] = defaultdict(Counter)
    for each in known.people.values():
        if each.takes_a_place and each.category:
            taken[each.delegation_id][each.category] += 1
    joining = [line for line in lines if _joins_category(line)]
    for line in joining:
        if line.present and line.present.category:
            taken[line.delegation.id][line.present.category] -= 1
    for line in joining:
        here = taken[line.delegation.id]
        try:
            require_left(known.quotas[line.delegation.id], line.category, here)
        except Conflict as full:
            yield Fault(full.code, line.row, heads.said(FUNCTION), full.facts)
        here[line.category] += 1


def _joins_category(line: Line) -> bool:
    if line.present is None:
        return True
    return line.present.takes_a_place and line.present.category is not line.category


def _by_level(lines: Sequence[Line], known: Known, heads: Heads) -> Iterator[Fault]:
    level_of = {meeting.id: meeting.level for meeting in known.meetings}
    people: dict[tuple[str, MeetingLevel], set[str]] = defaultdict(set)
    for each in known.people.values():
        for meeting_id in each.draft.meetings:
            people[each.delegation_id, level_of[meeting_id]].add(each.delegate_id)
    for line in lines:
        if line.present:
            for level in _levels(line.present.draft.meetings, level_of):
                if level not in _levels(line.draft.meetings, level_of):
                    people[line.delegation.id, level].discard(line.present.delegate_id)
    columns = {meeting.id: code_of(meeting) for meeting in known.meetings}
    for line in lines:
        for level in sorted(_levels(line.joined, level_of)):
            here = people[line.delegation.id, level]
            here.add(line.present.delegate_id if line.present else f"row {line.row}")
            try:
                require_level(known.quotas[line.delegation.id], level, len(here))
            except Conflict as full:
                first = next(each for each in line.joined if level_of[each] is level)
                yield Fault(full.code, line.row, heads.said(columns[first]), full.facts)


def _levels(meeting_ids: Iterable[str], level_of: dict[str, MeetingLevel]) -> set[MeetingLevel]:
    return {level_of[each] for each in meeting_ids}
