"""Numbers of travel documents: sealed, masked, found again, also after the secret changed."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.journal import JournalEntry
from eventops.delegations.documents import alike_on_list, show_document
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate
from eventops.delegations.services import add_delegate, correct_delegate
from eventops.delegations.travel_document import masked, opened, sealed
from tests.portal.little import AT, BY, delegation_of, publish_little

OLD, NEW = b"o" * 40, b"n" * 40
NUMBER = "C12 345-678x"


def numbered(
    number: str, name: str = "Ann", *, secrets: tuple[bytes, ...] = (OLD,)
) -> NominationDraft:
    return NominationDraft(full_name=name, document=sealed(number, secrets=secrets))


def add(db: Db, draft: NominationDraft, code: str = "AA") -> Delegate:
    return add_delegate(db, delegation_of(db, code), draft, by=BY, now=AT)


def test_a_number_is_kept_sealed_and_shown_by_its_end(db: Db) -> None:
    publish_little(db)
    person = add(db, numbered(NUMBER)).person
    assert (masked(person), opened(person, secrets=(NEW, OLD))) == ("••••78X", "C12345678X")
    assert person.document_sealed is not None
    assert b"345678" not in person.document_sealed
    with pytest.raises(Conflict, match="document_sealed_elsewhere"):
        opened(person, secrets=(NEW,))


@pytest.mark.parametrize("number", ["1234", "C" * 21, "C1234é", "C12345\0", "C1234_5"])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(Invalid, match="not_a_document_number"):
        sealed(number, secrets=(OLD,))


def test_the_same_number_has_the_same_hash_however_it_is_typed(db: Db) -> None:
    publish_little(db)
    one, other = add(db, numbered(NUMBER)), add(db, numbered("c12345678X", "Ben"), "BB")
    assert one.person.document_hash == other.person.document_hash
    assert one.person.document_hash != add(db, numbered("C12345679X", "C")).person.document_hash


def test_after_the_secret_changed_the_same_number_is_still_found(db: Db) -> None:
    publish_little(db)
    one = add(db, numbered(NUMBER))
    other = add(db, numbered(NUMBER, "Ben", secrets=(NEW, OLD)), "BB")
    db.refresh(one.person)
    assert one.person.document_hash == other.person.document_hash
    assert opened(one.person, secrets=(NEW,)) == "C12345678X"


def test_an_empty_number_keeps_what_is_known_and_forgetting_deletes_it(db: Db) -> None:
    publish_little(db)
    ann = add(db, numbered(NUMBER))
    kept = NominationDraft(full_name="Ann")
    assert correct_delegate(db, ann, kept, by=BY, now=AT) == ()
    assert correct_delegate(db, ann, numbered(NUMBER), by=BY, now=AT) == ()
    assert correct_delegate(db, ann, numbered("X999999"), by=BY, now=AT) == ("document",)
    assert masked(ann.person) == "••••999"
    forget = replace(kept, forget_document=True)
    assert correct_delegate(db, ann, forget, by=BY, now=AT) == ("document",)
    assert (ann.person.document_sealed, ann.person.document_hash, masked(ann.person)) == (
        None,
        None,
        "",
    )
    with pytest.raises(Conflict, match="no_document_number"):
        opened(ann.person, secrets=(OLD,))


def test_each_look_is_written_down_and_the_number_is_not(db: Db) -> None:
    edition = publish_little(db)
    person = add(db, numbered(NUMBER)).person
    for _time in range(2):
        show_document(db, person, secrets=(OLD,), edition_id=edition.id, by="user:x", now=AT)
    query = sa.select(JournalEntry).where(JournalEntry.subject == f"person:{person.id}")
    looks = [(row.action, row.actor, row.facts) for row in db.scalars(query)]
    assert looks == [("document number shown", "user:x", {})] * 2


def test_no_draft_shows_its_number(db: Db) -> None:
    assert "345678" not in repr(numbered(NUMBER))


@pytest.mark.parametrize(
    ("born_on", "possible"),
    [
        (date(1975, 12, 31), True),
        (AT.date(), True),
        (date(2030, 3, 2), False),
        (date(1909, 1, 1), False),
    ],
)
def test_birth_dates_lie_within_a_life(db: Db, born_on: date, possible: bool) -> None:
    publish_little(db)
    draft = NominationDraft(full_name="Ann", born_on=born_on)
    if possible:
        assert add(db, draft).person.born_on == born_on
    else:
        with pytest.raises(Invalid, match="birth_date_impossible"):
            add(db, draft)


@pytest.mark.parametrize("name", ["NGUYỄN", "A1", "A" * 40, "A.B"])
def test_a_passport_name_has_its_own_letters(db: Db, name: str) -> None:
    publish_little(db)
    with pytest.raises(Invalid, match="not_a_passport_name"):
        add(db, NominationDraft(full_name="Ann", mrz_name=name))


def test_a_passport_name_that_followed_the_name_follows_its_correction(db: Db) -> None:
    publish_little(db)
    ann = add(db, NominationDraft(full_name="Ann Lê", mrz_name="ann<le"))
    again = NominationDraft(full_name="Anne Lê", mrz_name="ANN<LE")
    correct_delegate(db, ann, again, by=BY, now=AT)
    assert ann.person.mrz_name == "ANNE<LE"
    own = NominationDraft(full_name="Anna Lê", mrz_name="LE<<ANNA<MARIA")
    correct_delegate(db, ann, own, by=BY, now=AT)
    assert ann.person.mrz_name == "LE<<ANNA<MARIA"


def test_only_the_own_list_is_looked_through(db: Db) -> None:
    publish_little(db)
    ann = add(db, NominationDraft(full_name="Lê Thị Ann"))
    add(db, NominationDraft(full_name="Lê Thị Ann"), "BB")
    sought = NominationDraft(full_name="Ann Thi LE")
    delegation_id = delegation_of(db, "AA").id
    assert [each.id for each in alike_on_list(db, delegation_id, sought)] == [ann.id]
    assert alike_on_list(db, delegation_id, replace(sought, full_name="Ann Le")) == []
