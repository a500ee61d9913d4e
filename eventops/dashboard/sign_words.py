"""A sign in two languages: every word twice, the screen's own language first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import g

from eventops.core.multilingual import Multilingual, said
from eventops.dashboard.rooms_now import RoomNow, Showing
from eventops.web.pages import day
from eventops.web.sentences import say_in

Both = tuple[tuple[str, str], ...]
"""Language and text, one or two of them; the second only when it says something else."""

WORDS = ("now", "next", "reserved", "free", "nothing_more", "cancelled", "no_news")


@dataclass(frozen=True, slots=True)
class SaidShowing:
    """A session with all that stands on the sign, said; ``at`` is where the sign shows it now."""

    showing: Showing
    title: Both
    on: Both
    """The day, when it is not today's."""
    changes: tuple[Both, ...]
    access: Both
    at: str
    """now, next or later."""


@dataclass(frozen=True, slots=True)
class SaidRoom:
    """A room with its sessions."""

    code: str
    name: Both
    showings: tuple[SaidShowing, ...]

    @property
    def free(self) -> bool:
        """Whether nothing runs."""
        return not any(each.at == "now" for each in self.showings)

    @property
    def nothing_more(self) -> bool:
        """Whether nothing follows."""
        return not any(each.at == "next" for each in self.showings)


def tongues_of(first: str) -> tuple[str, ...]:
    """The sign's language, then the edition's other one."""
    others = [each for each in g.edition.languages if each != first]
    return (first, *others[:1])


def both(text: Multilingual | None, tongues: Sequence[str]) -> Both:
    """A text of the programme in the sign's languages."""
    told = {tongue: said(text, tongue) for tongue in tongues}
    return _different(told)


def words(code: str, tongues: Sequence[str], facts: Mapping[str, object] | None = None) -> Both:
    """A sentence in the sign's languages."""
    return _different({tongue: say_in(tongue, code, facts) for tongue in tongues})


def _different(told: Mapping[str, str]) -> Both:
    seen: dict[str, str] = {}
    for tongue, text in told.items():
        if text and text not in seen.values():
            seen[tongue] = text
    return tuple(seen.items())


def said_room(found: RoomNow, now: datetime, tongues: Sequence[str]) -> SaidRoom:
    """A room as its sign says it."""
    running, following = found.running(now), found.following(now)
    showings = []
    for each in found.showings:
        at = "now" if each in running else "next" if each is following else "later"
        showings.append(_said(each, at, now.date(), tongues))
    return SaidRoom(found.room.code, both(found.room.name, tongues), tuple(showings))


def _said(each: Showing, at: str, today: date, tongues: Sequence[str]) -> SaidShowing:
    on = each.begins.date()
    return SaidShowing(
        showing=each,
        title=words("sign_reserved", tongues) if each.reserved else both(each.title, tongues),
        on=() if on == today else _different({t: day(on, "short", t) for t in tongues}),
        changes=tuple(_changes(each, tongues)),
        access=words(f"access_{each.access}", tongues),
        at=at,
    )


def _changes(each: Showing, tongues: Sequence[str]) -> list[Both]:
    """What has become of the plan."""
    if each.cancelled:
        return [words("sign_cancelled", tongues)]
    told = []
    if each.delay:
        told.append(words("sign_late", tongues, {"minutes": each.delay}))
    if each.status == "tentative":
        told.append(words("sign_tentative", tongues))
    return told
