"""Going through a queue: who waits longest, who comes next, several at once."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.queries import ORDER, whole
from eventops.accreditation.rules import Channel, State
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate


def registrations_by_ids(
    db: Db, edition_id: str, registration_ids: Collection[str]
) -> Sequence[Registration]:
    """Several registrations in the queue's order; NotFound when any is not of this edition."""
    wanted = set(registration_ids)
    found = db.scalars(
        whole()
        .where(Registration.id.in_(wanted), Registration.edition_id == edition_id)
        .order_by(*ORDER)
    ).all()
    if len(found) != len(wanted):
        raise NotFound("no_registration")
    return found


def beside(
    db: Db, registration: Registration, state: State, *, forwards: bool = True
) -> str | None:
    """The id of the next (or the one before) in a state's queue, as seen from a registration.

    Both ends meet: after the last comes the first. None when nobody else is there.
    """
    here = (
        0 if registration.channel is Channel.WALK_IN else 1,
        registration.submitted_at,
        registration.delegate.person.sort_name,
        registration.id,
    )
    order = ORDER if forwards else tuple(column.desc() for column in ORDER)
    query = (
        sa.select(Registration.id)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(
            Registration.edition_id == registration.edition_id,
            Registration.state == state,
            Registration.id != registration.id,
        )
        .order_by(*order)
        .limit(1)
    )
    if registration.submitted_at is None:
        return db.scalar(query)
    return db.scalar(query.where(_behind(here, forwards=forwards))) or db.scalar(query)


def _behind(here: Sequence[object], *, forwards: bool) -> sa.ColumnElement[bool]:
    """Further on in the order: the first of its columns that differs decides."""
    behind: sa.ColumnElement[bool] = sa.false()
    for column, value in reversed(list(zip(ORDER, here, strict=True))):
        further = column > value if forwards else column < value
        behind = sa.or_(further, sa.and_(column == value, behind))
    return behind


def first_waiting(db: Db, edition_id: str, state: State) -> str | None:
    """The id of the registration that waits longest in a state."""
    query = (
        sa.select(Registration.id)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(Registration.edition_id == edition_id, Registration.state == state)
        .order_by(*ORDER)
        .limit(1)
    )
    return db.scalar(query)
