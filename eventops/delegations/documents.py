"""Keeping the number of a person's travel document, and finding who resembles whom on a list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.core import journal
from eventops.core.db import Db
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.likeness import Identity, identity, likeness
from eventops.delegations.models import Delegate, Person
from eventops.delegations.passport_name import suggested
from eventops.delegations.travel_document import opened


def keep_document(db: Db, person: Person, told: NominationDraft) -> bool:
    """Store what the draft says of the number; whether anything changed.

    Others who hold the same number from before the secret was changed are sealed anew with it, so
    that equal numbers always have equal hashes.
    """
    new = told.document
    if new is None:
        if not told.forget_document or person.document_hash is None:
            return False
        person.document_sealed = person.document_hash = None
        person.document_end = ""
        return True
    if new.older_digests:
        db.execute(
            sa.update(Person)
            .where(Person.document_hash.in_(new.older_digests))
            .values(document_sealed=new.box, document_hash=new.digest)
        )
    known = person.document_hash in (new.digest, *new.older_digests)
    person.document_sealed, person.document_hash = new.box, new.digest
    person.document_end = new.end
    return not known


def following_name(person: Person | NominationDraft, draft: NominationDraft) -> NominationDraft:
    """The draft, with a passport name that only followed the old name following the new one.

    ``person`` is who is known, as stored or as a draft says it.
    """
    followed = suggested(person.full_name, person.sort_name)
    if draft.full_name != person.full_name and draft.mrz_name == person.mrz_name == followed:
        return replace(draft, mrz_name=suggested(draft.full_name, draft.sort_name))
    return draft


def show_document(
    db: Db, person: Person, *, secrets: tuple[bytes, ...], edition_id: str, by: str, now: datetime
) -> str:
    """The clear number, for an officer who asks; that they did is written down, the number is not.

    Raises as ``travel_document.opened``.
    """
    number = opened(person, secrets=secrets)
    journal.record(
        db,
        "document number shown",
        f"person:{person.id}",
        by=by,
        now=now,
        edition_id=edition_id,
    )
    return number


def identity_of(person: Person) -> Identity:
    """A person as the rule of likeness compares them."""
    return identity(
        full_name=person.full_name,
        own_script=person.own_script,
        mrz_name=person.mrz_name,
        born_on=person.born_on,
        document=person.document_hash,
    )


def alike_on_list(db: Db, delegation_id: str, told: NominationDraft) -> Sequence[Delegate]:
    """Who of one delegation the draft may mean again, by name."""
    sought = identity(
        full_name=told.full_name,
        own_script=told.own_script,
        mrz_name=told.mrz_name,
        born_on=told.born_on,
        document=told.document.digest if told.document else None,
    )
    query = (
        sa.select(Delegate)
        .join(Delegate.person)
        .where(Delegate.delegation_id == delegation_id)
        .options(contains_eager(Delegate.person))
        .order_by(Person.sort_name, Delegate.id)
    )
    people = db.scalars(query).all()
    return [each for each in people if likeness(sought, identity_of(each.person)).suspected]
