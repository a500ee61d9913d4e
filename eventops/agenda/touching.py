"""Whom a publication touches: who gains, loses or has a changed agenda item. Pure."""

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Part = tuple[str | int | None, ...]
"""What a reader sees as theirs of a session; empty for one not in their agenda."""

Parts = Mapping[tuple[str, str], Part]
"""(delegate, session) → part; sessions by id where counters are kept, by code where people read."""


class Effect(enum.StrEnum):
    """What becomes of one item of one agenda."""

    GAINS = "gains"
    LOSES = "loses"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, order=True)
class Touch:
    """A delegate, a session's code, and what becomes of it in that agenda."""

    delegate_id: str
    session: str
    effect: Effect


def touches(before: Parts, after: Parts, changed: Collection[str]) -> tuple[Touch, ...]:
    """In order of delegate and session. ``changed`` are codes whose visible content changed."""
    seen = set(changed)
    return tuple(sorted(_touches(before, after, seen)))


def _touches(before: Parts, after: Parts, changed: Collection[str]) -> Iterable[Touch]:
    for key in before.keys() | after.keys():
        was, becomes = before.get(key, ()), after.get(key, ())
        if becomes and not was:
            yield Touch(*key, Effect.GAINS)
        elif was and not becomes:
            yield Touch(*key, Effect.LOSES)
        elif was and (was != becomes or key[1] in changed):
            yield Touch(*key, Effect.CHANGED)
