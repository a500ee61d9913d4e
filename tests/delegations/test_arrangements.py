"""What desk and delegation arrange: places, the list's end, contacts, papers."""

from datetime import date, timedelta

import pytest

from eventops.accounts.services import ensure_user
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.core.journal import JournalEntry
from eventops.delegations.arrangements import (
    assign_liaison,
    end_liaison,
    name_focal_point,
    receive_document,
    remove_document,
    remove_focal_point,
    reopen_list,
    set_quota,
    submit_list,
)
from eventops.delegations.models import DelegationDocument
from eventops.delegations.queries import (
    Liaison,
    documents_of,
    focal_points_of,
    liaisons_of,
)
from eventops.delegations.quota import Lines, Quota, quota_of
from eventops.delegations.rules import DelegationState, DocumentKind, QuotaScope
from eventops.delegations.services import add_delegate, correct_delegate
from eventops.programme.dayfile import load
from eventops.programme.services import publish
from tests.portal.little import (
    AT,
    BY,
    TEXT,
    delegation_of,
    draft,
    journal_of,
    order,
    publish_little,
)

HEADS = (QuotaScope.CATEGORY, "head")
MINISTERS = (QuotaScope.LEVEL, "minister")


def set_lines(db: Db, total: int, lines: Lines) -> bool:
    return set_quota(db, delegation_of(db, "AA"), total, lines, by=BY, now=AT)


def test_places_are_set_whole_and_by_line_and_journalled(db: Db) -> None:
    publish_little(db)
    delegation = delegation_of(db, "AA")
    assert set_lines(db, 6, {HEADS: 1, MINISTERS: 4})
    assert not set_lines(db, 6, {HEADS: 1, MINISTERS: 4})
    assert set_lines(db, 6, {MINISTERS: 3})
    assert quota_of(db, delegation.id) == Quota(6, {MINISTERS: 3})
    entries = db.query(JournalEntry).filter_by(subject=f"delegation:{delegation.id}")
    assert [(each.action, each.facts) for each in entries.order_by(JournalEntry.position)] == [
        ("quota set", {"before": 5, "after": 6}),
        ("quota lines set", {"before": {}, "after": {"category:head": 1, "level:minister": 4}}),
        (
            "quota lines set",
            {"before": {"category:head": 1, "level:minister": 4}, "after": {"level:minister": 3}},
        ),
    ]


@pytest.mark.parametrize(
    ("total", "lines", "code", "field"),
    [
        (-1, {}, "places_unlikely", "total"),
        (10_001, {}, "places_unlikely", "total"),
        (5, {HEADS: -1}, "places_unlikely", "category-head"),
        (5, {MINISTERS: 6}, "line_over_quota", "level-minister"),
    ],
)
def test_unlikely_places_are_refused(
    db: Db, total: int, lines: Lines, code: str, field: str
) -> None:
    publish_little(db)
    with pytest.raises(Invalid) as refused:
        set_lines(db, total, lines)
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)


def test_publishing_again_keeps_the_places_that_the_desk_set(db: Db) -> None:
    publish_little(db)
    set_lines(db, 9, {})
    assert publish(db, load(TEXT), by=BY, now=AT).version is None
    assert (delegation_of(db, "AA").quota, delegation_of(db, "BB").quota) == (9, 5)


def test_a_level_takes_as_many_different_people_as_it_has_places(db: Db) -> None:
    publish_little(db)
    delegation = delegation_of(db, "AA")
    set_lines(db, 5, {MINISTERS: 2})
    for name in ("Ann", "Ben"):
        add_delegate(db, delegation, draft(db, name, "main"), by=BY, now=AT)
    cat = add_delegate(db, delegation, draft(db, "Cat", "wg-x"), by=BY, now=AT)
    with pytest.raises(Conflict) as refused:
        correct_delegate(db, cat, draft(db, "Cat", "main", "wg-x"), by=BY, now=AT)
    assert (refused.value.code, refused.value.facts) == (
        "level_full",
        {"places": 2, "level": "level_minister"},
    )


def test_who_stands_on_a_list_already_is_not_asked_for_a_place_again(db: Db) -> None:
    publish_little(db)
    people = [
        add_delegate(db, delegation_of(db, "AA"), draft(db, name, "main"), by=BY, now=AT)
        for name in ("Ann", "Ben", "Cat")
    ]
    set_lines(db, 5, {MINISTERS: 1})
    correct_delegate(db, people[2], draft(db, "Kat", "main", "wg-x"), by=BY, now=AT)
    correct_delegate(db, people[0], draft(db, "Ann", "wg-x"), by=BY, now=AT)
    assert order(db, "AA", "main") == ["Ben", "Kat"]


def test_a_list_is_declared_complete_and_opened_again(db: Db) -> None:
    publish_little(db)
    delegation = delegation_of(db, "AA")
    with pytest.raises(Conflict, match="list_not_open"):
        submit_list(db, delegation, by=BY, now=AT)
    add_delegate(db, delegation, draft(db, "Ann"), by=BY, now=AT)
    submit_list(db, delegation, by=BY, now=AT)
    assert (delegation.state, delegation.submitted_at) == (DelegationState.SUBMITTED, AT)
    with pytest.raises(Conflict, match="list_not_open"):
        submit_list(db, delegation, by=BY, now=AT)
    reopen_list(db, delegation, by=BY, now=AT)
    assert (delegation.state, delegation.submitted_at) == (DelegationState.OPEN, None)
    with pytest.raises(Conflict, match="list_open_already"):
        reopen_list(db, delegation, by=BY, now=AT)
    subject = f"delegation:{delegation.id}"
    assert journal_of(db, subject) == ["list submitted", "list reopened"]


def test_a_list_without_anybody_is_not_complete(db: Db) -> None:
    publish_little(db)
    delegation = delegation_of(db, "AA")
    delegation.state = DelegationState.OPEN
    db.flush()
    with pytest.raises(Conflict, match="list_empty"):
        submit_list(db, delegation, by=BY, now=AT)


def test_a_focal_point_is_named_and_removed(db: Db) -> None:
    publish_little(db)
    delegation = delegation_of(db, "AA")
    user = name_focal_point(db, delegation, "A@Mfa.example", "Ann", by=BY, now=AT)
    assert ([each.id for each in focal_points_of(db, delegation.id)], delegation.state) == (
        [user.id],
        DelegationState.NAMED,
    )
    assert remove_focal_point(db, delegation, user.id, by=BY, now=AT) is user
    assert (focal_points_of(db, delegation.id), delegation.state) == ([], DelegationState.INVITED)
    with pytest.raises(NotFound, match="no_focal_point"):
        remove_focal_point(db, delegation, user.id, by=BY, now=AT)


def test_a_liaison_officer_is_attached_corrected_and_detached(db: Db) -> None:
    publish_little(db)
    delegation = delegation_of(db, "AA")
    user = ensure_user(db, "lo@host.example", "Lan", by=BY, now=AT)
    with pytest.raises(Invalid, match="not_a_phone"):
        assign_liaison(db, delegation, user, "call me", by=BY, now=AT)
    for phone in ("+84 24 5550 0001", "+84  24 5550 0002", "+84 24 5550 0002"):
        assign_liaison(db, delegation, user, phone, by=BY, now=AT)
    assert liaisons_of(db, delegation.id) == [Liaison(user.id, "Lan", "+84 24 5550 0002")]
    end_liaison(db, delegation, user.id, by=BY, now=AT)
    assert liaisons_of(db, delegation.id) == []
    assert journal_of(db, f"delegation:{delegation.id}") == [
        "liaison officer assigned",
        "liaison officer corrected",
        "liaison officer detached",
    ]


def test_a_paper_is_noted_and_taken_off_without_its_words_in_the_journal(db: Db) -> None:
    publish_little(db)
    delegation = delegation_of(db, "AA")
    paper = receive_document(
        db,
        delegation,
        DocumentKind.CREDENTIALS,
        number=" 12/NV  2030 ",
        dated=AT.date(),
        note="Signed by Ann",
        today=AT.date(),
        by=BY,
        now=AT,
    )
    assert [(each.kind, each.number) for each in documents_of(db, delegation.id)] == [
        ("credentials", "12/NV 2030")
    ]
    remove_document(db, delegation, paper.id, by=BY, now=AT)
    assert documents_of(db, delegation.id) == []
    entries = db.query(JournalEntry).filter_by(subject=f"delegation:{delegation.id}")
    assert [(each.action, each.facts) for each in entries.order_by(JournalEntry.position)] == [
        ("document received", {"document": paper.id, "kind": "credentials"}),
        ("document removed", {"document": paper.id, "kind": "credentials"}),
    ]


def test_a_paper_of_tomorrow_or_of_another_delegation_is_refused(db: Db) -> None:
    publish_little(db)
    tomorrow = AT.date() + timedelta(days=1)
    delegation = delegation_of(db, "AA")

    def receive(dated: date | None) -> DelegationDocument:
        kind = DocumentKind.OTHER
        return receive_document(
            db,
            delegation,
            kind,
            number="",
            dated=dated,
            note="",
            today=AT.date(),
            by=BY,
            now=AT,
        )

    with pytest.raises(Invalid, match="dated_ahead"):
        receive(tomorrow)
    paper = receive(None)
    with pytest.raises(NotFound, match="no_document"):
        remove_document(db, delegation_of(db, "BB"), paper.id, by=BY, now=AT)
