"""What a merge carries over from other domains: blocks, substitutions, floaters; and its page."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.rules import Block
from eventops.accreditation.services import refuse
from eventops.accreditation.vetting import blocks_of, clear, set_blocks
from eventops.badges.instruments import hand_over
from eventops.badges.models import InstrumentMove, InstrumentState
from eventops.core.db import Db, transaction
from eventops.core.errors import Conflict
from eventops.core.journal import JournalEntry
from eventops.editions.queries import edition_by_slug
from eventops.portal.services import approve_person
from tests.portal.conftest import SignedIn
from tests.portal.little import (
    AS_THEY_ARE,
    AT,
    BY,
    SECRETS,
    SLUG,
    floater_of,
    journal_of,
    publish_little,
    stand_in,
)
from tests.portal.test_merging import LATER, come, merge, read, with_calendars


def test_what_vetting_blocks_of_the_entry_that_goes_stays_blocked(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = come(db, edition, "AA", "Ann Lee"), come(db, edition, "AA", "LEE Ann")
    clear(db, ann, by=BY, now=AT)
    every = frozenset(Block)
    set_blocks(db, twin, every, "other", "Ask the ministry first.", by=BY, now=AT)
    merge(db, edition, ann, twin)
    assert (blocks_of(ann), ann.block_reason, ann.cleared_at, ann.cleared_by) == (
        list(Block),
        "Ask the ministry first.",
        None,
        None,
    )
    blocked = db.scalars(
        sa.select(JournalEntry.facts).where(
            JournalEntry.subject == f"registration:{ann.id}",
            JournalEntry.action == "vetting blocked",
        )
    ).all()
    assert blocked == [
        {"blocks": ["print", "issue", "door"], "before": [], "reason": "other", "from": twin.id}
    ]
    with pytest.raises(Conflict, match="issue_blocked"):
        approve_person(db, ann, secrets=SECRETS, by=BY, now=LATER, waiver=AS_THEY_ARE)


def test_blocks_of_both_entries_add_up_under_the_reason_of_the_one_that_stays(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = come(db, edition, "AA", "Ann Lee"), come(db, edition, "AA", "LEE Ann")
    set_blocks(db, ann, {Block.PRINT}, "identity", by=BY, now=AT)
    set_blocks(db, twin, {Block.DOOR}, "enquiry", by=BY, now=AT)
    approve_person(db, ann, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)
    merge(db, edition, ann, twin)
    assert (blocks_of(ann), ann.block_reason) == ([Block.PRINT, Block.DOOR], "identity")


def test_who_stood_in_for_somebody_still_does(db: Db) -> None:
    edition = with_calendars(db)
    head, ann = come(db, edition, "AA", "Head", "main"), come(db, edition, "AA", "Ann Lee")
    twin = come(db, edition, "AA", "LEE Ann")
    made = stand_in(db, edition, head, twin)
    before = read(db, edition, twin.delegate_id)["opening"]
    merge(db, edition, ann, twin)
    assert (made.leaving_id, made.entering_id, made.undone_at) == (
        head.delegate_id,
        ann.delegate_id,
        None,
    )
    sequence, seen = read(db, edition, ann.delegate_id)["opening"]
    assert (seen, sequence > before[0]) == (before[1], True)


def test_who_stood_in_for_their_own_other_entry_stands_in_for_nobody(db: Db) -> None:
    edition = with_calendars(db)
    ann, twin = come(db, edition, "AA", "Ann Lee", "main"), come(db, edition, "AA", "LEE Ann")
    place = read(db, edition, ann.delegate_id)["opening"][1]
    made = stand_in(db, edition, ann, twin)
    merge(db, edition, ann, twin)
    assert (made.undone_at, made.undone_by) == (LATER, BY)
    assert journal_of(db, f"substitution:{made.id}") == [
        "substitution entered",
        "substitution undone",
    ]
    assert read(db, edition, ann.delegate_id)["opening"][1] == place


def test_a_floater_of_the_entry_that_goes_is_the_others(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = come(db, edition, "AA", "Ann Lee"), come(db, edition, "AA", "LEE Ann")
    floater = floater_of(db, edition, "AA")
    hand_over(db, floater, twin.delegate_id, by=BY, now=AT)
    merge(db, edition, ann, twin)
    assert (floater.holder_id, floater.state) == (ann.delegate_id, InstrumentState.ISSUED)
    last = db.scalars(
        sa.select(InstrumentMove).order_by(InstrumentMove.at.desc(), InstrumentMove.id).limit(1)
    ).one()
    assert (last.holder_id, last.at, last.by) == (ann.delegate_id, LATER, BY)


def test_a_pair_that_cannot_be_joined_says_so_on_its_page_and_keeps_the_choices(
    little: Engine, at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        refused, comes = (
            come(db, edition, "AA", "Ann Lee", email=f"{mailbox}@aa.example")
            for mailbox in ("one", "two")
        )
        refuse(db, refused, "security", by=BY, now=AT)
        staying, leaving = refused.delegate.person_id, comes.delegate.person_id
    pair = f"/e/{SLUG}/desk/duplicates/{staying}/{leaving}"
    officer = at_desk(Role.ACCREDITATION)
    answer = officer.post(f"{pair}/merger", data={"keep": staying, "email": leaving})
    assert answer.status_code == 409
    assert "Keep the other one." in answer.text
    assert f'name="email" value="{leaving}" checked' in answer.text
    assert f'name="email" value="{staying}" checked' not in answer.text
