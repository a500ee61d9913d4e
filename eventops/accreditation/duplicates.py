"""People who may stand in an edition twice: suspected pairs, and one person in two delegations."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT, State
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.documents import identity_of
from eventops.delegations.likeness import LEFT_OUT, NOT_LETTERS, Identity, Likeness, likeness
from eventops.delegations.models import Delegate, Delegation, NotTheSame, Person

People = tuple[str, str]
"""Two ids of people, the smaller first."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two people of an edition who may be one."""

    people: People
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people side by side; registrations with delegate, person, delegation and party."""

    people: tuple[Person, Person]
    registrations: tuple[Sequence[Registration], Sequence[Registration]]
    likeness: Likeness
    two_people: NotTheSame | None
    """Somebody looked already and found two."""


def ordered(one_id: str, other_id: str) -> People:
    """The same two in the one order in which pairs are kept."""
    return (one_id, other_id) if one_id < other_id else (other_id, one_id)


def suspicions(
    db: Db, edition_id: str, *, among: Sequence[Person] | None = None
) -> list[Suspicion]:
    """Pairs that somebody should look at, the strongest first; ``among`` some people, or of all.

    Of the two, one at least is still coming; who was withdrawn is not compared, who was refused is.
    """
    if among is not None and not among:
        return []
    some = None if among is None else {person.id for person in among}
    people: dict[str, Person] = {}
    coming: set[str] = set()
    for person, state in _compared(db, edition_id, among):
        people[person.id] = person
        if state not in OUT:
            coming.add(person.id)
    settled = _settled(db)
    identities = {key: identity_of(person) for key, person in people.items()}
    found = [
        Suspicion(pair, judged)
        for pair in sorted(_meeting(identities) - settled)
        if coming & set(pair)
        and (some is None or some & set(pair))
        and (judged := likeness(identities[pair[0]], identities[pair[1]])).suspected
    ]
    return sorted(found, key=lambda each: (-each.likeness.score, _by_name(people, each.people)))


def _compared(
    db: Db, edition_id: str, among: Sequence[Person] | None
) -> Iterator[tuple[Person, State]]:
    query = (
        sa.select(Person, Registration.state)
        .join(Delegate, Delegate.person_id == Person.id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(Registration.edition_id == edition_id, Registration.state != State.WITHDRAWN)
        .order_by(Person.id, Registration.id)
    )
    if among is not None:
        query = query.where(Person.id.in_(_perhaps_alike(db, edition_id, among)))
    yield from ((person, state) for person, state in db.execute(query))


def _perhaps_alike(db: Db, edition_id: str, among: Sequence[Person]) -> list[str]:
    """Ids of those who have the words of a name, or a document, in common with one of them.

    The rule of likeness decides; this only keeps ten thousand people from being made objects and
    compared for one. Names are read as they are stored, in any order of words; the database leaves
    out those who lack the letters of one word in their order, whatever signs stand between.
    """
    told = [identity_of(person) for person in among]
    names = {frozenset(name.split()) for each in told for name in each.names}
    scripts = {frozenset(person.own_script.split()) for person in among if person.own_script}
    documents = {each.document for each in told if each.document}
    rows = db.execute(
        sa.select(
            Person.id,
            Person.search_name,
            Person.mrz_name,
            Person.own_script,
            Person.document_hash,
        )
        .join(Delegate, Delegate.person_id == Person.id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(
            Registration.edition_id == edition_id,
            Registration.state != State.WITHDRAWN,
            sa.or_(
                *(_holds(Person.search_name, words) for words in names),
                *(_holds(sa.func.lower(Person.mrz_name), words) for words in names),
                *(_holds(Person.own_script, words) for words in scripts),
                Person.document_hash.in_(documents),
            ),
        )
    )
    return [
        key
        for key, latin, passport, script, document in rows
        if _words(latin) in names
        or (passport and _words(passport.lower()) in names)
        or (script and frozenset(script.split()) in scripts)
        or document in documents
    ]


def _holds(stored: sa.SQLColumnExpression[Any], words: frozenset[str]) -> sa.ColumnElement[bool]:
    """Whether a stored name has the letters of the longest of the words, one after the other."""
    letters = max(sorted(words), key=len, default="")
    return stored.like("%" + "".join(f"/{letter}%" for letter in letters), escape="/")


SIGNS = re.compile("[" + re.escape("".join(map(chr, {**NOT_LETTERS, **LEFT_OUT}))) + "]")


def _words(stored: str) -> frozenset[str]:
    """Of a folded name, without the signs that names are compared without; few have any."""
    if SIGNS.search(stored):
        stored = stored.translate(NOT_LETTERS).translate(LEFT_OUT)
    return frozenset(stored.split())


def _settled(db: Db) -> set[People]:
    return {
        (one, other) for one, other in db.execute(sa.select(NotTheSame.one_id, NotTheSame.other_id))
    }


def _meeting(identities: Mapping[str, Identity]) -> set[People]:
    """Pairs that share a name or a document, so that not everybody is compared with everybody."""
    holders: dict[object, list[str]] = defaultdict(list)
    for key, told in identities.items():
        for mark in filter(None, (*told.names, told.own_script, told.document)):
            holders[mark].append(key)
    return {pair for keys in holders.values() for pair in _pairs(keys)}


def _pairs(keys: Sequence[str]) -> Iterator[People]:
    for place, one in enumerate(keys):
        for other in keys[place + 1 :]:
            yield ordered(one, other)


def _by_name(people: Mapping[str, Person], pair: People) -> tuple[str, str, str]:
    first, second = sorted(people[key].sort_name for key in pair)
    return first, second, pair[0]


def twins(suspected: Iterable[Suspicion]) -> dict[str, list[str]]:
    """Person → those who may be the same person."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in suspected:
        one, other = each.people
        found[one].append(other)
        found[other].append(one)
    return dict(found)


def in_two_delegations(
    db: Db, edition_id: str, person_ids: Sequence[str] | None = None
) -> dict[str, list[Registration]]:
    """Person → their registrations, of people who come for more than one delegation.

    Delegate, person, delegation and party are loaded. One person, one category (domain note 3.2).
    """
    several = (
        sa.select(Delegate.person_id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(Registration.edition_id == edition_id, Registration.state.not_in(OUT))
        .group_by(Delegate.person_id)
        .having(sa.func.count() > 1)
    )
    if person_ids is not None:
        several = several.where(Delegate.person_id.in_(person_ids))
    query = _whole(edition_id).where(
        Delegate.person_id.in_(several), Registration.state.not_in(OUT)
    )
    found: dict[str, list[Registration]] = defaultdict(list)
    for registration in db.scalars(query):
        found[registration.delegate.person_id].append(registration)
    return dict(found)


def _whole(edition_id: str) -> sa.Select[Registration]:
    return (
        sa.select(Registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(Registration.edition_id == edition_id)
        .options(
            contains_eager(Registration.delegate).options(
                contains_eager(Delegate.person),
                joinedload(Delegate.delegation).joinedload(Delegation.party),
            )
        )
        .order_by(Person.sort_name, Registration.id)
    )


def people_of(db: Db, edition_id: str, person_ids: Iterable[str]) -> dict[str, list[Registration]]:
    """Person → every registration in the edition, for showing pairs."""
    found: dict[str, list[Registration]] = defaultdict(list)
    for registration in db.scalars(_whole(edition_id).where(Person.id.in_(list(person_ids)))):
        found[registration.delegate.person_id].append(registration)
    return dict(found)


def pair_in(db: Db, edition_id: str, one_id: str, other_id: str) -> Pair:
    """Two people of the edition side by side; raises NotFound ``no_person``."""
    registrations = people_of(db, edition_id, (one_id, other_id))
    if one_id == other_id or {one_id, other_id} != registrations.keys():
        raise NotFound("no_person")
    one, other = (registrations[key][0].delegate.person for key in (one_id, other_id))
    return Pair(
        people=(one, other),
        registrations=(registrations[one_id], registrations[other_id]),
        likeness=likeness(identity_of(one), identity_of(other)),
        two_people=_said_two(db, one_id, other_id),
    )


def settled_in(db: Db, edition_id: str) -> list[People]:
    """Pairs of the edition that an officer found to be two people, the latest first."""
    here = (
        sa.select(Delegate.person_id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(Registration.edition_id == edition_id)
    )
    query = (
        sa.select(NotTheSame.one_id, NotTheSame.other_id)
        .where(NotTheSame.one_id.in_(here), NotTheSame.other_id.in_(here))
        .order_by(NotTheSame.said_at.desc(), NotTheSame.id)
    )
    return [(one, other) for one, other in db.execute(query)]


def _said_two(db: Db, one_id: str, other_id: str) -> NotTheSame | None:
    one, other = ordered(one_id, other_id)
    return db.scalar(
        sa.select(NotTheSame).where(NotTheSame.one_id == one, NotTheSame.other_id == other)
    )


def say_two_people(db: Db, pair: Pair, *, edition_id: str, by: str, now: datetime) -> None:
    """An officer looked: these are two, and nobody is asked again."""
    if pair.two_people is not None:
        return
    one, other = ordered(*(person.id for person in pair.people))
    db.add(NotTheSame(one_id=one, other_id=other, said_by=by, said_at=now))
    db.flush()
    journal.record(
        db, "two people", f"person:{one}", by=by, now=now, edition_id=edition_id, other=other
    )


def unsay_two_people(db: Db, pair: Pair, *, edition_id: str, by: str, now: datetime) -> None:
    """Take that back: the pair is asked about again."""
    if pair.two_people is None:
        return
    one, other = pair.two_people.one_id, pair.two_people.other_id
    db.delete(pair.two_people)
    db.flush()
    journal.record(
        db,
        "two people taken back",
        f"person:{one}",
        by=by,
        now=now,
        edition_id=edition_id,
        other=other,
    )
