"""Conflicts of the draft in words: of all sessions, of one, of a drop, of an act on several."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eventops.portal.programme.board import Trouble
from eventops.portal.programme.conflict_page import names_for
from eventops.portal.programme.desk import Desk
from eventops.programme.conflict_telling import tell
from eventops.programme.conflicts.clash import Clash, difference
from eventops.programme.conflicts.engine import every, touched_by
from eventops.programme.conflicts.prepared import Prepared, prepare
from eventops.programme.drafting import Wish
from eventops.programme.overriding import living_overrides
from eventops.programme.plan import Planned
from eventops.programme.rules import Severity
from eventops.web.db import db
from eventops.web.pages import language
from eventops.web.sentences import say


@dataclass(frozen=True, slots=True)
class Weighed:
    """A conflict in words."""

    conflict: Clash
    why: str
    way: str
    reason: str
    """Why it may stand; empty while it counts."""

    @property
    def severity(self) -> str:
        return self.conflict.severity.value

    @property
    def blocks(self) -> bool:
        return self.conflict.severity is Severity.BLOCKS and not self.reason


def troubles(here: Desk) -> dict[str, Trouble]:
    """Session → how many conflicts it has that count."""
    stand = _reasons(here)
    counts: dict[str, dict[Severity, int]] = {}
    for conflict in here.kept.conflicts:
        if conflict.situation not in stand:
            for code in conflict.sessions:
                of_one = counts.setdefault(code, {})
                of_one[conflict.severity] = of_one.get(conflict.severity, 0) + 1
    return {
        code: Trouble(
            each.get(Severity.BLOCKS, 0), each.get(Severity.WARNS, 0), each.get(Severity.INFORMS, 0)
        )
        for code, each in counts.items()
    }


def weighed_of(here: Desk, code: str) -> tuple[Weighed, ...]:
    """The conflicts of one session as it stands."""
    return said_of(here, [each for each in here.kept.conflicts if code in each.sessions])


def of_drop(here: Desk, moved: Planned) -> tuple[Weighed, ...]:
    """What would be in conflict if a session stood so, and is not now."""
    return said_of(here, touched_by(here.kept.ready, moved))


def of_wishes(here: Desk, wishes: Mapping[str, Wish | None]) -> tuple[Weighed, ...]:
    """What would be in conflict after an act on several sessions, and is not now."""
    before = here.kept
    return said_of(here, difference(before.conflicts, every(_after(before.ready, wishes))))


def _after(ready: Prepared, wishes: Mapping[str, Wish | None]) -> Prepared:
    stay = [planned for planned in ready.sessions if planned[1].code not in wishes]
    wished = {code: wish for code, wish in wishes.items() if wish is not None}
    parked = (set(ready.parked) - set(wishes)) | {
        code for code, wish in wished.items() if wish.parked
    }
    sessions = [*stay, *((wish.day, wish.plan) for wish in wished.values())]
    return prepare(sessions, ready.facts, parked)


def said_of(here: Desk, found: Iterable[Clash]) -> tuple[Weighed, ...]:
    """In words, what blocks first."""
    conflicts = sorted(found, key=lambda each: list(Severity).index(each.severity))
    if not conflicts:
        return ()
    stand = _reasons(here)
    names = names_for(db(), here.edition, here.kept.ready, conflicts)
    told = [(each, tell(each, names, say, language())) for each in conflicts]
    return tuple(
        Weighed(each, words.why, words.way, stand.get(each.situation, "")) for each, words in told
    )


def _reasons(here: Desk) -> dict[str, str]:
    return {each.situation: each.reason for each in living_overrides(db(), here.edition.id)}
