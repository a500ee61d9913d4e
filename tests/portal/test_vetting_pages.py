"""Vetting's pages: a limited view, blocks that hold at once, clearing one after another."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.core.db import transaction
from eventops.editions.queries import edition_by_slug
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, register
from tests.portal.test_registration_to_badge import QUEUE, stand

VETTING = f"/e/{SLUG}/desk/vetting"


@pytest.fixture
def vetting(little: Engine, at_desk: SignedIn) -> FlaskClient:
    """A vetting officer with two people to look at."""
    with transaction(little) as db:
        for name in ("Ann", "Ben"):
            one = register(db, edition_by_slug(db, SLUG), "AA", name)
            one.delegate.person.email = f"{name.lower()}@aa.example"
    return at_desk(Role.VETTING)


def of(engine: Engine, name: str) -> str:
    return f"{VETTING}/{stand(engine, name).registration}"


def blocked(engine: Engine, name: str) -> tuple[bool, bool, bool, str]:
    with transaction(engine) as db:
        one = db.get_one(Registration, stand(engine, name).registration)
        return one.print_block, one.issue_block, one.door_block, one.block_reason


def test_vetting_sees_its_own_pages_and_no_mailbox(little: Engine, vetting: FlaskClient) -> None:
    page = vetting.get(of(little, "Ann")).text
    assert "Ann" in page
    assert "ann@aa.example" not in page
    assert vetting.get(QUEUE).status_code == 403


def test_accreditation_officers_do_not_vet(little: Engine, at_desk: SignedIn) -> None:
    assert at_desk(Role.ACCREDITATION).get(VETTING).status_code == 403


def test_blocks_hold_at_once_and_are_lifted(
    little: Engine, vetting: FlaskClient, at_desk: SignedIn
) -> None:
    officer, ann = at_desk(Role.ACCREDITATION), of(little, "Ann")
    sent = {"blocks": ["print", "issue"], "reason": "document"}
    assert vetting.post(f"{ann}/blocks", data=sent).status_code == 303
    assert blocked(little, "Ann") == (True, True, False, "document")
    address = f"{QUEUE}/{stand(little, 'Ann').registration}"
    answer = officer.post(f"{address}/approval", data={"incomplete": "y"})
    assert answer.status_code == 409
    assert "Vetting has blocked the issue of this badge." in answer.text
    assert "Blocked: Printing, Issue of the badge." in vetting.get(ann).text

    assert vetting.post(f"{ann}/blocks", data={}).status_code == 303
    assert blocked(little, "Ann") == (False, False, False, "")
    assert officer.post(f"{address}/approval", data={"incomplete": "y"}).status_code == 303


def test_a_block_without_reason_is_asked_for_it(little: Engine, vetting: FlaskClient) -> None:
    answer = vetting.post(f"{of(little, 'Ann')}/blocks", data={"blocks": "door"})
    assert answer.status_code == 422
    assert "Say why: choose a reason." in answer.text
    assert blocked(little, "Ann") == (False, False, False, "")


def test_a_blocked_badge_does_not_print(
    little: Engine, vetting: FlaskClient, at_desk: SignedIn
) -> None:
    officer, one = at_desk(Role.ACCREDITATION), stand(little, "Ann").registration
    officer.post(f"{QUEUE}/{one}/approval", data={"incomplete": "y"})
    vetting.post(f"{of(little, 'Ann')}/blocks", data={"blocks": "print", "reason": "enquiry"})
    here = f"/e/{SLUG}"
    for sheet in (
        f"{here}/desk/registrations/{one}/badge.pdf",
        f"{here}/delegations/aa/badges.pdf",
    ):
        answer = officer.get(sheet)
        assert answer.status_code == 409
        assert "Vetting has blocked the printing of this badge." in answer.text
    page = officer.get(f"{here}/delegations/aa").text
    assert "Not on the print sheet, blocked by vetting: Ann" in page


def test_clearing_goes_on_to_the_next_and_can_be_taken_back(
    little: Engine, vetting: FlaskClient
) -> None:
    ann, ben = of(little, "Ann"), of(little, "Ben")
    assert vetting.post(f"{ann}/clearance").location == ben
    assert "Ann is cleared." in vetting.get(ben).text
    assert "Ann" not in vetting.get(VETTING).text
    assert "Ann" in vetting.get(f"{VETTING}?part=cleared").text
    assert vetting.post(f"{ann}/enquiry").location == ann
    assert "Ann" in vetting.get(VETTING).text


def test_there_is_no_other_part(vetting: FlaskClient) -> None:
    assert vetting.get(f"{VETTING}?part=secret").status_code == 404
