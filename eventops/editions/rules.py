"""Words of an edition's structure, and which of several editions is the nearest."""

import enum
from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo


class MeetingLevel(enum.StrEnum):
    """Who meets: it decides who is head of a delegation there."""

    MINISTER = "minister"
    SENIOR = "senior"
    WORKING = "working"
    OTHER = "other"


class GateKind(enum.StrEnum):
    """What a gate stands before (model.md, Gates)."""

    BUILDING = "building"
    ZONE = "zone"
    ROOM = "room"


class ReEntry(enum.StrEnum):
    """What a second arrival of one person means."""

    FREE = "free"
    IN_OUT = "in-out"
    ONCE = "once"


class Phase(enum.StrEnum):
    """Where an edition stands on a day of its own zone."""

    RUNS = "runs"
    COMES = "comes"
    OVER = "over"


class Dated(Protocol):
    """An edition, as far as its days go."""

    @property
    def slug(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


AnEdition = TypeVar("AnEdition", bound=Dated)


def phase_of(edition: Dated, now: datetime) -> Phase:
    """Whether an edition runs, comes or is over, by the calendar of its own place."""
    today = now.astimezone(ZoneInfo(edition.zone)).date()
    if edition.starts_on > today:
        return Phase.COMES
    return Phase.RUNS if edition.ends_on >= today else Phase.OVER


def by_nearness(editions: Iterable[AnEdition], now: datetime) -> list[AnEdition]:
    """Those that run, then those to come, then those over; each the nearest first."""

    def place(edition: AnEdition) -> tuple[int, int, str]:
        phase, first = phase_of(edition, now), edition.starts_on.toordinal()
        away = first if phase is not Phase.OVER else -edition.ends_on.toordinal()
        return list(Phase).index(phase), away, edition.slug

    return sorted(editions, key=place)


def front_editions(editions: Iterable[AnEdition], now: datetime) -> list[AnEdition]:
    """Whom the front door is for: all that run; else all that begin next, else all that ended last."""
    near = by_nearness(editions, now)
    if not near:
        return []
    phase = phase_of(near[0], now)

    def alike(edition: AnEdition) -> bool:
        if phase_of(edition, now) is not phase:
            return False
        match phase:
            case Phase.RUNS:
                return True
            case Phase.COMES:
                return edition.starts_on == near[0].starts_on
            case Phase.OVER:
                return edition.ends_on == near[0].ends_on

    return [edition for edition in near if alike(edition)]
