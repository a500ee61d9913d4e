"""Fill an edition with invented people, their registrations, photos, badges and accounts."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from eventops.accounts.models import User
from eventops.accounts.services import ensure_user
from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.rules import State, category_for
from eventops.badges.services import issue_badge
from eventops.core.db import Db
from eventops.core.multilingual import folded
from eventops.delegations.models import Delegate, Delegation, FocalPoint, ListEntry, Party, Person
from eventops.delegations.rules import DelegationState
from eventops.demo.lists import ordered_lists
from eventops.demo.people import InventedPerson, invented_people
from eventops.demo.personal import agree_all, number_twice
from eventops.demo.photos import photo
from eventops.editions.models import Edition
from eventops.editions.queries import meetings_of

ACTOR = "demo"
UNFINISHED = {
    -1: State.NOMINATED,
    -2: State.SUBMITTED,
    -3: State.MORE_INFORMATION,
    -4: State.CHECKED,
}
"""Places from the end of a delegation still at work → how far its registration is."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many people each party sends, and which delegations are not ready yet."""

    people: dict[str, int]
    unfinished: frozenset[str]


def natural_size(db: Db, edition: Edition) -> Size:
    """As many as the quotas say, but two places left where a delegation is still at work."""
    quotas = _quotas(db, edition)
    states = [code for code, (quota, is_state) in quotas.items() if is_state and quota >= 10]
    unfinished = frozenset(states[1::3])
    people = {
        code: quota - 2 if code in unfinished else quota for code, (quota, _) in quotas.items()
    }
    return Size(people, unfinished)


def size_for(db: Db, edition: Edition, count: int) -> Size:
    """``count`` people shared out in proportion to the quotas, which are raised to hold them."""
    quotas = {code: quota for code, (quota, _) in _quotas(db, edition).items()}
    total = sum(quotas.values())
    people = {code: quota * count // total for code, quota in quotas.items()}
    for code in sorted(quotas, key=lambda code: -quotas[code])[: count - sum(people.values())]:
        people[code] += 1
    for delegation in db.scalars(
        sa.select(Delegation)
        .where(Delegation.edition_id == edition.id)
        .options(joinedload(Delegation.party))
    ):
        delegation.quota = max(delegation.quota, people[delegation.party.code])
    return Size(people, frozenset())


def _quotas(db: Db, edition: Edition) -> dict[str, tuple[int, bool]]:
    rows = db.execute(
        sa.select(Party.code, Delegation.quota, Party.is_state)
        .join(Delegation, Delegation.party_id == Party.id)
        .where(Party.edition_id == edition.id)
        .order_by(Party.position)
    )
    return {code: (quota, is_state) for code, quota, is_state in rows}


def populate(
    db: Db,
    edition: Edition,
    size: Size,
    *,
    seed: int,
    secrets: tuple[bytes, ...],
    now: datetime,
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Everybody of the edition; returns how many. The same size and seed give the same people."""
    invented = invented_people(size.people, seed=seed)
    by_party: dict[str, list[InventedPerson]] = {}
    for person in invented:
        by_party.setdefault(person.party, []).append(person)
    meetings = {meeting.code: meeting for meeting in meetings_of(db, edition.id)}
    for delegation in _delegations(db, edition):
        people = by_party.get(delegation.party.code, [])
        rows = {
            person.key: _delegate(db, delegation, person, now=now - timedelta(days=20))
            for person in people
        }
        levels = {code: meeting.level.value for code, meeting in meetings.items()}
        if delegation.party.kind.value in ("member", "partner", "organisation", "secretariat"):
            for code, listed in ordered_lists(people, levels).items():
                _write_list(db, delegation, meetings[code].id, [rows[p.key] for p in listed])
        _register(db, edition, delegation, people, rows, size, secrets=secrets, now=now)
        progress(len(people))
    agree_all(db, edition, by=ACTOR, now=now - timedelta(days=20))
    number_twice(db, edition, secrets=secrets)
    return len(invented)


def _delegations(db: Db, edition: Edition) -> Sequence[Delegation]:
    return db.scalars(
        sa.select(Delegation)
        .join(Delegation.party)
        .where(Delegation.edition_id == edition.id)
        .options(contains_eager(Delegation.party))
        .order_by(Party.position)
    ).all()


def _delegate(db: Db, delegation: Delegation, told: InventedPerson, *, now: datetime) -> Delegate:
    person = Person(
        style=told.style,
        full_name=told.full_name,
        badge_name=told.badge_name,
        own_script=told.own_script,
        own_language=told.own_language,
        sort_name=told.sort_name,
        search_name=folded(told.full_name),
        email=told.email,
        source=told.source,
    )
    delegate = Delegate(
        delegation_id=delegation.id,
        person=person,
        function=told.function,
        position=told.position,
        rank=told.rank,
        added_at=now,
    )
    db.add(delegate)
    db.flush()
    jpeg = photo(told.key, sex=told.sex)
    digest = hashlib.sha256(jpeg).hexdigest()
    db.add(Photo(person_id=person.id, jpeg=jpeg, digest=digest, made_at=now))
    if told.email:
        db.add(User(email=told.email, name=told.full_name, language="en", made_at=now))
    return delegate


def _write_list(
    db: Db, delegation: Delegation, meeting_id: str, delegates: Sequence[Delegate]
) -> None:
    db.add_all(
        ListEntry(
            delegation_id=delegation.id,
            meeting_id=meeting_id,
            delegate_id=delegate.id,
            position=position,
        )
        for position, delegate in enumerate(delegates, 1)
    )


def _register(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    people: Sequence[InventedPerson],
    rows: dict[str, Delegate],
    size: Size,
    *,
    secrets: tuple[bytes, ...],
    now: datetime,
) -> None:
    """Registrations in their states, badges for the approved, one focal point a delegation."""
    party = delegation.party
    at_work = party.code in size.unfinished
    for person, state in zip(people, _states(len(people), at_work=at_work), strict=True):
        registration = Registration(
            edition_id=edition.id,
            delegate_id=rows[person.key].id,
            category=category_for(party.kind.value, person.function, state=party.is_state),
            state=state,
            submitted_at=None if state is State.NOMINATED else now - timedelta(days=12),
            decided_at=now - timedelta(days=6) if state is State.APPROVED else None,
            decided_by=ACTOR if state is State.APPROVED else None,
            reason="photo_unusable" if state is State.MORE_INFORMATION else "",
        )
        db.add(registration)
        db.flush()
        if state is State.APPROVED:
            issue_badge(db, registration, secrets=secrets, by=ACTOR, now=now - timedelta(days=6))
    delegation.state = DelegationState.OPEN if at_work else DelegationState.SUBMITTED
    if people:
        name = f"Focal point of {party.name['en']}"
        user = ensure_user(db, focal_address(party.code), name, by=ACTOR, now=now)
        db.add(FocalPoint(delegation_id=delegation.id, user_id=user.id, since=now))


def focal_address(code: str) -> str:
    """The invented mailbox of a delegation's focal point."""
    return f"focal.point@{code.lower()}.example"


def _states(count: int, *, at_work: bool) -> Iterator[State]:
    for place in range(count):
        yield UNFINISHED.get(place - count, State.APPROVED) if at_work else State.APPROVED
