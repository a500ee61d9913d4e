"""A deputy who is on no list yet: the liaison officer registers them, and enters them at a table."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.agenda.models import Substitution
from eventops.core.db import transaction
from eventops.delegations.models import Person
from eventops.editions.queries import edition_by_slug
from tests.portal.conftest import SignedIn
from tests.portal.desk import DESK, QUEUE, face, only, walk_in
from tests.portal.little import SLUG, delegation_of, register

AA = f"/e/{SLUG}/delegations/aa"
PLENARY = f"{AA}/substitutions/sessions/plenary"
HEAD = f"{AA}/substitutions/heads/main"
ASKED = {"asked_by": "Ambassador", "channel": "phone", "reason": "Illness"}
pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def ann(little: Engine) -> str:
    """Leads the delegation of AA."""
    with transaction(little) as db:
        return register(db, edition_by_slug(db, SLUG), "AA", "Ann", "main").delegate_id


def deputy_of(little: Engine) -> Registration:
    with transaction(little) as db:
        query = sa.select(Registration).where(Registration.channel == "walk_in")
        return db.scalars(query).one()


def registered_for(theirs: FlaskClient, place: str) -> str:
    """The address where the one registered from a substitution's form is waited for."""
    way = f"{DESK}/walk-in?delegation=aa&{place}"
    sent = {"delegation": "aa", "name": "Dee Puty", "function": "delegate", "days": "day"}
    answer = theirs.post(
        way, data={**sent, "consent": "y", "photo": face()}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    return answer.location


@pytest.mark.parametrize(
    ("form", "place"), [(PLENARY, "session=plenary"), (HEAD, "meeting=main")], ids=["table", "head"]
)
def test_deputy_comes_from_the_form_and_back_to_it(
    little: Engine, ann: str, at_liaison: SignedIn, form: str, place: str
) -> None:
    theirs = at_liaison("AA")
    way = f"{DESK}/walk-in?delegation=aa&{place}"
    assert f'href="{way.replace("&", "&amp;")}"' in theirs.get(form).text
    assert '<option selected value="aa">' in theirs.get(way).text
    waiting = theirs.get(registered_for(theirs, place)).text
    deputy = deputy_of(little)
    back = f"{form}?entering={deputy.delegate_id}"
    assert f'href="{back}"' in waiting
    assert f'<option selected value="{deputy.delegate_id}">' in theirs.get(back).text


def test_deputy_takes_the_place_and_the_officer_gives_the_badge(
    little: Engine, ann: str, at_liaison: SignedIn, at_desk: SignedIn
) -> None:
    theirs, officers = at_liaison("AA"), at_desk(Role.ACCREDITATION)
    waiting = registered_for(theirs, "session=plenary")
    deputy = deputy_of(little)
    sent = {"leaving": ann, "entering": deputy.delegate_id, **ASKED}
    assert theirs.post(PLENARY, data=sent).status_code == 303
    officers.post(f"{QUEUE}/{deputy.id}/approval")
    page = theirs.get(waiting).text
    assert "Approved: the badge is handed out at the badge desk" in page
    assert "/printing" not in page
    assert f"{DESK}/people/" not in page
    with transaction(little) as db:
        assert db.scalars(sa.select(Substitution.entering_id)).all() == [deputy.delegate_id]


def test_liaison_officer_registers_for_their_own_delegation_alone(
    little: Engine, at_liaison: SignedIn, at_desk: SignedIn
) -> None:
    theirs, desk = at_liaison("AA"), at_desk(Role.BADGE_DESK)
    page = theirs.get(f"{DESK}/walk-in").text
    assert ('value="aa"' in page, 'value="bb"' in page) == (True, False)
    assert walk_in(theirs, delegation="bb").status_code == 422
    with transaction(little) as db:
        assert db.scalar(sa.select(sa.func.count(Person.id))) == 0
    foreign = walk_in(desk, delegation="bb").location
    for address in (foreign, f"{foreign}/live"):
        assert (theirs.get(address).status_code, desk.get(address).status_code) == (404, 200)
    for address in (DESK, f"{DESK}/people/{only(little).id}", f"{DESK}/closing"):
        assert theirs.get(address).status_code == 403


def test_whoever_is_attached_to_nobody_is_told(at_desk: SignedIn) -> None:
    page = at_desk(Role.LIAISON).get(f"{DESK}/walk-in").text
    assert "You are attached to no delegation." in page
    assert 'name="consent"' not in page


def test_somebody_on_the_list_is_no_link_to_a_desk_they_may_not_enter(
    little: Engine, at_liaison: SignedIn
) -> None:
    with transaction(little) as db:
        known = register(db, edition_by_slug(db, SLUG), "AA", "Wali Kin").delegate_id
    asked = walk_in(at_liaison("AA"))
    assert asked.status_code == 422
    assert f"{DESK}/people/" not in asked.text
    assert f'href="{AA}/people/{known}"' not in asked.text
    assert "Wali Kin" in asked.text


def test_protocol_is_led_to_the_list_since_walk_ins_are_not_theirs(
    ann: str, at_desk: SignedIn
) -> None:
    page = at_desk(Role.PROTOCOL).get(PLENARY).text
    assert f"{DESK}/walk-in" not in page
    assert f'href="{AA}/people/new"' in page


def test_mailbox_of_a_walk_in_opens_their_own_pages(little: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.BADGE_DESK)
    wrong = walk_in(desk, email="dee@")
    assert (wrong.status_code, "dee@" in wrong.text) == (422, True)
    assert walk_in(desk, email=" Dee@Mail.example ").status_code == 303
    with transaction(little) as db:
        delegation_of(db, "AA")
        assert db.scalars(sa.select(Person.email)).all() == ["dee@mail.example"]


def test_liaison_officer_without_other_work_begins_at_their_delegation(
    at_liaison: SignedIn, at_desk: SignedIn
) -> None:
    assert at_liaison("AA").get("/welcome").location == AA
    assert at_desk(Role.BADGE_DESK).get("/welcome").location == f"/e/{SLUG}/desk/"
