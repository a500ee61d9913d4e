"""Going through a queue: who waits longest, who comes next, several at once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.queries import ORDER, whole
from eventops.accreditation.rules import Channel, State
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate

Columns = tuple[sa.SQLColumnExpression[Any], ...]


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
    which = _waiting(registration.edition_id, state)
    at_desk = 0 if registration.channel is Channel.WALK_IN else 1
    here = (at_desk, registration.submitted_at)
    at_once = (registration.delegate.person.sort_name, registration.id)
    others = [*which, Registration.id != registration.id]
    if registration.submitted_at is not None:
        found = _of_moment(db, others, here, _behind(NAMES, at_once, forwards), forwards)
        if found is not None:
            return found
        further = [*others, _behind(MOMENT, here, forwards)]
        moment = _moment(db, further, forwards) or _moment(db, others, forwards)
    else:
        moment = _moment(db, others, forwards)
    return _of_moment(db, others, moment, sa.true(), forwards) if moment else None


def first_waiting(db: Db, edition_id: str, state: State) -> str | None:
    """The id of the registration whose turn it is in a state."""
    which = _waiting(edition_id, state)
    moment = _moment(db, which, forwards=True)
    return _of_moment(db, which, moment, sa.true(), forwards=True) if moment else None


MOMENT, NAMES = ORDER[:2], ORDER[2:]
"""The order in two parts: since when somebody waits, and among those of one moment by name. Names
stand in another table, which is read for the people of one moment and not for ten thousand."""

Moment = tuple[int, datetime | None]
Conditions = Sequence[sa.ColumnElement[bool]]


def _waiting(edition_id: str, state: State) -> Conditions:
    return [Registration.edition_id == edition_id, Registration.state == state]


def _moment(db: Db, which: Conditions, forwards: bool) -> Moment | None:
    """At the desk or not, and since when: of the first (or the last) of these."""
    row = db.execute(sa.select(*MOMENT).where(*which).order_by(*_way(MOMENT, forwards)).limit(1))
    found = row.first()
    return (found[0], found[1]) if found else None


def _of_moment(
    db: Db, which: Conditions, moment: Moment, more: sa.ColumnElement[bool], forwards: bool
) -> str | None:
    """The first (or the last) by name of those who wait since one moment."""
    at_desk, since = moment
    query = (
        sa.select(Registration.id)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(*which, ORDER[0] == at_desk, Registration.submitted_at == since, more)
        .order_by(*_way(NAMES, forwards))
        .limit(1)
    )
    return db.scalar(query)


def _way(columns: Columns, forwards: bool) -> Columns:
    return columns if forwards else tuple(column.desc() for column in columns)


def _behind(columns: Columns, here: Sequence[object], forwards: bool) -> sa.ColumnElement[bool]:
    """Further on in the order: the first of its columns that differs decides."""
    behind: sa.ColumnElement[bool] = sa.false()
    for column, value in reversed(list(zip(columns, here, strict=True))):
        further = column > value if forwards else column < value
        behind = sa.or_(further, sa.and_(column == value, behind))
    return behind
