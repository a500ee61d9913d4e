"""Vetting blocks print, issue and door each by itself, at once, and lifts and clears."""

import pytest

from eventops.accreditation.history import Happening, history_of
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import registration_by_id
from eventops.accreditation.rules import Block, State
from eventops.accreditation.services import check, submit
from eventops.accreditation.vetting import blocks_of, clear, reopen, set_blocks
from eventops.accreditation.vetting_list import Part, first_to_vet, to_vet, vetting_counts
from eventops.badges.queries import blocked_prints, printables
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.portal.services import approve_person
from tests.accreditation.test_services import nominated
from tests.portal.little import AS_THEY_ARE, AT, BY, SECRETS, journal_of, publish_little

VETTING = "user:vetting"


def handed_in(db: Db, name: str) -> Registration:
    one = nominated(db, name)
    submit(db, one, by=BY, now=AT)
    return one


@pytest.mark.parametrize("block", Block)
def test_each_block_stands_by_itself(db: Db, block: Block) -> None:
    publish_little(db)
    one = handed_in(db, "Ann")
    set_blocks(db, one, {block}, "identity", by=VETTING, now=AT)
    assert (blocks_of(one), one.block_reason, one.state) == ([block], "identity", "submitted")
    set_blocks(db, one, set(), by=VETTING, now=AT)
    assert (blocks_of(one), one.block_reason) == ([], "")
    assert journal_of(db, f"registration:{one.id}")[-2:] == ["vetting blocked", "vetting lifted"]


def test_the_journal_holds_the_reasons_code_and_never_the_words(db: Db) -> None:
    edition = publish_little(db)
    one = handed_in(db, "Ann")
    set_blocks(db, one, {Block.DOOR}, "other", "Same name as on the notice.", by=VETTING, now=AT)
    assert one.block_reason == "Same name as on the notice."
    assert history_of(db, edition.id, one.id)[0] == Happening(
        AT,
        "happened_blocked",
        VETTING,
        {"blocks": ["door"], "before": [], "reason": "other"},
    )


@pytest.mark.parametrize(
    ("reason", "words", "code"),
    [
        ("", "", "block_reason_missing"),
        ("late", "", "block_reason_missing"),
        ("other", " ", "block_words_missing"),
        ("other", "a\x1bb", "text_unprintable"),
        ("identity", "x" * 501, "text_too_long"),
    ],
)
def test_a_block_needs_a_reason(db: Db, reason: str, words: str, code: str) -> None:
    publish_little(db)
    one = handed_in(db, "Ann")
    with pytest.raises(Invalid, match=code):
        set_blocks(db, one, {Block.PRINT}, reason, words, by=VETTING, now=AT)
    assert blocks_of(one) == []


def test_issue_is_refused_while_it_is_blocked(db: Db) -> None:
    edition = publish_little(db)
    one = handed_in(db, "Ann")
    set_blocks(db, one, {Block.ISSUE}, "document", by=VETTING, now=AT)
    with pytest.raises(Conflict, match="issue_blocked"), db.begin_nested():
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)
    one = registration_by_id(db, edition.id, one.id)
    assert one.state is State.SUBMITTED
    set_blocks(db, one, set(), by=VETTING, now=AT)
    approve_person(db, one, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)


def test_the_print_sheet_leaves_out_and_names_who_is_blocked(db: Db) -> None:
    edition = publish_little(db)
    people = [handed_in(db, name) for name in ("Ann", "Ben")]
    for one in people:
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)
    set_blocks(db, people[1], {Block.PRINT}, "enquiry", by=VETTING, now=AT)
    printed = [each.delegate.person.full_name for each in printables(db, edition.id)]
    assert (printed, blocked_prints(db, edition.id)) == (["Ann"], ["Ben"])


def test_who_is_cleared_leaves_the_list_and_may_come_back(db: Db) -> None:
    edition = publish_little(db)
    ann, ben, cat = (handed_in(db, name) for name in ("Ann", "Ben", "Cat"))
    check(db, cat, by=BY, now=AT)
    clear(db, ann, by=VETTING, now=AT)
    set_blocks(db, ben, {Block.DOOR}, "authority", by=VETTING, now=AT)
    assert vetting_counts(db, edition.id) == {Part.OPEN: 1, Part.BLOCKED: 1, Part.CLEARED: 1}
    reopen(db, ann, by=VETTING, now=AT)
    names = {
        part: [
            each.registration.delegate.person.full_name
            for each in to_vet(db, edition.id, part, most=10)
        ]
        for part in Part
    }
    assert names == {Part.OPEN: ["Cat", "Ann"], Part.BLOCKED: ["Ben"], Part.CLEARED: []}
    assert first_to_vet(db, edition.id, but=cat.id) == ann.id


def test_a_block_ends_a_clearance_and_bars_it(db: Db) -> None:
    publish_little(db)
    one = handed_in(db, "Ann")
    clear(db, one, by=VETTING, now=AT)
    set_blocks(db, one, {Block.PRINT}, "identity", by=VETTING, now=AT)
    assert one.cleared_at is None
    with pytest.raises(Conflict, match="not_blocked_cleared"):
        clear(db, one, by=VETTING, now=AT)
