"""The badge desk's pages: search, pick-up, loss, emergency badges, and who may do what."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.badges.models import Badge, BadgeState, Receipt
from eventops.badges.queries import living_badge
from eventops.badges.services import code_of
from eventops.core.db import transaction
from eventops.editions.queries import edition_by_slug
from tests.portal.conftest import SignedIn
from tests.portal.desk import DESK, approved, living, walk_in
from tests.portal.little import SECRETS, SLUG

pytestmark = pytest.mark.usefixtures("monday")


def test_the_desk_finds_by_name_serial_and_code(little: Engine, at_desk: SignedIn) -> None:
    desk, one = at_desk(Role.BADGE_DESK), approved(little, "Nguyễn Văn Đức")
    with transaction(little) as db:
        badge = living_badge(db, one)
        assert badge is not None
        code = code_of(db, badge, edition=edition_by_slug(db, SLUG), secrets=SECRETS)
        serial = f"{badge.serial[:4]}-{badge.serial[4:]}".lower()
    for text in (serial, f"{code}\r\n"):
        assert desk.post(DESK, data={"text": text}).location == f"{DESK}/people/{one}"
    assert "Nguyễn Văn Đức" in desk.post(DESK, data={"text": "duc nguyen"}).text
    forged = code[:-3] + ("0" if code[-3] != "0" else "8") + code[-2:]
    assert "Nobody is found." in desk.post(DESK, data={"text": forged}).text
    assert "Type a name or a serial" in desk.post(DESK, data={"text": ""}).text


def test_one_member_takes_the_badges_of_their_delegation_alone(
    little: Engine, at_desk: SignedIn
) -> None:
    desk = at_desk(Role.BADGE_DESK)
    ann, ben, other = (
        approved(little, "Ann"),
        approved(little, "Ben"),
        approved(little, "Bob", "BB"),
    )
    ids = [str((living(little, each) or ("",))[0]) for each in (ann, ben, other)]
    with transaction(little) as db:
        ann_delegate = db.get_one(Registration, ann).delegate_id
        db.get_one(Registration, ben).issue_block = True
    desk.post(f"{DESK}/{ids[0]}/printing")
    where = f"{DESK}/delegations/aa/pick-up"
    page = desk.get(where).text
    assert (ids[0] in page, ids[1] in page, "Vetting has blocked the issue" in page) == (
        True,
        False,
        True,
    )
    for chosen in ([ids[0], ids[1]], [ids[0], ids[2]]):
        sent = {"badges": chosen, "taker": ann_delegate}
        assert desk.post(where, data=sent).status_code == 422
    stranger = {"badges": [ids[0]], "taker": "letter", "name": "Courier"}
    assert "needs a letter" in desk.post(where, data=stranger).text
    nameless = {"badges": [ids[0]], "taker": "letter", "letter": "y"}
    assert "Say who takes the badges." in desk.post(where, data=nameless).text
    with transaction(little) as db:
        assert db.scalar(sa.select(sa.func.count(Receipt.id))) == 0
    receipt = desk.post(where, data={**stranger, "letter": "y"}).location
    assert living(little, ann) == (ids[0], BadgeState.COLLECTED, 0)
    pdf = desk.get(f"{receipt}.pdf")
    assert (pdf.status_code, pdf.data[:5]) == (200, b"%PDF-")
    page = desk.get(receipt).text
    back = page.partition("/lines/")[2].partition('"')[0]
    assert desk.post(f"{receipt}/lines/{back}").status_code == 303
    assert desk.post(f"{receipt}/lines/{back}").status_code == 409
    assert living(little, ann) == (ids[0], BadgeState.PRINTED, 0)
    assert "came back" in desk.get(receipt).text


def test_only_approved_members_take_printed_badges(little: Engine, at_desk: SignedIn) -> None:
    desk, where = at_desk(Role.BADGE_DESK), f"{DESK}/delegations/aa/pick-up"
    names = ("Ann", "Ben", "Cat", "Dan")
    ann, ben, cat, dan = (approved(little, name) for name in names)
    badges = {each: str((living(little, each) or ("",))[0]) for each in (ann, ben, dan)}
    with transaction(little) as db:
        ids = [db.get_one(Registration, each).delegate_id for each in (ann, ben, cat, dan)]
        db.get_one(Registration, cat).state = State.WITHDRAWN
        db.get_one(Registration, dan).print_block = True
    desk.post(f"{DESK}/{badges[ann]}/printing")
    page = desk.get(where).text
    offered = [f'<option value="{each}"' in page for each in ids]
    assert offered == [True, True, False, True]
    tickable = [f'name="badges" value="{each}"' in page for each in badges.values()]
    assert tickable == [True, False, False]
    apart = page.partition('id="unprinted"')[2].partition("</section>")[0]
    held = page.partition('id="held"')[2].partition("</section>")[0]
    assert (
        "Ben" in apart,
        "Dan" in apart,
        "Dan</a>: Vetting has blocked the printing" in held,
    ) == (
        True,
        False,
        True,
    )
    for sent in (
        {"badges": [badges[ann]], "taker": ids[2]},
        {"badges": [badges[ben]], "taker": ids[0]},
    ):
        assert desk.post(where, data=sent).status_code == 422
    assert living(little, ben) == (badges[ben], BadgeState.ISSUED, 0)
    assert desk.post(where, data={"badges": [badges[ann]], "taker": ids[1]}).status_code == 303


def test_a_delegations_sheet_marks_what_may_be_printed(little: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.BADGE_DESK)
    ann, ben = approved(little, "Ann"), approved(little, "Ben")
    with transaction(little) as db:
        db.get_one(Registration, ben).print_block = True
    answer = desk.post(f"{DESK}/delegations/aa/printing", follow_redirects=True)
    assert answer.mimetype == "application/pdf"
    states = [(living(little, each) or ("", None))[1] for each in (ann, ben)]
    assert states == [BadgeState.PRINTED, BadgeState.ISSUED]


def test_the_desk_folds_delegations_with_nothing_to_collect(
    little: Engine, at_desk: SignedIn
) -> None:
    desk, badge = at_desk(Role.BADGE_DESK), living(little, approved(little, "Ann"))
    approved(little, "Bob", "BB")
    assert badge is not None
    desk.post(f"{DESK}/{badge[0]}/hand-over")
    open_part, _, folded = desk.get(DESK).text.partition('<details class="past">')
    shown = [f"/delegations/{code}/pick-up" in open_part for code in ("aa", "bb")]
    hidden = [f"/delegations/{code}/pick-up" in folded for code in ("aa", "bb")]
    assert (shown, hidden) == ([False, True], [True, False])


def test_loss_needs_a_reason_and_the_new_badge_is_another(
    little: Engine, at_desk: SignedIn
) -> None:
    desk, one = at_desk(Role.BADGE_DESK), approved(little, "Ann")
    old = living(little, one)
    assert old is not None
    empty = desk.post(f"{DESK}/{old[0]}/loss", data={"reason": ""})
    assert (empty.status_code, living(little, one)) == (422, old)
    assert desk.post(f"{DESK}/{old[0]}/loss", data={"reason": "stolen"}).status_code == 303
    assert living(little, one) is None
    desk.post(f"{DESK}/people/{one}/reprint")
    new = living(little, one)
    assert new is not None
    assert new[0] != old[0]
    page = desk.get(f"{DESK}/people/{one}").text
    assert ("Badge lost (Stolen)" in page, "badge desk" in page) == (True, True)


def test_emergency_badges_are_printed_given_and_destroyed(
    little: Engine, at_desk: SignedIn
) -> None:
    desk, one = at_desk(Role.BADGE_DESK), approved(little, "Ann")
    old = living(little, one)
    for count in ("0", "101", "x"):
        wrong = {"count": count, "day": "2030-03-04"}
        assert desk.post(f"{DESK}/emergency", data=wrong).status_code == 422
    desk.post(f"{DESK}/emergency", data={"count": "3", "day": "2030-03-04"})
    assert desk.get(f"{DESK}/emergency/2030-03-04.pdf").data[:5] == b"%PDF-"
    assert desk.get(f"{DESK}/emergency/nonsense.pdf").status_code == 404
    with transaction(little) as db:
        spare = db.scalars(
            sa.select(Badge).where(Badge.registration_id.is_(None)).order_by(Badge.issue)
        ).all()[0]
        serial = spare.serial
    found = desk.post(DESK, data={"text": serial})
    assert found.location == f"{DESK}/emergency"
    where = f"{DESK}/people/{one}/emergency"
    assert desk.post(where, data={"text": serial}).status_code == 422
    assert "not the serial" in desk.post(where, data={"text": "?", "identity": "y"}).text
    assert living(little, one) == old
    assert desk.post(where, data={"text": serial, "identity": "y"}).status_code == 303
    assert living(little, one) == (spare.id, BadgeState.COLLECTED, 1)
    desk.post(f"{DESK}/emergency/destruction", data={"day": "2030-03-04"})
    assert desk.post(f"{DESK}/emergency/destruction", data={"day": ""}).status_code == 400
    closing = desk.get(f"{DESK}/closing").text
    assert closing.count('<td class="figure" data-heading="Destroyed">2</td>') == 1
    assert f"{DESK}/{spare.id}/hand-over" not in closing


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PROTOCOL, Role.VIEWER, Role.SUPERVISOR])
def test_other_roles_and_focal_points_do_nothing_at_the_badge_desk(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn, role: Role
) -> None:
    one = approved(little, "Ann")
    badge = living(little, one)
    assert badge is not None
    for browser in (at_desk(role), at_focal_point("AA")):
        for way in ("hand-over", "printing", "return", "loss"):
            assert browser.post(f"{DESK}/{badge[0]}/{way}").status_code == 403
        assert browser.get(f"{DESK}/people/{one}").status_code == 403
        assert walk_in(browser).status_code == 403
    assert living(little, one) == badge


def test_what_is_not_there_is_not_found(little: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.BADGE_DESK)
    assert desk.post(f"{DESK}/{'0' * 20}/hand-over").status_code == 404
    assert desk.get(f"{DESK}/people/{'0' * 20}").status_code == 404
