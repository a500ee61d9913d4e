"""Going through the queue: decide, the next one opens, undo, and what a colleague did meanwhile."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import queue
from eventops.accreditation.queueing import beside, first_waiting
from eventops.accreditation.rules import Category, Channel, State
from eventops.badges.models import BadgeState
from eventops.badges.queries import living_badge
from eventops.badges.services import set_state
from eventops.core.db import Db, transaction
from eventops.delegations.models import QuotaLine
from eventops.delegations.rules import QuotaScope
from eventops.editions.queries import edition_by_slug
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SLUG, delegation_of, journal_of, publish_little, register
from tests.portal.test_letters import ANNA, decide, outbox, somebody
from tests.portal.test_registration_to_badge import LIST, QUEUE, stand

NAMES = ("Ann", "Ben", "Cat")


@pytest.fixture
def officer(little: Engine, at_desk: SignedIn) -> FlaskClient:
    """An officer before a queue of three."""
    with transaction(little) as db:
        for name in NAMES:
            register(db, edition_by_slug(db, SLUG), "AA", name, "main")
    return at_desk(Role.ACCREDITATION)


def of(engine: Engine, name: str) -> str:
    return f"{QUEUE}/{stand(engine, name).registration}"


def test_after_a_decision_the_next_one_opens(little: Engine, officer: FlaskClient) -> None:
    ann, ben, cat = (of(little, name) for name in NAMES)
    assert officer.get(f"{QUEUE}/next").location == ann
    assert officer.post(f"{ann}/approval", data={"incomplete": "y"}).location == ben
    asked = officer.post(f"{ben}/question", data={"reason": "Which ministry?"})
    assert asked.location == cat
    done = officer.post(f"{cat}/refusal", data={"reason": "late", "words": "Since Friday."})
    assert done.location == QUEUE
    assert officer.get(f"{QUEUE}/next").location == f"{QUEUE}?state=submitted"


def test_the_ways_on_lead_around(db: Db) -> None:
    edition = publish_little(db)
    people = {name: register(db, edition, "AA", name) for name in NAMES}
    names = {each.id: name for name, each in people.items()}
    steps = {
        name: tuple(
            names[beside(db, each, State.SUBMITTED, forwards=way) or ""] for way in (True, False)
        )
        for name, each in people.items()
    }
    assert steps == {"Ann": ("Ben", "Cat"), "Ben": ("Cat", "Ann"), "Cat": ("Ann", "Ben")}


def test_whoever_stands_at_the_desk_comes_first(db: Db) -> None:
    edition = publish_little(db)
    people = {name: register(db, edition, "AA", name) for name in NAMES}
    people["Ben"].channel = Channel.WALK_IN
    people["Ann"].submitted_at = AT + timedelta(hours=1)
    db.flush()
    names = {each.id: name for name, each in people.items()}
    lines = [names[line.registration.id] for line in queue(db, edition.id, State.SUBMITTED, most=9)]
    assert lines == ["Ben", "Cat", "Ann"]
    assert names[first_waiting(db, edition.id, State.SUBMITTED) or ""] == "Ben"
    for place, name in enumerate(lines):
        around = [
            names[beside(db, people[name], State.SUBMITTED, forwards=way) or ""]
            for way in (True, False)
        ]
        assert around == [lines[(place + 1) % 3], lines[place - 1]]


def test_what_is_checked_waits_in_a_queue_of_its_own(little: Engine, officer: FlaskClient) -> None:
    ann, ben = of(little, "Ann"), of(little, "Ben")
    assert officer.post(f"{ann}/check").location == ben
    assert stand(little, "Ann").state is State.CHECKED
    assert "Ann" in officer.get(f"{QUEUE}?state=checked").text
    assert officer.get(f"{QUEUE}/next?state=checked").location == ann
    assert (
        officer.post(f"{ann}/approval", data={"incomplete": "y", "seen": "checked"}).location
        == QUEUE
    )
    assert stand(little, "Ann").badges == (BadgeState.ISSUED,)


def test_own_words_reach_the_focal_point(
    little: Engine, officer: FlaskClient, at_focal_point: SignedIn
) -> None:
    sent = {"reason": "late", "words": "The list closed on Friday."}
    officer.post(f"{of(little, 'Ann')}/refusal", data=sent)
    page = at_focal_point("AA").get(f"{LIST}/people/{stand(little, 'Ann').delegate}").text
    assert "Nominated after the last day. The list closed on Friday." in page


def test_a_decision_that_came_too_late_says_who_was_faster(
    little: Engine, officer: FlaskClient, at_desk: SignedIn
) -> None:
    ann, faster = of(little, "Ann"), at_desk(Role.ACCREDITATION)
    faster.post(f"{ann}/approval", data={"incomplete": "y", "seen": "submitted"})
    late = {"seen": "submitted", "reason": "Which ministry is that?"}
    answer = officer.post(f"{ann}/question", data=late)
    assert answer.status_code == 409
    assert "The decision was not taken" in answer.text
    assert "Approved: accreditation officer, " in answer.text
    assert "Which ministry is that?" in answer.text
    assert stand(little, "Ann").state is State.APPROVED


def test_a_full_quota_is_said_on_the_persons_page(little: Engine, officer: FlaskClient) -> None:
    with transaction(little) as db:
        delegation_of(db, "AA").quota = 0
    answer = officer.post(f"{of(little, 'Ann')}/approval", data={"incomplete": "y"})
    assert answer.status_code == 409
    assert "All 0 places of this delegation are taken." in answer.text
    assert "Ann" in answer.text


def test_undoing_an_approval_ends_its_badge(little: Engine, officer: FlaskClient) -> None:
    ann = of(little, "Ann")
    officer.post(f"{ann}/approval", data={"incomplete": "y"})
    assert "Undo the decision about Ann" in officer.get(QUEUE).text
    assert officer.post(f"{ann}/undoing").location == ann
    after = stand(little, "Ann")
    assert (after.state, after.badges) == (State.SUBMITTED, (BadgeState.REVOKED,))
    assert "Undo the decision" not in officer.get(QUEUE).text


def test_undoing_a_refusal_of_an_approved_person_issues_a_new_badge(
    little: Engine, officer: FlaskClient
) -> None:
    ann = of(little, "Ann")
    officer.post(f"{ann}/approval", data={"incomplete": "y"})
    officer.post(f"{ann}/refusal", data={"reason": "security"})
    assert officer.post(f"{ann}/undoing").status_code == 303
    after = stand(little, "Ann")
    assert (after.state, after.badges) == (
        State.APPROVED,
        (BadgeState.REVOKED, BadgeState.ISSUED),
    )


def test_a_badge_already_printed_keeps_its_approval(little: Engine, officer: FlaskClient) -> None:
    ann = of(little, "Ann")
    officer.post(f"{ann}/approval", data={"incomplete": "y"})
    with transaction(little) as db:
        badge = living_badge(db, stand(little, "Ann").registration)
        assert badge is not None
        set_state(db, badge, BadgeState.PRINTED, by=BY, now=AT)
    answer = officer.post(f"{ann}/undoing")
    assert answer.status_code == 409
    assert "The badge was printed or handed out meanwhile" in answer.text
    assert stand(little, "Ann").state is State.APPROVED


def test_only_the_own_sitting_is_undone(
    little: Engine, officer: FlaskClient, at_desk: SignedIn
) -> None:
    ann = of(little, "Ann")
    officer.post(f"{ann}/approval", data={"incomplete": "y"})
    again = at_desk(Role.ACCREDITATION)
    assert "Undo the decision" not in again.get(QUEUE).text
    assert again.post(f"{ann}/undoing").status_code == 404
    assert stand(little, "Ann").state is State.APPROVED


def test_the_badge_follows_a_changed_category(little: Engine, officer: FlaskClient) -> None:
    ann = of(little, "Ann")
    officer.post(f"{ann}/approval", data={"incomplete": "y"})
    assert officer.post(f"{ann}/category", data={"category": "guest"}).status_code == 303
    assert officer.post(f"{ann}/category", data={"category": "king"}).status_code == 422
    with transaction(little) as db:
        one = db.get_one(Registration, stand(little, "Ann").registration)
        assert one.category is Category.GUEST
        assert journal_of(db, f"registration:{one.id}")[-1] == "registration categorised"


def test_a_printed_badge_of_another_category_is_to_be_printed_again(
    little: Engine, officer: FlaskClient
) -> None:
    ann = of(little, "Ann")
    officer.post(f"{ann}/approval", data={"incomplete": "y"})
    with transaction(little) as db:
        badge = living_badge(db, stand(little, "Ann").registration)
        assert badge is not None
        set_state(db, badge, BadgeState.PRINTED, by=BY, now=AT)
    officer.post(f"{ann}/category", data={"category": "guest"})
    assert "print it again" in officer.get(ann).text


def test_who_keeps_their_category_needs_no_new_print(little: Engine, officer: FlaskClient) -> None:
    ann = of(little, "Ann")
    officer.post(f"{ann}/approval", data={"incomplete": "y"})
    with transaction(little) as db:
        badge = living_badge(db, stand(little, "Ann").registration)
        assert badge is not None
        set_state(db, badge, BadgeState.PRINTED, by=BY, now=AT)
        aa = delegation_of(db, "AA")
        db.add(QuotaLine(delegation_id=aa.id, scope=QuotaScope.CATEGORY, key="guest", places=0))
    full = officer.post(f"{ann}/category", data={"category": "guest"})
    assert (full.status_code, "print it again" in full.text) == (409, False)


def test_a_longer_queue_asks_the_database_no_more(
    little: Engine, officer: FlaskClient, engine: Engine
) -> None:
    counts = []
    for more in ("Dan", "Eve"):
        for address in (QUEUE, of(little, "Ann")):
            statements: list[str] = []
            note = lambda *told, into=statements: into.append(told[2])
            event.listen(engine, "before_cursor_execute", note)
            officer.get(address)
            event.remove(engine, "before_cursor_execute", note)
            counts.append(len(statements))
        with transaction(little) as db:
            register(db, edition_by_slug(db, SLUG), "AA", more)
    assert counts[:2] == counts[2:]


def test_an_undone_decision_never_goes_out(at_desk: SignedIn, little: Engine) -> None:
    anna = somebody(little, "Anna", ANNA)
    browser = at_desk(Role.ACCREDITATION)
    decide(browser, anna, "approval")
    decide(browser, anna, "undoing")
    assert outbox(little) == []
