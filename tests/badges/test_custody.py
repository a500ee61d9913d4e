"""What the badge desk does with badges, and what it must never do."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.accreditation.services import approve, refuse
from eventops.badges.custody import (
    Taker,
    hand_over,
    hand_over_together,
    mark_lost,
    mark_printed,
    mark_returned,
    take_back,
)
from eventops.badges.emergency import (
    Stock,
    bind_emergency,
    end_unused,
    make_emergency,
    stock_of,
    unbound,
)
from eventops.badges.lives import custody_of, day_of_desk, lives_of
from eventops.badges.models import Badge, BadgeState, ReceiptLine
from eventops.badges.queries import badge_by_id, living_badge
from eventops.badges.services import issue_badge, reissue_badge
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.journal import breaks
from eventops.delegations.drafts import LONGEST_NAME
from eventops.editions.models import Edition
from tests.portal.little import AT, BY, SECRETS, delegation_of, journal_of, publish_little, register

DAY = date(2030, 3, 4)
SOON = AT + timedelta(hours=1)


def approved(db: Db, edition: Edition, name: str = "Ann", code: str = "AA") -> Registration:
    """Somebody with an issued badge."""
    registration = register(db, edition, code, name)
    approve(db, registration, by=BY, now=AT)
    issue_badge(db, registration, secrets=SECRETS, by=BY, now=AT)
    return registration


def badge_of(db: Db, registration: Registration) -> Badge:
    living = living_badge(db, registration.id)
    assert living is not None
    return badge_by_id(db, registration.edition_id, living.id)


def printed(db: Db, edition: Edition, name: str = "Ann", code: str = "AA") -> Badge:
    """The badge of somebody approved, on paper at the desk."""
    badge = badge_of(db, approved(db, edition, name, code))
    mark_printed(db, badge, by=BY, now=AT)
    return badge


def states(db: Db, registration: Registration) -> list[BadgeState]:
    query = sa.select(Badge.state).where(Badge.registration_id == registration.id)
    return list(db.scalars(query.order_by(Badge.issued_at, Badge.issue, Badge.state)))


def test_a_badge_goes_out_and_comes_back(db: Db) -> None:
    edition = publish_little(db)
    badge = badge_of(db, approved(db, edition))
    mark_printed(db, badge, by=BY, now=AT)
    mark_printed(db, badge, by=BY, now=AT)
    hand_over(db, badge, today=DAY, by=BY, now=AT)
    take_back(db, badge, by=BY, now=AT)
    hand_over(db, badge, today=DAY, by=BY, now=AT)
    mark_returned(db, badge, by=BY, now=AT)
    assert badge.state is BadgeState.RETURNED
    assert journal_of(db, f"badge:{badge.id}") == ["badge issued", *["badge state"] * 5]


def test_a_lost_badge_is_dead_and_its_successor_names_it(db: Db) -> None:
    edition = publish_little(db)
    ann = approved(db, edition)
    lost = badge_of(db, ann)
    with pytest.raises(Invalid, match="loss_reason"):
        mark_lost(db, lost, "because", by=BY, now=AT)
    mark_lost(db, lost, "stolen", by=BY, now=AT)
    assert living_badge(db, ann.id) is None
    new = reissue_badge(db, ann, secrets=SECRETS, by=BY, now=SOON)
    assert (new.replaces_id, new.state, new.issue) == (lost.id, BadgeState.ISSUED, 2)
    newer = reissue_badge(db, ann, secrets=SECRETS, by=BY, now=SOON + timedelta(hours=1))
    assert newer.replaces_id == new.id
    assert states(db, ann) == [BadgeState.LOST, BadgeState.REPLACED, BadgeState.ISSUED]
    assert len({lost.serial, new.serial, newer.serial}) == 3
    told = [
        [(each.state, each.reason) for each in life.happenings] for life in lives_of(db, ann.id)
    ]
    assert told == [
        [("issued", "")],
        [("issued", ""), ("replaced", "")],
        [("issued", ""), ("lost", "stolen")],
    ]


def test_what_has_moved_on_is_not_moved_again(db: Db) -> None:
    edition = publish_little(db)
    badge = badge_of(db, approved(db, edition))
    mark_lost(db, badge, "mislaid", by=BY, now=AT)
    deeds: list[Callable[[], None]] = [
        lambda: mark_printed(db, badge, by=BY, now=AT),
        lambda: hand_over(db, badge, today=DAY, by=BY, now=AT),
        lambda: take_back(db, badge, by=BY, now=AT),
        lambda: mark_lost(db, badge, "mislaid", by=BY, now=AT),
    ]
    for deed in deeds:
        with pytest.raises(Conflict, match="badge_moved_on"):
            deed()
    assert badge.state is BadgeState.LOST


def test_a_badge_of_an_earlier_day_is_not_handed_over(db: Db) -> None:
    edition = publish_little(db)
    ann = approved(db, edition)
    ann.only_day = DAY
    badge = badge_by_id(db, edition.id, reissue_badge(db, ann, secrets=SECRETS, by=BY, now=AT).id)
    assert (badge.last_day, badge.flags) == (DAY, 1)
    with pytest.raises(Conflict, match="badge_over"):
        hand_over(db, badge, today=DAY + timedelta(days=1), by=BY, now=AT)


def test_badges_go_together_on_a_receipt_and_one_comes_back(db: Db) -> None:
    edition = publish_little(db)
    badges = [printed(db, edition, name) for name in ("Ann", "Ben", "Cat")]
    aa = delegation_of(db, "AA")
    receipt = hand_over_together(db, aa, badges, Taker("Ann"), today=DAY, by=BY, now=AT)
    again = hand_over_together(
        db,
        delegation_of(db, "BB"),
        [printed(db, edition, "Dan", "BB")],
        Taker("Dan"),
        today=DAY,
        by=BY,
        now=AT,
    )
    assert (receipt.number, again.number) == (1, 2)
    take_back(db, badges[1], by=BY, now=SOON)
    told = [
        (line.delegate.person.full_name, line.badge.state, line.line.undone_at)
        for line in custody_of(db, edition.id, receipt.id).lines
    ]
    assert told == [
        ("Ann", BadgeState.COLLECTED, None),
        ("Ben", BadgeState.PRINTED, SOON),
        ("Cat", BadgeState.COLLECTED, None),
    ]
    assert list(breaks(db)) == []


def test_one_blocked_badge_stops_the_whole_receipt(db: Db) -> None:
    edition = publish_little(db)
    both = [printed(db, edition, "Ann"), printed(db, edition, "Ben")]
    both[1].owner.issue_block = True
    db.flush()
    with pytest.raises(Conflict, match="issue_blocked"), db.begin_nested():
        hand_over_together(
            db, delegation_of(db, "AA"), both, Taker("Ann"), today=DAY, by=BY, now=AT
        )
    assert db.scalar(sa.select(sa.func.count(ReceiptLine.id))) == 0
    with pytest.raises(Invalid, match="no_badge_chosen"):
        hand_over_together(db, delegation_of(db, "AA"), [], Taker("Ann"), today=DAY, by=BY, now=AT)
    with pytest.raises(Invalid, match="taker_missing"):
        hand_over_together(db, delegation_of(db, "AA"), both, Taker(" "), today=DAY, by=BY, now=AT)


def test_whoever_signs_is_written_whole_and_can_be_printed(db: Db) -> None:
    edition, aa = publish_little(db), delegation_of(db, "AA")
    ann, ben = printed(db, edition, "Ann"), printed(db, edition, "Ben")
    longest = " ".join(("H" * LONGEST_NAME, "N" * LONGEST_NAME))
    receipt = hand_over_together(db, aa, [ann], Taker(longest), today=DAY, by=BY, now=AT)
    db.refresh(receipt)
    assert receipt.taken_by == longest
    for name, code in (("A\u202enn", "text_unprintable"), (f"{longest}N", "text_too_long")):
        with pytest.raises(Invalid, match=code):
            hand_over_together(db, aa, [ben], Taker(name), today=DAY, by=BY, now=AT)


def test_a_receipt_is_for_printed_badges_and_approved_takers_of_the_delegation(db: Db) -> None:
    edition = publish_little(db)
    ann, ben = printed(db, edition, "Ann"), badge_of(db, approved(db, edition, "Ben"))
    withdrawn = approved(db, edition, "Cat")
    withdrawn.state = State.WITHDRAWN
    stranger = approved(db, edition, "Dan", "BB")
    db.flush()
    aa, own = delegation_of(db, "AA"), Taker("Ann", ann.owner.delegate_id)
    with pytest.raises(Conflict, match="not_printed_yet"), db.begin_nested():
        hand_over_together(db, aa, [ann, ben], own, today=DAY, by=BY, now=AT)
    for other in (withdrawn, stranger):
        taker = Taker("Other", other.delegate_id)
        with pytest.raises(Conflict, match="taker_not_approved"), db.begin_nested():
            hand_over_together(db, aa, [ann], taker, today=DAY, by=BY, now=AT)
    assert (ann.state, ben.state) == (BadgeState.PRINTED, BadgeState.ISSUED)
    hand_over_together(db, aa, [ann], own, today=DAY, by=BY, now=AT)
    assert ann.state is BadgeState.COLLECTED


def test_a_block_of_printing_is_seen_before_a_reprint(db: Db) -> None:
    edition = publish_little(db)
    ann = approved(db, edition)
    ann.print_block = True
    db.flush()
    with pytest.raises(Conflict, match="print_blocked"):
        reissue_badge(db, ann, secrets=SECRETS, by=BY, now=SOON)
    assert states(db, ann) == [BadgeState.ISSUED]


def test_an_emergency_badge_takes_the_place_of_the_lost_one(db: Db) -> None:
    edition = publish_little(db)
    ann = approved(db, edition)
    old = badge_of(db, ann)
    one, two, _three = make_emergency(db, edition, 3, DAY, secrets=SECRETS, by=BY, now=AT)
    bind_emergency(db, one, ann, today=DAY, by=BY, now=AT)
    assert (one.registration_id, one.replaces_id, one.state) == (ann.id, old.id, "collected")
    assert old.state is BadgeState.REPLACED
    with pytest.raises(Conflict, match="badge_bound"):
        bind_emergency(db, one, approved(db, edition, "Ben"), today=DAY, by=BY, now=AT)
    with pytest.raises(Conflict, match="emergency_other_day"):
        bind_emergency(db, two, ann, today=DAY + timedelta(days=1), by=BY, now=AT)
    assert stock_of(db, edition.id) == [Stock(DAY, left=2, bound=1, ended=0)]
    assert end_unused(db, edition.id, DAY, by=BY, now=AT) == 2
    assert stock_of(db, edition.id) == [Stock(DAY, left=0, bound=1, ended=2)]
    assert unbound(db, edition.id, DAY) == []
    with pytest.raises(Conflict, match="badge_moved_on"):
        bind_emergency(db, two, ann, today=DAY, by=BY, now=AT)
    assert living_badge(db, ann.id) is one
    (four,) = make_emergency(db, edition, 1, DAY, secrets=SECRETS, by=BY, now=AT)
    assert four.issue == 4


def test_who_is_admitted_for_one_day_gets_no_emergency_badge_of_another(db: Db) -> None:
    edition = publish_little(db)
    ann = approved(db, edition)
    ann.only_day = DAY + timedelta(days=1)
    db.flush()
    old = badge_of(db, ann)
    other, right = (
        make_emergency(db, edition, 1, day, secrets=SECRETS, by=BY, now=AT)[0]
        for day in (DAY, ann.only_day)
    )
    with pytest.raises(Conflict) as refused:
        bind_emergency(db, other, ann, today=DAY, by=BY, now=AT)
    assert (refused.value.code, refused.value.facts) == (
        "admitted_for_other_day",
        {"day": "2030-03-05"},
    )
    assert (badge_of(db, ann), other.registration_id) == (old, None)
    bind_emergency(db, right, ann, today=ann.only_day, by=BY, now=AT)
    assert right.registration_id == ann.id


@pytest.mark.parametrize(
    ("count", "day", "code"),
    [
        (0, DAY, "emergency_count"),
        (101, DAY, "emergency_count"),
        (1, date(2029, 1, 1), "emergency_day"),
    ],
)
def test_emergency_badges_are_made_in_bounds(db: Db, count: int, day: date, code: str) -> None:
    edition = publish_little(db)
    with pytest.raises(Invalid, match=code):
        make_emergency(db, edition, count, day, secrets=SECRETS, by=BY, now=AT)


@pytest.mark.parametrize("state", [state for state in State if state is not State.APPROVED])
def test_nobody_who_is_not_approved_gets_a_living_badge(db: Db, state: State) -> None:
    edition = publish_little(db)
    ann = register(db, edition, "AA", "Ann")
    ann.state = state
    db.flush()
    (spare,) = make_emergency(db, edition, 1, DAY, secrets=SECRETS, by=BY, now=AT)
    ways: list[Callable[[], object]] = [
        lambda: issue_badge(db, ann, secrets=SECRETS, by=BY, now=AT),
        lambda: reissue_badge(db, ann, secrets=SECRETS, by=BY, now=AT),
        lambda: bind_emergency(db, spare, ann, today=DAY, by=BY, now=AT),
    ]
    for way in ways:
        with pytest.raises(Conflict, match="not_approved_yet"):
            way()
    assert (living_badge(db, ann.id), spare.registration_id) == (None, None)


def test_a_block_of_issue_stops_every_way_and_leaves_the_old_badge(db: Db) -> None:
    edition = publish_little(db)
    ann = approved(db, edition)
    badge = badge_of(db, ann)
    ann.issue_block = True
    db.flush()
    (spare,) = make_emergency(db, edition, 1, DAY, secrets=SECRETS, by=BY, now=AT)
    ways: list[Callable[[], object]] = [
        lambda: mark_printed(db, badge, by=BY, now=AT),
        lambda: hand_over(db, badge, today=DAY, by=BY, now=AT),
        lambda: reissue_badge(db, ann, secrets=SECRETS, by=BY, now=AT),
        lambda: bind_emergency(db, spare, ann, today=DAY, by=BY, now=AT),
    ]
    for way in ways:
        with pytest.raises(Conflict, match="issue_blocked"):
            way()
    assert states(db, ann) == [BadgeState.ISSUED]


def test_a_refusal_at_the_desk_next_door_is_seen_before_a_reprint(db: Db) -> None:
    edition = publish_little(db)
    ann = approved(db, edition)
    seen = db.get_one(Registration, ann.id)
    refuse(db, ann, "security", by=BY, now=AT)
    with pytest.raises(Conflict, match="not_approved_yet"):
        reissue_badge(db, seen, secrets=SECRETS, by=BY, now=AT)


def test_closing_counts_what_each_user_did(db: Db) -> None:
    edition = publish_little(db)
    badge = badge_of(db, approved(db, edition))
    desk = "user:desk"
    hand_over(db, badge, today=DAY, by=desk, now=AT)
    take_back(db, badge, by=desk, now=AT)
    hand_over(db, badge, today=DAY, by=desk, now=AT)
    make_emergency(db, edition, 2, DAY, secrets=SECRETS, by=desk, now=AT)
    mark_lost(db, badge, "stolen", by="user:night", now=AT + timedelta(days=1))
    day = day_of_desk(db, edition.id, begins=AT - timedelta(hours=2), ends=AT + timedelta(hours=22))
    assert [(each.name, dict(each.counts)) for each in day] == [
        (desk, {"collected": 2, "taken_back": 1, "emergency": 2})
    ]
