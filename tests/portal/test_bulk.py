"""Deciding about several at once: each by itself, and all of it told."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.badges.models import Badge
from eventops.core.db import Db, transaction
from eventops.core.errors import Invalid, NotFound
from eventops.delegations.models import Person
from eventops.editions.models import Edition
from eventops.editions.queries import edition_by_slug
from eventops.portal.bulk import Decision, decide_several
from eventops.portal.services import ask_person
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SECRETS, SLUG, delegation_of, publish_little, register
from tests.portal.test_letters import outbox, somebody
from tests.portal.test_registration_to_badge import QUEUE, stand


def several(db: Db, edition: Edition, ids: list[str], decision: Decision) -> list[tuple[str, str]]:
    """Name and why not, in the order of the queue."""
    outcomes = decide_several(
        db, edition, ids, decision, secrets=SECRETS, by=BY, now=AT, seen=State.SUBMITTED
    )
    return [(each.name, each.code) for each in outcomes]


def states(db: Db) -> dict[str, State]:
    rows = db.execute(
        sa.select(Person.full_name, Registration.state)
        .select_from(Registration)
        .join(Registration.delegate)
        .join(Person)
    )
    return dict(rows.all())


def test_a_full_quota_and_a_faster_colleague_stop_only_whom_they_concern(db: Db) -> None:
    edition = publish_little(db)
    people = [register(db, edition, "AA", name) for name in ("Ann", "Ben", "Cat", "Dan")]
    ids = [each.id for each in people]
    delegation_of(db, "AA").quota = 2
    ask_person(db, people[1], "Which post?", by=BY, now=AT)
    assert several(db, edition, ids, Decision(State.APPROVED, incomplete=True)) == [
        ("Ann", ""),
        ("Ben", "wrong_state"),
        ("Cat", ""),
        ("Dan", "quota_full"),
    ]
    assert states(db) == {
        "Ann": State.APPROVED,
        "Ben": State.MORE_INFORMATION,
        "Cat": State.APPROVED,
        "Dan": State.SUBMITTED,
    }
    assert db.scalar(sa.select(sa.func.count(Badge.id))) == 2


def test_whoever_cannot_be_issued_a_badge_is_not_half_approved(db: Db) -> None:
    edition = publish_little(db)
    people = [register(db, edition, "AA", name) for name in ("Ann", "Ben")]
    people[0].issue_block = True
    db.flush()
    told = several(
        db, edition, [each.id for each in people], Decision(State.APPROVED, incomplete=True)
    )
    assert told == [("Ann", "issue_blocked"), ("Ben", "")]
    assert states(db) == {"Ann": State.SUBMITTED, "Ben": State.APPROVED}


@pytest.mark.parametrize(
    ("decision", "state", "reason", "words"),
    [
        (Decision(State.CHECKED), State.CHECKED, "", ""),
        (Decision(State.MORE_INFORMATION, "Which?"), State.MORE_INFORMATION, "Which?", ""),
        (Decision(State.REFUSED, "late", "Closed."), State.REFUSED, "late", "Closed."),
    ],
)
def test_one_reason_goes_to_everybody(
    db: Db, decision: Decision, state: State, reason: str, words: str
) -> None:
    edition = publish_little(db)
    people = [register(db, edition, code, f"Person of {code}") for code in ("AA", "BB")]
    several(db, edition, [each.id for each in people], decision)
    assert [(each.state, each.reason, each.words) for each in people] == [
        (state, reason, words)
    ] * 2


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision(State.REFUSED, "because"), "unknown_reason"),
        (Decision(State.MORE_INFORMATION, " "), "question_missing"),
        (Decision(State.WITHDRAWN), "unknown_decision"),
    ],
)
def test_a_decision_that_is_none_moves_nobody(db: Db, decision: Decision, code: str) -> None:
    edition = publish_little(db)
    one = register(db, edition, "AA", "Ann")
    with pytest.raises(Invalid, match=code):
        several(db, edition, [one.id], decision)
    assert states(db) == {"Ann": State.SUBMITTED}


def test_one_foreign_id_among_them_moves_nobody(db: Db) -> None:
    edition = publish_little(db)
    one = register(db, edition, "AA", "Ann")
    with pytest.raises(NotFound, match="no_registration"):
        several(db, edition, [one.id, "0" * 20], Decision(State.APPROVED))
    assert states(db) == {"Ann": State.SUBMITTED}


@pytest.fixture
def officer(little: Engine, at_desk: SignedIn) -> FlaskClient:
    """An officer before a queue of two."""
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        for name in ("Ann", "Ben"):
            register(db, edition, "AA", name)
        delegation_of(db, "AA").quota = 1
    return at_desk(Role.ACCREDITATION)


def test_the_page_says_who_moved_and_who_did_not(little: Engine, officer: FlaskClient) -> None:
    sent = {
        "seen": "submitted",
        "decision": "approved",
        "incomplete": "y",
        "registration": [stand(little, name).registration for name in ("Ann", "Ben")],
    }
    page = officer.post(f"{QUEUE}/decisions", data=sent)
    assert page.status_code == 200
    assert ": 1 person</h1>" in page.text
    assert "1 person could not be moved" in page.text
    assert "All 1 places of this delegation are taken." in page.text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"decision": "approved"}, "Choose at least one person first."),
        ({"registration": "Ann"}, "Choose what is to become of them."),
        ({"registration": "Ann", "decision": "refused"}, "Choose one of the reasons."),
        ({"registration": "Ann", "decision": "more_information"}, "Write what is missing"),
        ({"registration": "Ann", "decision": "withdrawn"}, "Choose what is to become of them."),
    ],
)
def test_what_is_missing_is_said_and_the_ticks_stay(
    little: Engine, officer: FlaskClient, sent: dict[str, str], sentence: str
) -> None:
    ann = stand(little, "Ann").registration
    told = {name: value.replace("Ann", ann) for name, value in sent.items()}
    page = officer.post(f"{QUEUE}/decisions", data={"seen": "submitted", **told})
    assert page.status_code == 422
    assert sentence in page.text
    assert (f'value="{ann}" checked' in page.text) == ("registration" in sent)
    assert stand(little, "Ann").state is State.SUBMITTED


def test_all_can_be_ticked_without_the_script(little: Engine, officer: FlaskClient) -> None:
    assert officer.get(QUEUE).text.count(" checked />") == 1, "the switch for keys alone"
    assert officer.get(f"{QUEUE}?all=1").text.count(" checked />") == 3


def test_deciding_about_several_writes_one_letter(at_desk: SignedIn, little: Engine) -> None:
    people = [somebody(little, name) for name in ("Anna", "Ben")]
    sent = {
        "seen": "submitted",
        "decision": "refused",
        "reason": "late",
        "words": "The list closed on Friday.",
        "registration": people,
    }
    answer = at_desk(Role.ACCREDITATION).post(f"{QUEUE}/decisions", data=sent)
    assert answer.status_code == 200
    (letter,) = outbox(little, "decisions")
    assert letter.body.count("Nominated after the last day. The list closed on Friday.") == 2
