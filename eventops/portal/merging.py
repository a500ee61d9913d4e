"""Two entries, one human being: joining them, felt by every domain that knows people."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from eventops.accounts.services import ensure_user, follow_person
from eventops.accreditation import services as accreditation
from eventops.accreditation.duplicates import Pair
from eventops.accreditation.models import Consent, Photo, Registration
from eventops.accreditation.rules import OUT, State
from eventops.accreditation.vetting import carry_blocks
from eventops.agenda.merging import pass_seats, pass_substitutions
from eventops.agenda.services import following_readers, taking_over
from eventops.badges.instruments import pass_instruments
from eventops.badges.models import BadgeState
from eventops.badges.queries import living_badge
from eventops.badges.services import set_state
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, NotFound
from eventops.delegations.merging import (
    delegates_of_person,
    let_go,
    pass_judgements,
    pass_places,
    take_values,
)
from eventops.delegations.models import Delegate, Person
from eventops.delegations.services import lock_people
from eventops.editions.models import Edition
from eventops.programme.naming import pass_namings


def doubles(pair: Pair) -> list[tuple[Registration, Registration]]:
    """(of the first person, of the second) where both stand in one delegation."""
    first, second = pair.registrations
    return [
        (one, other)
        for one in first
        for other in second
        if one.delegate.delegation_id == other.delegate.delegation_id
    ]


def merge_people(
    db: Db,
    edition: Edition,
    pair: Pair,
    *,
    staying_id: str,
    taken: Collection[str],
    by: str,
    now: datetime,
) -> Person:
    """Let one entry of the pair stand for both; ``taken`` are the fields in which the other wins.

    Where both stand in one delegation, the registration of the one who leaves is withdrawn; in
    different delegations both registrations go on, as one person's. Photo, consents, running
    sign-ins and calendar addresses follow. Raises Conflict ``keep_the_other`` when the entry that
    would stay is refused and the other is still coming, NotFound ``no_person`` when somebody else
    has joined them meanwhile.
    """
    _hold(db, pair)
    staying, leaving = pair.people if pair.people[0].id == staying_id else pair.people[::-1]
    twice = [
        each if each[0].delegate.person_id == staying.id else each[::-1] for each in doubles(pair)
    ]
    for kept, left in twice:
        if kept.state in OUT and left.state not in OUT:
            raise Conflict("keep_the_other")
    for kept, left in twice:
        _end_double(db, edition, kept, left, by=by, now=now)
    fields = _pass_everything(db, edition, staying, leaving, taken, now=now)
    _let_sign_in(db, pair, staying, by=by, now=now)
    journal.record(
        db,
        "people merged",
        f"person:{staying.id}",
        by=by,
        now=now,
        edition_id=edition.id,
        other=leaving.id,
        fields=fields,
        withdrawn=[left.id for _kept, left in twice],
    )
    return staying


def _hold(db: Db, pair: Pair) -> None:
    """Nothing moves in any delegation of the two, and their registrations are as they stand by now."""
    lock_people(db, [person.id for person in pair.people])
    rows = [each for side in pair.registrations for each in side]
    standing = sa.select(Delegate.id, Delegate.person_id).where(
        Delegate.id.in_([each.delegate_id for each in rows])
    )
    if dict(db.execute(standing).all()) != {
        each.delegate_id: each.delegate.person_id for each in rows
    }:
        raise NotFound("no_person")
    for each in rows:
        db.refresh(each, ["state"])


def _pass_everything(
    db: Db,
    edition: Edition,
    staying: Person,
    leaving: Person,
    taken: Collection[str],
    *,
    now: datetime,
) -> list[str]:
    """All that hangs on the person who leaves; the fields in which their values won."""
    with following_readers(db, edition, now=now):
        fields = take_values(staying, leaving, taken)
        _pass_delegates(db, staying, leaving)
    if _pass_photo(db, staying, leaving, wins="photo" in taken):
        fields.append("photo")
    db.execute(
        sa.update(Consent).where(Consent.person_id == leaving.id).values(person_id=staying.id)
    )
    follow_person(db, leaving.id, staying.id)
    pass_judgements(db, leaving.id, staying.id)
    let_go(db, leaving)
    return fields


def _end_double(
    db: Db, edition: Edition, kept: Registration, left: Registration, *, by: str, now: datetime
) -> None:
    """The second registration in one delegation: whatever hung on it goes to the first."""
    staying, leaving = kept.delegate, left.delegate
    with (
        taking_over(db, edition, leaving=leaving.id, staying=staying.id, now=now),
        following_readers(db, edition, now=now, delegation_id=staying.delegation_id),
    ):
        pass_places(db, leaving, staying)
        pass_namings(db, leaving.id, staying.id)
        pass_substitutions(db, leaving.id, staying.id, by=by, now=now)
        pass_seats(db, leaving.id, staying.id)
        if left.state not in OUT:
            accreditation.withdraw(db, left, by=by, now=now)
    pass_instruments(db, leaving.id, staying.id, by=by, now=now)
    carry_blocks(db, left, kept, by=by, now=now)
    badge = living_badge(db, left.id)
    if badge is not None:
        set_state(db, badge, BadgeState.REVOKED, by=by, now=now)


def _pass_delegates(db: Db, staying: Person, leaving: Person) -> None:
    """Wherever the one who stays does not stand already."""
    here = {each.delegation_id for each in delegates_of_person(db, staying.id)}
    for delegate in delegates_of_person(db, leaving.id):
        if delegate.delegation_id not in here:
            _bear(delegate, staying)
    db.flush()


def _bear(delegate: Delegate, person: Person) -> None:
    delegate.person = person
    delegate.person_id = person.id


def _pass_photo(db: Db, staying: Person, leaving: Person, *, wins: bool) -> bool:
    """One photo stays; whether it is the other's."""
    theirs = sa.select(Photo.id).where(Photo.person_id == leaving.id)
    own = sa.select(Photo.id).where(Photo.person_id == staying.id)
    from_other = db.scalar(theirs) is not None and (wins or db.scalar(own) is None)
    dropped = staying.id if from_other else leaving.id
    db.execute(sa.delete(Photo).where(Photo.person_id == dropped))
    if from_other:
        db.execute(
            sa.update(Photo).where(Photo.person_id == leaving.id).values(person_id=staying.id)
        )
    return from_other


def _let_sign_in(db: Db, pair: Pair, person: Person, *, by: str, now: datetime) -> None:
    """Whoever is approved may sign in with the mailbox that won."""
    states = {each.state for side in pair.registrations for each in side}
    if person.email and State.APPROVED in states:
        ensure_user(db, person.email, person.full_name, by=by, now=now, language=person.language)
