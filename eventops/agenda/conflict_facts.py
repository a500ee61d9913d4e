"""What the conflict engine knows beside the sessions, fetched in a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT, State
from eventops.agenda.entitlement import Standing
from eventops.agenda.queries import standings
from eventops.core.db import Db
from eventops.delegations.rules import SUPPORT
from eventops.editions.models import Edition
from eventops.programme.conflicts.facts import Facts, Here, Member, Naming, People, facts_of
from eventops.programme.models import AudienceChange, Session
from eventops.programme.reading import read_plan
from eventops.programme.rules import ChangeKind


def conflict_facts(db: Db, edition: Edition) -> Facts:
    """Places, parties, people and the edition's own judgement, for whatever sessions: those of the
    published programme or of the draft. ``edition`` has its series loaded."""
    return facts_of(read_plan(db, edition, ()), _people(db, edition.id))


def _people(db: Db, edition_id: str) -> People:
    query = sa.select(Registration.delegate_id, Registration.state).where(
        Registration.edition_id == edition_id
    )
    states = dict(db.execute(query).all())
    coming = {
        key: person
        for key, person in standings(db, edition_id).items()
        if states.get(key, State.NOMINATED) not in OUT
    }
    approved = [each for key, each in coming.items() if states.get(key) is State.APPROVED]
    accredited: dict[str, int] = defaultdict(int)
    for each in approved:
        accredited[each.party] += each.function not in SUPPORT
    return People(
        members={
            key: Member(each.party, each.function, frozenset(each.places))
            for key, each in coming.items()
        },
        accredited=dict(accredited),
        approved=frozenset(each.party for each in approved),
        heads=_heads(coming.values()),
        tags=_tags(coming),
        at=_differing(db, edition_id, coming),
    )


def _heads(people: Iterable[Standing]) -> dict[tuple[str, str], str]:
    return {
        (each.party, code): each.delegate
        for each in people
        for code, place in each.places.items()
        if place == 1
    }


def _tags(coming: Mapping[str, Standing]) -> dict[str, tuple[str, ...]]:
    tags: dict[str, list[str]] = defaultdict(list)
    for key, each in coming.items():
        for tag in each.tags:
            tags[tag].append(key)
    return {tag: tuple(sorted(keys)) for tag, keys in tags.items()}


def _differing(db: Db, edition_id: str, coming: Mapping[str, Standing]) -> dict[str, Here]:
    """Session → namings, removals and substitutions there."""
    added: dict[str, list[Naming]] = defaultdict(list)
    removed: dict[str, set[str]] = defaultdict(set)
    for code, change in _changes(db, edition_id):
        if change.kind is ChangeKind.REMOVE:
            removed[code].add(change.delegate_id)
        elif change.delegate_id in coming:
            added[code].append(Naming(change.delegate_id, change.capacity or "table"))
    changed = {code for each in coming.values() for code in each.instead}
    return {
        code: Here(
            added=tuple(added.get(code, ())),
            removed=frozenset(removed.get(code, ())),
            heads=_heads_at(code, coming) if code in changed else {},
            instead=_instead_at(code, coming) if code in changed else {},
        )
        for code in sorted({*added, *removed, *changed})
    }


def _changes(db: Db, edition_id: str) -> Iterable[tuple[str, AudienceChange]]:
    """As the agenda asks: those in force while the published session lasts."""
    rows = db.execute(
        sa.select(Session.code, AudienceChange)
        .join(Session, Session.id == AudienceChange.session_id)
        .where(
            Session.edition_id == edition_id,
            sa.or_(
                AudienceChange.valid_from.is_(None),
                AudienceChange.valid_from < Session.ends_at,
            ),
            sa.or_(
                AudienceChange.valid_until.is_(None),
                AudienceChange.valid_until > Session.starts_at,
            ),
        )
        .order_by(AudienceChange.entered_at, AudienceChange.id)
    )
    return [(code, change) for code, change in rows]


def _heads_at(code: str, coming: Mapping[str, Standing]) -> dict[tuple[str, str], str | None]:
    """Of delegations in which somebody stands in at a session: who heads each list there."""
    parties = {each.party for each in coming.values() if code in each.instead}
    heads: dict[tuple[str, str], str | None] = {}
    for each in coming.values():
        if each.party not in parties:
            continue
        for listed, place in each.places.items():
            if place == 1:
                heads.setdefault((each.party, listed), None)
        for right in each.rights_at(code):
            for listed, place in right.places.items():
                if place == 1:
                    heads[each.party, listed] = each.delegate
    return heads


def _instead_at(code: str, coming: Mapping[str, Standing]) -> dict[str, str | None]:
    """Person → who comes in their right to a session; None when nobody does."""
    instead: dict[str, str | None] = {}
    for each in coming.values():
        whose = {right.delegate for right in each.rights_at(code)}
        if each.delegate not in whose:
            instead.setdefault(each.delegate, None)
        for other in whose - {each.delegate, ""}:
            instead[other] = each.delegate
    return instead
