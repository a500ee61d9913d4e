"""Which list holds whom, under which headings. Pure."""

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eventops.accreditation.rules import Category, State
from eventops.badges.models import BadgeState
from eventops.editions.models import Meeting
from eventops.editions.rules import MeetingLevel
from eventops.portal.lists.attendance import Attendance, Attendee, PartyLine


class ListName(enum.StrEnum):
    """The lists, as their addresses name them."""

    PROVISIONAL = "participants-provisional"
    FINAL = "participants"
    HEADS = "heads"
    FACES = "faces"
    DIET = "diet"
    PHOTOS = "missing-photos"
    BADGES = "badges-to-collect"


CONFIDENTIAL = (ListName.FACES, ListName.DIET)
"""Lists that must not lie about: they are marked so."""

WAITING_BADGES = (None, BadgeState.ISSUED, BadgeState.PRINTED)


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on a list; ``meetings`` where it matters at which ones."""

    who: Attendee
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading: a party, or what ``key`` stands for on this list."""

    key: str
    lines: tuple[Line, ...]
    party: PartyLine | None = None


def groups(name: ListName, everyone: Attendance) -> list[Group]:
    """What stands on a list, in its order."""
    people = everyone.people
    match name:
        case ListName.PROVISIONAL:
            return _by_party(people)
        case ListName.FINAL:
            return _by_party(each for each in people if each.state is State.APPROVED)
        case ListName.HEADS | ListName.FACES:
            return _by_level(everyone)
        case ListName.DIET:
            return _by_need(people)
        case ListName.PHOTOS:
            return _by_party(each for each in people if each.photo_id is None)
        case ListName.BADGES:
            return _by_category(people)


def total(found: Sequence[Group]) -> int:
    """How many lines a list has."""
    return sum(len(group.lines) for group in found)


def _by_party(people: Iterable[Attendee]) -> list[Group]:
    parties: dict[str, list[Attendee]] = {}
    for each in people:
        parties.setdefault(each.party.code, []).append(each)
    return [Group(code, _lines(found), found[0].party) for code, found in parties.items()]


def _by_level(everyone: Attendance) -> list[Group]:
    """Heads of delegation for each level; who leads at several meetings of one stands once."""
    found = []
    for level in MeetingLevel:
        meetings = [each for each in everyone.meetings if each.level is level]
        lines = [
            Line(who, _led(who, meetings))
            for who in everyone.people
            if any(meeting.code in who.heads for meeting in meetings)
        ]
        if lines:
            found.append(Group(level.value, tuple(lines)))
    return found


def _led(who: Attendee, meetings: Iterable[Meeting]) -> tuple[str, ...]:
    return tuple(meeting.short_name for meeting in meetings if meeting.code in who.heads)


def _by_need(people: Iterable[Attendee]) -> list[Group]:
    """The most asked for first; the same words in other case are the same need, spelled as by most."""
    needs = _sorted_into(
        (each for each in people if each.diet.strip()),
        lambda each: " ".join(each.diet.split()).casefold(),
    )
    often_first = sorted(needs.items(), key=lambda need: (-len(need[1]), need[0]))
    return [Group(_spelled(who), _lines(who)) for _need, who in often_first]


def _spelled(people: Iterable[Attendee]) -> str:
    spellings = Counter(" ".join(each.diet.split()) for each in people)
    return max(sorted(spellings), key=lambda words: spellings[words])


def _by_category(people: Iterable[Attendee]) -> list[Group]:
    """Everybody approved whose badge is still at the desk, or not even made."""
    waiting = [
        each for each in people if each.state is State.APPROVED and each.badge in WAITING_BADGES
    ]
    categories = _sorted_into(waiting, lambda each: str(each.category))
    return [
        Group(category.value, _lines(categories[category.value]))
        for category in Category
        if category.value in categories
    ]


def _sorted_into(
    people: Iterable[Attendee], key: Callable[[Attendee], str]
) -> dict[str, list[Attendee]]:
    found: dict[str, list[Attendee]] = {}
    for each in people:
        found.setdefault(key(each), []).append(each)
    return found


def _lines(people: Iterable[Attendee]) -> tuple[Line, ...]:
    return tuple(Line(each) for each in people)
