"""Who of an invented delegation stands on which ordered list: pure."""

from collections.abc import Mapping, Sequence
from itertools import cycle

from eventops.demo.people import InventedPerson

GROUP_SIZE = 4
WORKING_SLOTS = 3
"""Working groups meet three at a time; each slot takes other people of the delegation."""


def ordered_lists(
    people: Sequence[InventedPerson], meetings: Mapping[str, str]
) -> dict[str, list[InventedPerson]]:
    """Meeting code → people in order, for one delegation; ``meetings`` is code → level.

    Ministers' lists begin with the head, officials' lists with the deputy; working groups take
    four each, so that three parallel rooms have three heads (model.md).
    """
    ranked = sorted(people, key=lambda person: person.rank)
    minister = [person for person in ranked if person.level == "minister"][:1]
    officials = [person for person in ranked if person not in minister]
    lists: dict[str, list[InventedPerson]] = {}
    slots = cycle(range(WORKING_SLOTS))
    experts = officials[1:] or officials
    for code, level in meetings.items():
        if level == "minister":
            lists[code] = list(ranked)
        elif level == "senior":
            lists[code] = officials or list(ranked)
        else:
            lists[code] = _group(experts, next(slots))
    return _with_chairs(lists, ranked)


def _group(experts: Sequence[InventedPerson], slot: int) -> list[InventedPerson]:
    """The slot's share of the experts; small delegations send the same people everywhere."""
    start = slot * GROUP_SIZE
    return list(experts[start : start + GROUP_SIZE] or experts[:GROUP_SIZE])


def _with_chairs(
    lists: dict[str, list[InventedPerson]], ranked: Sequence[InventedPerson]
) -> dict[str, list[InventedPerson]]:
    """A working group's chair leads the list of one group."""
    for person in ranked:
        groups = [code for code in lists if code.startswith("wg-")]
        if person.function == "chair" and person.level != "minister" and groups:
            own = lists[groups[0]]
            lists[groups[0]] = [person, *(each for each in own if each is not person)]
    return lists
