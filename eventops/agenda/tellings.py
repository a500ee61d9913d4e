"""What a piece of news tells one reader, session by session: values in, values out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from eventops.agenda.news import Compared, History, Item, Items, idle
from eventops.programme.contents import planned
from eventops.programme.plan import Planned
from eventops.programme.rules import Access
from eventops.programme.session_difference import Kind, kind_of
from eventops.programme.times import instants
from eventops.programme.versions import content_in

SOON = timedelta(hours=48)
"""Changes within it carry a calendar part: many programs ask for a feed once a day."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One session as the reader knew it and as it is; None where it was not in their agenda."""

    code: str
    before: Planned | None
    after: Planned | None
    own: bool
    """Whether what is theirs of it changed: place, capacity, seat."""
    closed: bool = False
    """Whether it was, or is, a closed session."""

    @property
    def hidden(self) -> bool:
        """Taken out of a closed session: neither title nor room is said any more."""
        return self.after is None and self.closed

    @property
    def ends(self) -> bool:
        """Whether the reader's calendar must let go of it."""
        return self.after is None or self.after[1].cancelled

    @property
    def kind(self) -> Kind:
        """What became of it for this reader, who knows it."""
        return kind_of(self.before, self.after) if self.after else Kind.CANCELLED

    @property
    def shown(self) -> Planned:
        """The text by which it is named."""
        found = self.after or self.before
        if found is None:
            raise ValueError(f"{self.code} was never in this agenda")
        return found

    def is_soon(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether it was, or is, to begin within the next two days."""
        starts = [instants(*each, zone).starts for each in (self.before, self.after) if each]
        return any(now <= at < now + SOON for at in starts)


@dataclass(frozen=True)
class Texts:
    """What sessions said in each version, every text read once for all readers."""

    history: History
    compared: Compared = field(default_factory=dict)
    read: dict[tuple[str, int], Planned | None] = field(default_factory=dict)

    def at(self, code: str, number: int) -> Planned | None:
        """A session as a version had it; None when it was not there yet."""
        if (code, number) not in self.read:
            content = content_in(self.history.get(code, ()), number)
            self.read[code, number] = planned(content) if content else None
        return self.read[code, number]

    def idle(self, code: str, item: Item, version: int) -> bool:
        """Whether all of an item has become again what its reader knew."""
        return idle(code, item, self.history, version, self.compared)


def tellings(items: Items, texts: Texts, version: int) -> list[Telling]:
    """What is told, by time; what became again what it was is left out."""
    found = [
        _telling(code, item, texts, version)
        for code, item in items.items()
        if not texts.idle(code, item, version)
    ]
    told = [each for each in found if each.before or each.after]
    return sorted(told, key=lambda each: (each.shown[0], each.shown[1].start, each.code))


def for_whom_may_know(found: Iterable[Telling], knows: Callable[[str], bool]) -> list[Telling]:
    """Of a closed session nothing but its end, once the reader is not expected there any more:
    seats are taken and people named without a new version."""
    told = []
    for each in found:
        if each.after and each.after[1].access is Access.CLOSED and not knows(each.code):
            if each.before is None:
                continue
            each = replace(each, after=None)
        told.append(each)
    return told


def merged(several: Iterable[Items]) -> Items:
    """Several pieces of news, the oldest first, as one."""
    found: Items = {}
    for items in several:
        for code, (since, was, becomes) in items.items():
            first, before, _ = found.get(code, (since, was, becomes))
            found[code] = (first, before, becomes)
    return found


def _telling(code: str, item: Item, texts: Texts, version: int) -> Telling:
    since, was, becomes = item
    earlier, later = texts.at(code, since), texts.at(code, version)
    return Telling(
        code,
        earlier if was else None,
        later if becomes else None,
        own=bool(was and becomes and was != becomes),
        closed=any(each[1].access is Access.CLOSED for each in (earlier, later) if each),
    )


def items_of(stored: Mapping[str, Sequence[object]]) -> Items:
    """Items as the database has them."""
    return {
        code: (int(str(since)), str(was), str(becomes))
        for code, (since, was, becomes) in stored.items()
    }
