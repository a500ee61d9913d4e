"""Who stands where after substitutions: values in, values out.

A delegation's ordered lists stay as they are. What was changed for one session, or for the head of
one list from a time on, is worked out anew for each session that it concerns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from eventops.agenda.entitlement import Entitlement, Grade, Standing

Lists = Mapping[str, Sequence[str]]
"""Meeting code → delegates in order."""


@dataclass(frozen=True, slots=True)
class Change:
    """A substitution that was not undone. ``session`` or ``list`` is set, never both.

    At one session nobody needs to leave: then whoever enters takes a free place at the end of
    ``joins``, a meeting's list.
    """

    entering: str
    leaving: str | None = None
    session: str = ""
    """Code of the one session whose places change."""
    list: str = ""
    """Meeting whose list gets another head, for sessions that start within the times."""
    joins: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    entering_out: bool = False
    """Whoever enters was refused or withdrawn since, and takes nobody's place."""

    def concerns(self, session: str, starts: datetime) -> bool:
        """Whether anything changes at a session that starts then."""
        if self.session:
            return self.session == session
        begun = self.begins is None or starts >= self.begins
        return begun and (self.ends is None or starts < self.ends)


def standing_after(
    people: Mapping[str, Standing], changes: Sequence[Change], sessions: Mapping[str, datetime]
) -> dict[str, Standing]:
    """The people of one delegation, each knowing in whose right they come to changed sessions.

    ``changes`` stand in the order in which they were entered; ``sessions`` are code → start.
    """
    known = [
        change for change in changes if {change.entering, change.leaving} - {None} <= {*people}
    ]
    instead: dict[str, dict[str, tuple[Standing, ...]]] = {each: {} for each in people}
    for code, starts in sessions.items():
        here = holding([change for change in known if change.concerns(code, starts)])
        for delegate, rights in (_rights(people, here) if here else {}).items():
            if rights != (people[delegate],):
                instead[delegate][code] = rights
    return {each: replace(people[each], instead=instead[each]) for each in people}


def holding(changes: Sequence[Change]) -> list[Change]:
    """Of the changes at one session, without those whose place went back: the one who entered
    will not come, and passed it on to nobody who will."""
    kept: list[Change] = []
    for change in reversed(changes):
        passed_on = any(later.leaving == change.entering for later in kept)
        if passed_on or not change.entering_out:
            kept.append(change)
    return kept[::-1]


def lists_of(people: Mapping[str, Standing]) -> dict[str, list[str]]:
    """The ordered lists that the people's places came from."""
    placed: dict[str, list[tuple[int, str]]] = {}
    for each in people.values():
        for code, place in each.places.items():
            placed.setdefault(code, []).append((place, each.delegate))
    return {
        code: [delegate for _place, delegate in sorted(pairs)] for code, pairs in placed.items()
    }


def head_of(people: Mapping[str, Standing], code: str, changes: Sequence[Change]) -> str | None:
    """Who is first on a list after these changes; None when nobody stands on it."""
    lists: Lists = lists_of(people)
    for change in holding(changes):
        lists = _lists_after(lists, change)
    return next(iter(lists.get(code, ())), None)


def claim(answer: Entitlement) -> int:
    """How strong a claim to a place is: head, seat, any other entitlement, reserve, none."""
    return {Grade.HEAD: 0, Grade.SEATED: 1, Grade.RESERVE: 3, Grade.NONE: 4}.get(answer.grade, 2)


def may_take(own: Entitlement, other: Entitlement) -> bool:
    """Whether somebody gains anything by taking another's place."""
    if claim(own) != claim(other):
        return claim(own) > claim(other)
    return claim(own) == 2 and (own.capacity, own.reason) != (other.capacity, other.reason)


def _rights(
    people: Mapping[str, Standing], changes: Sequence[Change]
) -> dict[str, tuple[Standing, ...]]:
    """Delegate → in whose right they come to one session, each with the places held there."""
    before: Lists = lists_of(people)
    after = before
    bears: dict[str, tuple[str, ...]] = {each: (each,) for each in people}
    for change in changes:
        after = _lists_after(after, change)
        if change.session and change.leaving is not None:
            bears[change.entering] += bears[change.leaving]
            bears[change.leaving] = ()
    return {
        delegate: tuple(
            _right(whose, delegate, before, after)
            for whose in [people[each] for each in bears[delegate]]
            or _listed(people[delegate], after)
        )
        for delegate in people
    }


def _listed(person: Standing, lists: Lists) -> list[Standing]:
    """Who gave all away and came back onto a list since: the place there, and nothing else."""
    if not any(person.delegate in order for order in lists.values()):
        return []
    return [replace(person, delegate="", function="", tags=frozenset(), seats={})]


def _lists_after(lists: Lists, change: Change) -> Lists:
    """Whoever enters takes the place, the other leaves it, and those behind close up."""
    if change.list:
        order = lists.get(change.list, ())
        return {**lists, change.list: [change.entering, *_without(order, change)]}
    if change.joins:
        order = _without(lists.get(change.joins, ()), change)
        return {**lists, change.joins: [*order, change.entering]}
    changed = dict(lists)
    for code, order in lists.items():
        if change.leaving is not None and change.leaving in order:
            place = [each for each in order if each != change.entering].index(change.leaving)
            rest = _without(order, change)
            changed[code] = [*rest[:place], change.entering, *rest[place:]]
    return changed


def _without(order: Sequence[str], change: Change) -> list[str]:
    return [each for each in order if each not in (change.entering, change.leaving)]


def _right(whose: Standing, holder: str, before: Lists, after: Lists) -> Standing:
    """The right of one person as another (or they themselves) holds it."""
    places = {code: order.index(holder) + 1 for code, order in after.items() if holder in order}
    lost = {code for code, order in before.items() if holder in order and code not in places}
    return replace(whose, places=places, given_up=frozenset(lost), instead={})
