"""Whom vetting has to look at, whom it blocks, whom it has cleared."""

import enum
from collections.abc import Sequence

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.queries import Waiting, waiting_of, whole
from eventops.accreditation.rules import TO_VET, State
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Person


class Part(enum.StrEnum):
    """The three parts of vetting's list."""

    OPEN = "open"
    BLOCKED = "blocked"
    CLEARED = "cleared"


BLOCKED = sa.or_(Registration.print_block, Registration.issue_block, Registration.door_block)
PARTS = {
    Part.OPEN: sa.and_(Registration.cleared_at.is_(None), sa.not_(BLOCKED)),
    Part.BLOCKED: BLOCKED,
    Part.CLEARED: Registration.cleared_at.is_not(None),
}


def _to_vet(edition_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return Registration.edition_id == edition_id, Registration.state.in_(TO_VET)


def vetting_counts(db: Db, edition_id: str) -> dict[Part, int]:
    """How many people are in each part."""
    row = db.execute(
        sa.select(*(sa.func.count(sa.case((where, 1))) for where in PARTS.values())).where(
            *_to_vet(edition_id)
        )
    ).one()
    return dict(zip(PARTS, row, strict=True))


def to_vet(db: Db, edition_id: str, part: Part, *, most: int, after: int = 0) -> Sequence[Waiting]:
    """People in a part: those first whom the desk has checked, then by how long they wait."""
    query = _ordered(edition_id, part).limit(most).offset(after)
    return waiting_of(db, edition_id, db.scalars(query).all())


def _ordered(edition_id: str, part: Part) -> sa.Select[Registration]:
    return (
        whole()
        .where(*_to_vet(edition_id), PARTS[part])
        .order_by(
            sa.case((Registration.state == State.CHECKED, 0), else_=1),
            Registration.submitted_at,
            Person.sort_name,
            Registration.id,
        )
    )


def first_to_vet(db: Db, edition_id: str, *, but: str) -> str | None:
    """The id of the first person still to look at, other than one."""
    query = _ordered(edition_id, Part.OPEN).with_only_columns(Registration.id)
    return db.scalar(query.where(Registration.id != but).limit(1))


def to_vet_by_id(db: Db, edition_id: str, registration_id: str) -> Registration:
    """One person for vetting; NotFound for those who are only nominated, or out."""
    found = db.scalar(whole().where(*_to_vet(edition_id), Registration.id == registration_id))
    if found is None:
        raise NotFound("no_registration")
    return found
