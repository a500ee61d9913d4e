"""What publishing would newly bring into conflict, beside the programme as it is published."""

from collections.abc import Collection

from eventops.agenda.conflict_facts import conflict_facts
from eventops.portal.programme.desk import Desk
from eventops.portal.programme.weighing import Weighed, said_of
from eventops.programme.conflicts.clash import difference
from eventops.programme.conflicts.engine import every
from eventops.programme.conflicts.prepared import prepare
from eventops.programme.drafts import Draft
from eventops.programme.plan import Planned
from eventops.web.db import db


def brought_by(here: Desk, chosen: Collection[str]) -> tuple[Weighed, ...]:
    """In words, what blocks first; what was in conflict before is no news of these sessions."""
    facts = conflict_facts(db(), here.edition)
    before = prepare([each.published for each in here.draft.sessions if each.published], facts)
    after = prepare(_after(here.draft, chosen), facts)
    return said_of(here, difference(every(before), every(after)))


def _after(draft: Draft, chosen: Collection[str]) -> list[Planned]:
    """The published programme once the chosen sessions are published."""
    outcome = (
        each.planned if each.code in chosen and not each.parked else each.published
        for each in draft.sessions
    )
    return [planned for planned in outcome if planned is not None]
