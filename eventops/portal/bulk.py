"""One decision on several registrations: each by itself, all of it told, in one transaction."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eventops.accreditation.models import Registration
from eventops.accreditation.queueing import registrations_by_ids
from eventops.accreditation.rules import State
from eventops.agenda.services import following_readers
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.multilingual import Multilingual
from eventops.delegations.services import lock_people
from eventops.editions.models import Edition
from eventops.portal.deciding import Waiver, approve_one, refuse_one
from eventops.portal.services import (
    ask_person,
    check_person,
)

MOST = 200
"""Registrations in one go."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Where to move, and what the focal points read: a question, or a reason and own words.

    ``incomplete`` approves also those without a photo or a consent.
    """

    target: State
    reason: str = ""
    words: str = ""
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of them; ``code`` and ``facts`` say why it did not move."""

    registration_id: str
    style: str
    name: str
    party: Multilingual
    moved: bool = True
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def decide_several(
    db: Db,
    edition: Edition,
    registration_ids: Collection[str],
    decision: Decision,
    *,
    secrets: tuple[bytes, ...],
    by: str,
    now: datetime,
    seen: State,
) -> list[Outcome]:
    """Decide about each; what may not be moved stays where it is and says why.

    Raises NotFound when any is not of this edition, Invalid ``nobody_chosen`` or ``too_many_chosen``
    or as the verb does: then nothing has moved.
    """
    if not registration_ids:
        raise Invalid("nobody_chosen", field="registration")
    if len(registration_ids) > MOST:
        raise Invalid("too_many_chosen", field="registration", most=MOST)
    found = registrations_by_ids(db, edition.id, registration_ids)
    lock_people(db, {each.delegate.person_id for each in found})
    verb = _verb(db, decision, secrets=secrets, by=by, now=now, seen=seen)
    if State.REFUSED not in (decision.target, seen):
        return [_one(db, each, verb) for each in found]
    # Refusing closes the lists up and approving after a refusal fills them: followed once for all.
    delegations = {each.delegate.delegation_id for each in found}
    with following_readers(db, edition, now=now, delegation_ids=delegations):
        return [_one(db, each, verb) for each in found]


def _one(db: Db, each: Registration, verb: Callable[[Registration], None]) -> Outcome:
    """In a savepoint of its own: half a decision leaves nothing behind."""
    person, party = each.delegate.person, each.delegate.delegation.party
    told = (each.id, person.style, person.full_name, party.name)
    try:
        with db.begin_nested():
            verb(each)
    except Conflict as fault:
        return Outcome(*told, moved=False, code=fault.code, facts=fault.facts)
    return Outcome(*told)


def _verb(
    db: Db,
    decision: Decision,
    *,
    secrets: tuple[bytes, ...],
    by: str,
    now: datetime,
    seen: State,
) -> Callable[[Registration], None]:
    """The same verbs as for one person."""
    reason, words = decision.reason, decision.words
    match decision.target:
        case State.CHECKED:
            return lambda one: check_person(db, one, by=by, now=now, seen=seen)
        case State.APPROVED:
            waiver = Waiver(incomplete=decision.incomplete)
            return lambda one: approve_one(
                db, one, secrets=secrets, by=by, now=now, seen=seen, waiver=waiver
            )
        case State.MORE_INFORMATION:
            return lambda one: ask_person(db, one, reason, by=by, now=now, seen=seen)
        case State.REFUSED:
            return lambda one: refuse_one(db, one, reason, words, by=by, now=now, seen=seen)
        case _:
            raise Invalid("unknown_decision", field="decision")
