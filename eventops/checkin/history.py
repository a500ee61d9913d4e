"""Who came through which door when: counted entries, kept in memory while a batch is judged.

A *place* is a session, or a building's or zone's gate on one day. Pure but for its loading, which
queries.py does.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

FREES_SEATS = "in-out"
"""The one policy under which going out is scanned and gives the seat back."""


def session_place(session_id: str) -> str:
    """Where a session's entries are counted, whatever gate they came through."""
    return f"session:{session_id}"


def gate_place(gate: str, day: date) -> str:
    """Where the entries of a gate without sessions are counted, one day at a time."""
    return f"gate:{gate}:{day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Passage:
    """One counted entry or exit: admitted and not annulled."""

    scan_id: str
    delegate_id: str
    delegation_id: str
    place: str
    direction: str
    at: datetime
    gate: str
    device: str
    floater: str = ""
    """The floater whose seat was taken, if one was."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """People at a session from delegations that are not in the ledger."""

    admitted: int = 0
    inside: int = 0


@dataclass(slots=True)
class Ledger:
    """Passages by person and place. Grows while a batch is judged."""

    passages: list[Passage] = field(default_factory=list)
    crowds: dict[str, Crowd] = field(default_factory=dict)
    _of: dict[tuple[str, str], list[Passage]] = field(default_factory=lambda: defaultdict(list))
    _people: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        for passage in self.passages:
            self._index(passage)

    def add(self, passage: Passage) -> None:
        """Count one more passage."""
        self.passages.append(passage)
        self._index(passage)

    def _index(self, passage: Passage) -> None:
        self._of[passage.delegate_id, passage.place].append(passage)
        self._people[passage.place][passage.delegate_id] = passage.delegation_id

    def annul(self, scan_id: str) -> None:
        """Take a passage back."""
        for passage in [each for each in self.passages if each.scan_id == scan_id]:
            self.passages.remove(passage)
            self._of[passage.delegate_id, passage.place].remove(passage)

    def first(
        self, delegate_id: str, place: str, *, before: datetime | None = None
    ) -> Passage | None:
        """The first entry of a person, of those up to an instant if asked."""
        entries = [
            passage
            for passage in self._of.get((delegate_id, place), ())
            if passage.direction == "in" and (before is None or passage.at <= before)
        ]
        return min(entries, key=_order, default=None)

    def inside(self, delegate_id: str, place: str, *, before: datetime | None = None) -> bool:
        """Whether the person's last passage was an entry."""
        passages = [
            passage
            for passage in self._of.get((delegate_id, place), ())
            if before is None or passage.at <= before
        ]
        last = max(passages, key=_order, default=None)
        return last is not None and last.direction == "in"

    def floating(
        self, delegate_id: str, place: str, *, before: datetime | None = None
    ) -> frozenset[str]:
        """The floaters on which a person holds a place there, since they last went out."""
        held: frozenset[str] = frozenset()
        for passage in sorted(self._of.get((delegate_id, place), ()), key=_order):
            if before is not None and passage.at > before:
                break
            held = held | {passage.floater} - {""} if passage.direction == "in" else frozenset()
        return held

    def in_use(
        self, floater: str, place: str, delegate_id: str, *, before: datetime | None = None
    ) -> bool:
        """Whether somebody else is inside on this floater."""
        return any(
            floater in self.floating(each, place, before=before)
            for each in self._people.get(place, {})
            if each != delegate_id
        )

    def others(
        self,
        place: str,
        delegate_id: str,
        policy: str,
        counts: Callable[[str, str], bool],
        *,
        before: datetime | None = None,
    ) -> int:
        """Others who hold a place there and whom ``counts(delegate, delegation)`` counts."""
        return sum(
            self._holds(each, place, policy, before)
            for each, delegation in self._people.get(place, {}).items()
            if each != delegate_id and counts(each, delegation)
        )

    def _holds(self, delegate_id: str, place: str, policy: str, before: datetime | None) -> bool:
        if policy == FREES_SEATS:
            return self.inside(delegate_id, place, before=before)
        return self.first(delegate_id, place, before=before) is not None


def _order(passage: Passage) -> tuple[datetime, str]:
    return passage.at, passage.scan_id
