"""People who may stand in an edition twice: who is suspected, and who was found to be two."""

from datetime import date

import pytest

from eventops.accreditation.duplicates import (
    pair_in,
    settled_in,
    suspicions,
)
from eventops.accreditation.queries import Checks, waiting
from eventops.accreditation.services import refuse
from eventops.accreditation.two_people import say_two_people, unsay_two_people
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.travel_document import sealed
from eventops.portal.services import withdraw_person
from tests.portal.little import AT, BY, SECRETS, journal_of, publish_little
from tests.portal.test_merging import come, suspected

BORN = date(1975, 12, 31)


def test_pairs_are_found_across_delegations_the_strongest_first(db: Db) -> None:
    edition = publish_little(db)
    number = sealed("C1234567", secrets=SECRETS)
    come(db, edition, "AA", "Nguyễn Văn Đức", born_on=BORN)
    come(db, edition, "BB", "Duc Nguyen Van")
    come(db, edition, "AA", "Ann Lee", document=number)
    come(db, edition, "PRESS", "A. Lee", document=number)
    come(db, edition, "BB", "Nobody Else", born_on=BORN)
    assert suspected(db, edition) == [
        ({"Ann Lee", "A. Lee"}, ("same_document",)),
        ({"Nguyễn Văn Đức", "Duc Nguyen Van"}, ("same_name",)),
    ]


def test_who_is_withdrawn_is_nobodys_double_and_who_is_refused_may_be(db: Db) -> None:
    edition = publish_little(db)
    first, second = come(db, edition, "AA", "Ann"), come(db, edition, "BB", "Ann")
    refuse(db, first, "security", by=BY, now=AT)
    assert len(suspected(db, edition)) == 1
    refuse(db, second, "late", by=BY, now=AT)
    assert suspected(db, edition) == []
    third = come(db, edition, "AA", "Ann")
    assert len(suspected(db, edition)) == 2
    withdraw_person(db, edition, third, by=BY, now=AT)
    assert suspected(db, edition) == []


def test_two_people_of_one_name_are_never_asked_about_again_until_undone(db: Db) -> None:
    edition = publish_little(db)
    one, other = come(db, edition, "AA", "Ann"), come(db, edition, "BB", "Ann")
    ids = one.delegate.person_id, other.delegate.person_id
    for _time in range(2):
        pair = pair_in(db, edition.id, *ids)
        say_two_people(db, pair, edition_id=edition.id, by=BY, now=AT)
    assert (suspected(db, edition), settled_in(db, edition.id)) == ([], [tuple(sorted(ids))])
    assert waiting(db, one).checks.only_one
    unsay_two_people(
        db, pair_in(db, edition.id, *reversed(ids)), edition_id=edition.id, by=BY, now=AT
    )
    assert len(suspected(db, edition)) == 1
    assert journal_of(db, f"person:{min(ids)}") == ["two people", "two people taken back"]


def test_the_check_of_a_registration_names_the_other_entry(db: Db) -> None:
    edition = publish_little(db)
    one, other = come(db, edition, "AA", "Ann Lee"), come(db, edition, "BB", "LEE Ann")
    line = waiting(db, one)
    assert (line.checks, line.alike, line.also) == (
        Checks(photo=False, position=False, only_one=False, consent=False),
        (other.delegate.person_id,),
        (),
    )


def test_people_of_another_edition_or_nowhere_are_no_pair(db: Db) -> None:
    edition = publish_little(db)
    one = come(db, edition, "AA", "Ann").delegate.person_id
    for other in (one, "0" * 20):
        with pytest.raises(NotFound, match="no_person"):
            pair_in(db, edition.id, one, other)


def test_one_person_is_compared_with_everybody_the_whole_edition_would_compare(db: Db) -> None:
    edition = publish_little(db)
    number = sealed("C1234567", secrets=SECRETS)
    people = [
        come(db, edition, "AA", "Nguyễn Văn Đức", born_on=BORN),
        come(db, edition, "BB", "Duc Nguyen Van"),
        come(db, edition, "AA", "Ann O'Lee-Ong", document=number),
        come(db, edition, "PRESS", "Somebody", document=number),
        come(db, edition, "BB", "Ann Ong Olee"),
        come(db, edition, "BB", "Kim Min-jun"),
        come(db, edition, "AA", "Min Jun KIM"),
        come(db, edition, "BB", "Nobody Else", born_on=BORN),
    ]
    whole = suspicions(db, edition.id)
    assert len(whole) == 4
    for one in people:
        person = one.delegate.person
        of_whole = [each for each in whole if person.id in each.people]
        assert suspicions(db, edition.id, among=[person]) == of_whole
