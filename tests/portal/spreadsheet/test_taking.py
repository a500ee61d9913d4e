"""A file without faults is taken in whole: people, lists, registrations, journal, readers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from eventops.accreditation.models import Consent, Registration
from eventops.accreditation.rules import Category, Channel, State
from eventops.accreditation.terms import Terms, set_terms
from eventops.agenda.models import ReaderPart
from eventops.core.db import Db
from eventops.core.errors import Invalid
from eventops.core.journal import JournalEntry, breaks
from eventops.delegations.models import Delegate
from eventops.delegations.rules import DelegationState
from eventops.portal.spreadsheet.checking import check
from eventops.portal.spreadsheet.taking import Taken, take_in
from eventops.programme.queries import session_by_code
from tests.portal.little import (
    AT,
    BY,
    delegation_of,
    journal_of,
    order,
    publish_little,
    register,
)
from tests.portal.spreadsheet.lists import WORDS, known_of, list_of, people, take

HEAD = ("Delegation", "Full name", "Function", "Mail address", "MAIN-1", "WG-X")


@contextmanager
def statements(db: Db) -> Iterator[list[str]]:
    """What is said to the database meanwhile."""
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        told.append(statement)

    engine = db.get_bind().engine
    event.listen(engine, "before_cursor_execute", note)
    yield told
    event.remove(engine, "before_cursor_execute", note)


def registration(db: Db, delegate: Delegate) -> Registration:
    return db.scalars(sa.select(Registration).where(Registration.delegate_id == delegate.id)).one()


def test_new_people_are_handed_in_and_stand_at_the_end_of_their_lists(db: Db) -> None:
    edition = publish_little(db)
    register(db, edition, "AA", "First", "main")
    rows = [
        HEAD,
        ("AA", "Anna", "head", "Anna@Mail.Example", "x", "x"),
        ("AA", "Ben", "", "", "x", ""),
        ("BB", "Cat", "", "", "", "x"),
    ]
    assert take(db, edition, rows) == Taken(new=3, changed=0, unchanged=0)
    assert order(db, "AA", "main") == ["First", "Anna", "Ben"]
    assert (order(db, "AA", "wg-x"), order(db, "BB", "wg-x")) == (["Anna"], ["Cat"])
    _, anna, ben = people(db, "AA")
    assert (anna.person.email, anna.function, anna.rank) == ("anna@mail.example", "head", 2)
    assert (ben.person.email, ben.function, ben.rank) == (None, "delegate", 3)
    found = registration(db, anna)
    assert (found.state, found.channel, found.category) == (
        State.SUBMITTED,
        Channel.SPREADSHEET,
        Category.HEAD,
    )
    assert journal_of(db, f"delegate:{anna.id}") == ["delegate added"]
    assert journal_of(db, f"registration:{found.id}") == [
        "registration nominated",
        "registration submitted",
    ]
    assert delegation_of(db, "BB").state is DelegationState.OPEN
    assert list(breaks(db)) == []


def test_what_the_form_takes_a_file_takes_too(db: Db) -> None:
    edition = publish_little(db)
    head = ("Delegation", "Full name", "Passport name", "Birth date", "Dietary need")
    rows = [head, ("AA", "Anna", "ANNA<<A", "1975-12-31", "halal"), ("AA", "Ben", "", "", "")]
    assert take(db, edition, rows) == Taken(2, 0, 0)
    assert [
        (each.person.mrz_name, each.person.born_on, each.diet) for each in people(db, "AA")
    ] == [("ANNA<<A", date(1975, 12, 31), "halal"), ("", None, "")]
    assert take(db, edition, list_of(db, edition)) == Taken(0, 0, 2)
    emptied = list_of(db, edition)
    for title in ("Birth date", "Dietary need"):
        column = next(place for place, name in enumerate(emptied[0]) if name.startswith(title))
        emptied[1][column] = ""
    assert take(db, edition, emptied) == Taken(0, 1, 1)
    anna = people(db, "AA")[0]
    assert (anna.person.mrz_name, anna.person.born_on, anna.diet) == ("ANNA<<A", None, "")


def test_new_people_agreed_and_those_who_are_known_are_not_asked_again(db: Db) -> None:
    edition = publish_little(db)
    ann = register(db, edition, "AA", "Ann").delegate.person_id
    head = ("Delegation", "Full name", "Title or post")
    take(db, edition, [head, ("AA", "Ann", "Director"), ("AA", "Ben", ""), ("BB", "Cat", "")])
    given = db.scalars(sa.select(Consent).order_by(Consent.id)).all()
    assert {each.person_id for each in given} == {
        each.person_id for code in ("AA", "BB") for each in people(db, code)
    } - {ann}
    for each in given:
        assert (each.channel, each.language, each.notice_version, each.given_by) == (
            Channel.SPREADSHEET,
            "vi",
            1,
            BY,
        )
        entry = db.scalars(
            sa.select(JournalEntry).where(JournalEntry.subject == f"person:{each.person_id}")
        ).one()
        assert (entry.action, entry.facts) == (
            "consent given",
            {"consent": each.id, "version": 1, "channel": "spreadsheet"},
        )
    assert list(breaks(db)) == []


def test_nobody_new_is_stored_who_was_not_told(db: Db) -> None:
    edition = publish_little(db)
    known = known_of(db, edition, "AA")
    looked = check([("Full name",), ("Ann",)], known, WORDS)
    with pytest.raises(Invalid, match="people_not_told"):
        take_in(db, looked, known, told_in=None, by=BY, now=AT)
    assert people(db, "AA") == []


def test_new_people_are_late_after_the_day_of_their_category(db: Db) -> None:
    edition = publish_little(db)
    set_terms(db, edition, Terms(Category.HEAD, AT - timedelta(days=1)), by=BY, now=AT)
    set_terms(db, edition, Terms(Category.DELEGATE, AT + timedelta(days=1)), by=BY, now=AT)
    take(db, edition, [HEAD, ("AA", "Anna", "head", "", "", ""), ("AA", "Ben", "", "", "", "")])
    found = [registration(db, each) for each in people(db, "AA")]
    assert [each.late for each in found] == [True, False]
    told = sa.select(JournalEntry.facts).where(
        JournalEntry.action == "registration nominated",
        JournalEntry.subject == f"registration:{found[0].id}",
    )
    assert db.scalars(told).one() == {"category": "head", "late": True}


def test_who_changes_to_a_category_that_is_closed_is_late_from_then_on(db: Db) -> None:
    """As on the form: or a file would lead past the officer who is named for late names."""
    edition = publish_little(db)
    set_terms(db, edition, Terms(Category.HEAD, AT - timedelta(days=1)), by=BY, now=AT)
    take(db, edition, [HEAD, ("AA", "Anna", "", "", "", "")])
    take(db, edition, [HEAD, ("AA", "Anna", "head", "", "", "")])
    anna = registration(db, people(db, "AA")[0])
    assert (anna.category, anna.late) == (Category.HEAD, True)
    told = sa.select(JournalEntry.facts).where(JournalEntry.action == "registration categorised")
    assert db.scalars(told).one() == {"before": "delegate", "category": "head", "late": True}


def test_same_file_again_changes_nothing_and_a_corrected_one_only_that(db: Db) -> None:
    edition = publish_little(db)
    rows = [list(HEAD), ["AA", "Anna", "head", "", "x", ""], ["AA", "Ben", "", "", "x", "x"]]
    assert take(db, edition, rows) == Taken(2, 0, 0)
    assert take(db, edition, rows) == Taken(0, 0, 2)
    rows[1][2], rows[2][4] = "delegate", "no"
    assert take(db, edition, rows) == Taken(0, 2, 0)
    anna, ben = people(db, "AA")
    assert registration(db, anna).category is Category.DELEGATE
    assert (order(db, "AA", "main"), order(db, "AA", "wg-x")) == (["Anna"], ["Ben"])
    assert journal_of(db, f"delegate:{ben.id}") == ["delegate added", "delegate corrected"]
    assert list(breaks(db)) == []


def test_readers_whose_seats_change_find_it_in_their_calendars(db: Db) -> None:
    """Plenary seats the head and one more: when the head leaves the list, the third moves up."""
    edition = publish_little(db)
    for name in ("Head", "Second", "Third"):
        register(db, edition, "AA", name, "main")
    rows = list_of(db, edition)
    rows[1][rows[0].index("MAIN-1")] = ""
    take(db, edition, rows)
    plenary = session_by_code(db, edition.id, "plenary").id
    raised = set(
        db.scalars(sa.select(ReaderPart.delegate_id).where(ReaderPart.session_id == plenary))
    )
    assert raised == {each.id for each in people(db, "AA")}
    counters = set(db.scalars(sa.select(ReaderPart.counter)))
    assert counters == {1}


def test_others_on_the_lists_notice_nothing_of_new_people(db: Db) -> None:
    edition = publish_little(db)
    register(db, edition, "AA", "Head", "main")
    take(db, edition, [HEAD, ("AA", "New", "", "", "x", "x")])
    assert db.scalars(sa.select(ReaderPart)).all() == []


def test_hundreds_cost_as_many_statements_as_one(db: Db) -> None:
    edition = publish_little(db)
    for code in ("AA", "BB"):
        delegation_of(db, code).quota = 1000
    db.flush()

    def file(first: int, count: int) -> Sequence[Sequence[str]]:
        return [HEAD] + [
            ("AA" if number % 2 else "BB", f"Person {number}", "", "", "x", "x")
            for number in range(first, first + count)
        ]

    take(db, edition, file(0, 2))  # the journal's chain and the lists begin
    with statements(db) as few:
        take(db, edition, file(10, 2))
    with statements(db) as many:
        take(db, edition, file(100, 400))
    assert len(many) <= len(few) + 3 * 5, "batches of parameters, not rows"
