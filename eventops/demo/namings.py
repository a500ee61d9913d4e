"""Who is named in person for the demo's sessions: tags, and closed sessions' own lists."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.agenda.entitlement import Standing
from eventops.agenda.queries import Plan, plan_for, standings
from eventops.core.db import Db
from eventops.delegations.models import Delegate
from eventops.editions.models import Edition
from eventops.programme.audience import GroupRef, Named, PartyRef, Rule
from eventops.programme.models import AudienceChange, Tagging
from eventops.programme.rules import ChangeKind

FEW = 3
"""How many a party without a formula sends to a closed session."""

TAGS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "interpreters": ("", ("interpreter",), 4),
    "operators": ("CABLE", (), 4),
    "cert": ("SG", ("delegate",), 2),
    "partner-experts": ("", ("deputy",), 8),
    "registered": ("FIN", (), 12),
}
"""Tag → party ("" for any), functions (none for any) and how many carry it."""


def name_people(db: Db, edition: Edition, *, now: datetime) -> None:
    """Fill tags and closed sessions, so that every rule of the programme has its people."""
    plan = plan_for(db, edition)
    people = _ranked(db, standings(db, edition.id))
    for tag in sorted(_tags(plan)):
        for person in _tagged(tag, people):
            db.add(Tagging(edition_id=edition.id, tag=tag, delegate_id=person.delegate))
    for each in plan.sessions:
        if each.expectation.access == "closed":
            _name_for(db, each.session.id, each.expectation.rules, people, now=now)
    db.flush()


def _ranked(db: Db, found: Mapping[str, Standing]) -> list[Standing]:
    query = sa.select(Delegate.id).join(Registration, Registration.delegate_id == Delegate.id)
    ordered = db.scalars(query.order_by(Delegate.rank, Delegate.id))
    return [found[delegate_id] for delegate_id in ordered if delegate_id in found]


def _tags(plan: Plan) -> set[str]:
    return {
        rule.who.tag
        for each in plan.sessions
        for rule, _ in each.expectation.rules
        if isinstance(rule.who, Named)
    }


def _tagged(tag: str, people: Iterable[Standing]) -> list[Standing]:
    if tag not in TAGS:
        return []
    party, functions, most = TAGS[tag]
    fitting = [
        person
        for person in people
        if party in ("", person.party) and (not functions or person.function in functions)
    ]
    return fitting[:most]


def _name_for(
    db: Db,
    session_id: str,
    rules: Iterable[tuple[Rule, str | None]],
    people: Iterable[Standing],
    *,
    now: datetime,
) -> None:
    named: set[str] = set()
    for rule, _ in rules:
        if rule.seats is not None or isinstance(rule.who, Named):
            continue
        fitting = [person for person in people if _meant(rule, person)]
        whole = bool(rule.functions) or (isinstance(rule.who, PartyRef) and rule.who.code == "FIN")
        for person in fitting if whole else fitting[:FEW]:
            if person.delegate not in named:
                named.add(person.delegate)
                db.add(_naming(session_id, person, rule, now=now))


def _meant(rule: Rule, person: Standing) -> bool:
    if rule.functions and person.function not in rule.functions:
        return False
    match rule.who:
        case PartyRef(code):
            return person.party == code
        case GroupRef(code):
            return code in person.groups
        case _:
            return False


def _naming(session_id: str, person: Standing, rule: Rule, *, now: datetime) -> AudienceChange:
    return AudienceChange(
        session_id=session_id,
        delegate_id=person.delegate,
        kind=ChangeKind.ADD,
        capacity=(rule.capacity or "table"),
        seat="",
        entered_by="demo",
        entered_at=now,
        reason="invented for the demonstration",
    )
