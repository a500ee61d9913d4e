"""What the demo knows of its invented people beside their names: consent, and one suspected double."""

from datetime import date, datetime

import sqlalchemy as sa

from eventops.accreditation.consent import record_consent
from eventops.accreditation.models import Consent, Registration
from eventops.accreditation.rules import Channel, State
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Person
from eventops.delegations.travel_document import sealed
from eventops.editions.models import Edition

NUMBER, BORN_ON = "E0000001", date(1980, 2, 29)
"""Of nobody: states number passports otherwise."""


def agree_all(db: Db, edition: Edition, *, by: str, now: datetime) -> None:
    """Everybody was told in English; the first of them makes version 1 of the notice."""
    query = (
        sa.select(Delegate.person_id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(Registration.edition_id == edition.id)
        .order_by(Delegate.added_at, Delegate.id)
    )
    people = db.scalars(query).all()
    if not people:
        return
    first, *others = people
    told = record_consent(db, first, edition.id, Channel.FORM, "en", by=by, now=now)
    db.add_all(
        Consent(
            person_id=person_id,
            edition_id=edition.id,
            notice_version=told.notice_version,
            language="en",
            channel=Channel.FORM,
            given_at=now,
            given_by=by,
        )
        for person_id in others
    )


def number_twice(db: Db, edition: Edition, *, secrets: tuple[bytes, ...]) -> None:
    """Two people, handed in by two delegations, with one document number: a pair to look at."""
    query = (
        sa.select(Person, Delegate.delegation_id)
        .join(Delegate, Delegate.person_id == Person.id)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(Registration.edition_id == edition.id, Registration.state == State.SUBMITTED)
        .order_by(Delegate.added_at, Person.sort_name, Person.id)
    )
    of_delegation = {delegation_id: person for person, delegation_id in db.execute(query)}
    number = sealed(NUMBER, secrets=secrets)
    if len(of_delegation) < 2 or number is None:
        return
    for person in list(of_delegation.values())[:2]:
        person.document_sealed, person.document_hash = number.box, number.digest
        person.document_end, person.born_on = number.end, BORN_ON
