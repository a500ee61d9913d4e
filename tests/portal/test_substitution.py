"""Substitutions as their pages enter, show, tick and undo them."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.agenda.models import Substitution, SubstitutionTask
from eventops.agenda.queries import agenda_of
from eventops.core.clock import set_domain_clock
from eventops.core.db import Db, transaction
from eventops.editions.queries import edition_by_slug
from tests.checkin.scene import at
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, register, stand_in
from tests.portal.test_desk import statements

TRAIL = f"/e/{SLUG}/delegations/aa/substitutions"
PLENARY = f"{TRAIL}/sessions/plenary"
HEAD = f"{TRAIL}/heads/main"
ASKED = {"asked_by": "Counsellor, embassy", "channel": "phone", "reason": "Flies home early"}


@pytest.fixture
def people(little: Engine) -> dict[str, str]:
    """Name → delegate: Ann, Bo and Cy on the list of AA, Dan on none; Monday 10:15."""
    with transaction(little) as db:
        set_domain_clock(db, at("10:15"))
        edition = edition_by_slug(db, SLUG)
        listed = {
            name: register(db, edition, "AA", name, "main").delegate_id
            for name in ("Ann", "Bo", "Cy")
        }
        return listed | {"Dan": register(db, edition, "AA", "Dan").delegate_id}


def leads(db: Db, code: str, *who: str) -> list[str]:
    """The grade of each of them at a session."""
    edition = edition_by_slug(db, SLUG)
    return [
        entry.entitlement.grade.value
        for one in who
        for entry in agenda_of(db, edition, one)
        if entry.session.code == code
    ]


def entered(engine: Engine) -> list[Substitution]:
    with transaction(engine) as db:
        return list(db.scalars(sa.select(Substitution)))


def test_focal_point_replaces_the_minister_from_the_telephone(
    little: Engine, people: dict[str, str], at_focal_point: SignedIn
) -> None:
    own = at_focal_point("AA")
    assert f'href="{PLENARY}"' in own.get(TRAIL).text
    form = own.get(PLENARY).text
    assert 'value="Focal point of AA"' in form
    sent = {"leaving": people["Ann"], "entering": people["Dan"], **ASKED}
    answer = own.post(PLENARY, data=sent)
    assert answer.status_code == 303
    page = own.get(answer.location).text
    for sentence in (
        "Dan in the place of Ann",
        "Dan stands in from now on.",
        "Asked for by Counsellor, embassy, By telephone",
        "Reason: Flies home early",
        "Entered by Focal point of AA",
        "Hand over the badge",
        "Tell the Chair",
    ):
        assert sentence in page
    assert '<button class="task' not in page  # ticking is not the focal point's
    with transaction(little) as db:
        assert leads(db, "plenary", people["Dan"], people["Ann"]) == ["head", "none"]
        assert leads(db, "q7m2", people["Dan"], people["Ann"]) == ["none", "head"]


def test_undo_is_one_tap_from_the_page_and_stays_in_the_trail(
    little: Engine, people: dict[str, str], at_focal_point: SignedIn
) -> None:
    own = at_focal_point("AA")
    sent = {"leaving": people["Ann"], "entering": people["Dan"], **ASKED}
    page = own.get(own.post(PLENARY, data=sent).location).text
    undoing = re.search(r'action="([^"]+/undoing)"', page)
    assert undoing is not None
    told = own.get(own.post(undoing[1]).location).text
    assert "Undone: Dan no longer stands in." in told
    assert "Undone by Focal point of AA" in told
    with transaction(little) as db:
        assert leads(db, "plenary", people["Dan"], people["Ann"]) == ["none", "head"]


def test_alternate_head_leads_from_the_time_on_the_venues_clock(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    desk = at_desk(Role.BADGE_DESK)
    assert 'value="2030-03-04T10:15"' in desk.get(HEAD).text
    sent = {"entering": people["Dan"], "begins": "2030-03-04T12:00", "until": "", **ASKED}
    page = desk.get(desk.post(HEAD, data=sent).location).text
    assert "Head of delegation for MAIN-1, from Mon 4 Mar" in page
    with transaction(little) as db:
        assert leads(db, "plenary", people["Dan"], people["Ann"]) == ["none", "head"]
        assert leads(db, "q7m2", people["Dan"], people["Ann"]) == ["head", "none"]


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    desk = at_desk(Role.PROTOCOL)
    kept = {"leaving": people["Ann"], "entering": people["Dan"], **ASKED}
    answer = desk.post(PLENARY, data={**kept, "reason": ""})
    assert answer.status_code == 422
    assert "Write why; it stands in the record." in answer.text
    assert 'value="Counsellor, embassy"' in answer.text
    heads = {"entering": people["Bo"], "begins": "2030-03-04T12:00", **ASKED}
    late = desk.post(HEAD, data={**heads, "until": "2030-03-04T11:00"})
    assert late.status_code == 422
    assert "The end lies before the beginning, or in the past." in late.text
    same = desk.post(HEAD, data={**heads, "entering": people["Ann"], "until": ""})
    assert same.status_code == 409
    assert "Flies home early" in same.text
    assert entered(little) == []


def test_liaison_officer_sees_and_serves_their_own_delegation_alone(
    little: Engine, people: dict[str, str], at_liaison: SignedIn
) -> None:
    theirs = at_liaison("AA")
    sent = {"leaving": people["Ann"], "entering": people["Dan"], **ASKED}
    answer = theirs.post(PLENARY, data=sent)
    assert answer.status_code == 303
    tasks = re.findall(r'tasks/(\w+)"', theirs.get(answer.location).text)
    assert tasks == ["interpreter"]
    other = TRAIL.replace("/aa/", "/bb/")
    assert theirs.get(other).status_code == 404
    assert theirs.get(f"/e/{SLUG}/delegations/aa/people/new").status_code == 403


def test_desk_ticks_by_one_tap_and_opens_again(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    desk = at_desk(Role.PROTOCOL)
    sent = {"leaving": people["Bo"], "entering": people["Dan"], **ASKED}
    address = desk.post(PLENARY, data=sent).location
    overview = f"/e/{SLUG}/desk/substitutions"
    assert "Still to do" in desk.get(overview).text
    for task in ("badge", "seat", "plate"):
        answer = desk.post(f"{address}/tasks/{task}", data={"done": "yes", "from": "desk"})
        assert (answer.status_code, answer.location) == (303, overview)
    page = desk.get(overview).text
    assert "Still to do" not in page
    assert "Everything that follows is done." in page
    desk.post(f"{address}/tasks/plate", data={"done": "no"})
    assert "Still to do" in desk.get(f"{overview}?session=plenary").text
    assert "Still to do" not in desk.get(f"{overview}?session=opening").text
    assert desk.post(f"{address}/tasks/plate").status_code == 400


def test_tasks_of_others_are_not_ticked(
    little: Engine, people: dict[str, str], at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    own = at_focal_point("AA")
    sent = {"leaving": people["Ann"], "entering": people["Dan"], **ASKED}
    address = own.post(PLENARY, data=sent).location
    editor = at_desk(Role.EDITOR)
    ticks = [
        browser.post(f"{address}/tasks/{task}", data={"done": "yes"}).status_code
        for browser, task in ((own, "seat"), (editor, "seat"), (editor, "speakers"))
    ]
    assert ticks == [403, 403, 303]
    with transaction(little) as db:
        done = db.scalars(
            sa.select(SubstitutionTask.task).where(SubstitutionTask.done_at.is_not(None))
        )
        assert list(done) == ["speakers"]


def test_who_only_looks_enters_nothing(people: dict[str, str], at_desk: SignedIn) -> None:
    looking = at_desk(Role.VIEWER)
    statuses = [looking.get(path).status_code for path in (TRAIL, PLENARY, HEAD)]
    assert statuses == [200, 403, 403]
    assert f'href="{PLENARY}"' not in looking.get(TRAIL).text


def test_session_without_a_place_is_not_there_for_the_delegation(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    desk = at_desk(Role.PROTOCOL)
    paths = "aa/substitutions/sessions/forum", "press/substitutions/sessions/q7m2"
    statuses = [desk.get(f"/e/{SLUG}/delegations/{path}").status_code for path in paths]
    assert statuses == [404, 404]


def test_over_session_says_so_and_offers_no_form(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        set_domain_clock(db, at("12:30"))
    page = at_desk(Role.PROTOCOL).get(PLENARY).text
    assert "This session is over or was cancelled" in page
    assert 'name="reason"' not in page


def test_who_is_expected_elsewhere_at_that_time_is_said(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        db.execute(
            sa.text("UPDATE programme_session SET starts_at = :at WHERE code = 'q7m2'"),
            {"at": at("11:00").replace(tzinfo=None).isoformat(" ") + ".000000"},
        )
        assert edition.slug == SLUG
    desk = at_desk(Role.PROTOCOL)
    lead = {"entering": people["Cy"], "begins": "2030-03-04T10:45", "until": "", **ASKED}
    assert desk.post(HEAD, data=lead).status_code == 303
    sent = {"leaving": people["Bo"], "entering": people["Cy"], **ASKED}
    page = desk.get(desk.post(PLENARY, data=sent).location).text
    assert "Expected elsewhere at the same time" in page
    assert "Aland meets Beland" in page


@pytest.mark.parametrize("path", [TRAIL, PLENARY, f"/e/{SLUG}/desk/substitutions"])
def test_more_people_and_substitutions_cost_no_more_statements(
    little: Engine, people: dict[str, str], at_desk: SignedIn, path: str
) -> None:
    desk = at_desk(Role.PROTOCOL)

    def another(number: int) -> None:
        with transaction(little) as db:
            edition = edition_by_slug(db, SLUG)
            one = register(db, edition, "BB", f"One {number}", "main")
            pair = (register(db, edition, "AA", f"{each} {number}", "main") for each in "EF")
            first, second = pair
            order = sa.text("UPDATE list_entry SET position = -position WHERE delegate_id = :who")
            db.execute(order, {"who": first.delegate_id})
            assert one.id
            stand_in(db, edition, first, second)

    with transaction(little) as db:
        db.execute(sa.text("UPDATE delegation SET quota = 50"))
    another(1)
    few = statements(little, desk, path)
    for number in (2, 3, 4):
        another(number)
    assert statements(little, desk, path) == few
