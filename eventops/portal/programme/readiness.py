"""The draft made ready for its judges: kept in this process, per state of an edition.

A state is told by the head of the edition's journal, since everything that a conflict may come
from is journalled: a drag asks many times while nothing happens. It is read before a request writes
anything, so that nothing is kept of what may be rolled back.
"""

from dataclasses import dataclass

from eventops.agenda.conflict_facts import conflict_facts
from eventops.core.db import Db
from eventops.core.journal import head_of
from eventops.editions.models import Edition
from eventops.programme.conflicts.clash import Clash
from eventops.programme.conflicts.engine import every
from eventops.programme.conflicts.prepared import Prepared, prepare
from eventops.programme.drafts import Draft, draft_of

MOST_KEPT = 4
"""Editions of which this process keeps the latest state."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A state of an edition's draft with its conflicts."""

    head: str
    draft: Draft
    ready: Prepared
    conflicts: tuple[Clash, ...]


_KEPT: dict[str, Kept] = {}


def state_of(db: Db, edition: Edition) -> Kept:
    """The draft as it stands now; one statement when nothing happened since it was asked last."""
    head = head_of(db, edition.id)
    known = _KEPT.get(edition.id)
    if known is not None and known.head == head:
        return known
    draft = draft_of(db, edition)
    ready = prepare(
        [each.planned for each in draft.sessions],
        conflict_facts(db, edition),
        [each.code for each in draft.tray],
    )
    made = Kept(head, draft, ready, every(ready))
    _KEPT.pop(edition.id, None)
    _KEPT[edition.id] = made
    while len(_KEPT) > MOST_KEPT:
        _KEPT.pop(next(iter(_KEPT)), None)
    return made
