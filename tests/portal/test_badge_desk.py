"""The badge desk's pages: walk-ins, pick-up, emergency badges, and who may do what."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.accounts.rules import Role
from eventops.accreditation.models import CategoryTerms, Registration
from eventops.accreditation.rules import Category, State
from eventops.badges.models import Badge, BadgeState, Receipt
from eventops.badges.queries import living_badge
from eventops.badges.services import code_of
from eventops.core.clock import set_domain_clock
from eventops.core.db import transaction
from eventops.delegations.models import Person
from eventops.editions.queries import edition_by_slug
from eventops.editions.services import set_up_instance
from eventops.portal.services import approve_person
from tests.checkin.scene import at
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SECRETS, SLUG, officer, register

DESK = f"/e/{SLUG}/desk/badges"
QUEUE = f"/e/{SLUG}/desk/accreditation"


@pytest.fixture(autouse=True)
def monday(little: Engine) -> None:
    """The first day of the conference, half past eight."""
    with transaction(little) as db:
        set_up_instance(db, demo=True)
        set_domain_clock(db, at("08:30"))


def face() -> tuple[BytesIO, str]:
    file = BytesIO()
    Image.new("RGB", (600, 800), "grey").save(file, "JPEG")
    file.seek(0)
    return file, "face.jpg"


def walk_in(desk: FlaskClient, **more: object) -> TestResponse:
    sent = {
        "delegation": "aa",
        "name": "Wali Kin",
        "function": "delegate",
        "days": "day",
        "consent": "y",
        "photo": face(),
        **more,
    }
    kept = {name: value for name, value in sent.items() if value is not None}
    return desk.post(f"{DESK}/walk-in", data=kept, content_type="multipart/form-data")


def approved(engine: Engine, name: str, code: str = "AA") -> str:
    """The id of the registration of somebody with an issued badge."""
    with transaction(engine) as db:
        one = register(db, edition_by_slug(db, SLUG), code, name)
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT)
        return one.id


def living(engine: Engine, registration_id: str) -> tuple[str, BadgeState, int] | None:
    with transaction(engine) as db:
        badge = living_badge(db, registration_id)
        return (badge.id, badge.state, badge.flags) if badge else None


def only(engine: Engine) -> Registration:
    with transaction(engine) as db:
        return db.scalars(sa.select(Registration)).one()


def test_a_walk_in_gets_a_badge_when_the_officer_approves(
    little: Engine, at_desk: SignedIn
) -> None:
    desk, officers = at_desk(Role.BADGE_DESK), at_desk(Role.ACCREDITATION)
    with transaction(little) as db:
        register(db, edition_by_slug(db, SLUG), "BB", "Long Waiting")
    answer = walk_in(desk)
    assert answer.status_code == 303
    page = desk.get(answer.location)
    assert "Waits for the officer" in page.text
    with transaction(little) as db:
        one = db.scalars(sa.select(Registration).where(Registration.channel == "walk_in")).one()
    assert (one.state, one.only_day, living(little, one.id)) == (
        State.SUBMITTED,
        at("08:30").date(),
        None,
    )
    reprint = f"{DESK}/people/{one.id}/reprint"
    assert desk.post(reprint).status_code == 409
    assert living(little, one.id) is None
    queue = officers.get(QUEUE).text
    assert queue.index("Wali Kin") < queue.index("Long Waiting")
    live = desk.get(f"{answer.location}/live")
    tag = {"If-None-Match": live.headers["ETag"]}
    assert desk.get(f"{answer.location}/live", headers=tag).status_code == 304
    officers.post(f"{QUEUE}/{one.id}/approval")
    turned = desk.get(f"{answer.location}/live", headers=tag)
    assert (turned.status_code, "Approved: print the badge" in turned.text) == (200, True)
    badge = living(little, one.id)
    assert badge is not None
    assert badge[1:] == (BadgeState.ISSUED, 1)
    printed = desk.post(f"{DESK}/{badge[0]}/printing", follow_redirects=True)
    assert printed.mimetype == "application/pdf"
    assert desk.post(f"{DESK}/{badge[0]}/hand-over").status_code == 303
    assert living(little, one.id) == (badge[0], BadgeState.COLLECTED, 1)


def test_a_refused_walk_in_has_no_badge_by_any_way(little: Engine, at_desk: SignedIn) -> None:
    desk, officers = at_desk(Role.BADGE_DESK), at_desk(Role.ACCREDITATION)
    waiting = walk_in(desk).location
    one = only(little)
    officers.post(f"{QUEUE}/{one.id}/refusal", data={"reason": "security"})
    assert "The security check did not clear" in desk.get(waiting).text
    desk.post(f"{DESK}/emergency", data={"count": "1", "day": "2030-03-04"})
    with transaction(little) as db:
        spare = db.scalars(sa.select(Badge)).one().serial
    bind = {"text": spare, "identity": "y"}
    assert desk.post(f"{DESK}/people/{one.id}/emergency", data=bind).status_code == 409
    assert desk.post(f"{DESK}/people/{one.id}/reprint").status_code == 409
    assert officers.post(f"{DESK}/people/{one.id}/days", data={"days": "whole"}).status_code == 409
    assert living(little, one.id) is None


def test_an_officer_at_the_desk_approves_at_once(little: Engine, at_desk: SignedIn) -> None:
    both = at_desk(Role.BADGE_DESK, Role.ACCREDITATION)
    answer = walk_in(both, days="whole")
    one = only(little)
    assert answer.location == f"{DESK}/people/{one.id}"
    badge = living(little, one.id)
    assert badge is not None
    assert (one.state, one.only_day, badge[1:]) == (State.APPROVED, None, (BadgeState.ISSUED, 0))


def test_another_day_for_a_walk_in_is_the_officers_to_give(
    little: Engine, at_desk: SignedIn
) -> None:
    both, desk = at_desk(Role.ACCREDITATION), at_desk(Role.BADGE_DESK)
    walk_in(both)
    one = only(little)
    assert desk.post(f"{DESK}/people/{one.id}/days", data={"days": "whole"}).status_code == 403
    assert both.post(f"{DESK}/people/{one.id}/days", data={"days": "x"}).status_code == 400
    both.post(f"{DESK}/people/{one.id}/days", data={"days": "whole"})
    badge = living(little, one.id)
    assert badge is not None
    assert badge[1:] == (BadgeState.ISSUED, 0)


@pytest.mark.parametrize(
    ("more", "status", "sentence"),
    [
        ({"name": ""}, 422, "Write the full name."),
        ({"photo": None}, 422, "Take or choose a photo"),
        ({"photo": (BytesIO(b"GIF89a"), "a.jpg")}, 422, "not a JPEG, PNG or WebP"),
        ({"consent": None}, 422, "to be told how their data is used"),
        ({"delegation": "zz"}, 422, "Not a valid choice"),
        ({"function": "media"}, 422, "This delegation does not have that function."),
        (
            {"function": "security"},
            409,
            "not registered on site. Please ask accreditation officer.",
        ),
    ],
)
def test_what_is_wrong_with_a_walk_in_is_said_and_nothing_is_kept(
    little: Engine, at_desk: SignedIn, more: dict[str, object], status: int, sentence: str
) -> None:
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        named = officer(db, edition, Role.ACCREDITATION)
        db.add(
            CategoryTerms(
                edition_id=edition.id,
                category=Category.SECURITY,
                officer_id=named.id,
                walk_in=False,
            )
        )
    answer = walk_in(at_desk(Role.BADGE_DESK), position="Adviser", **more)
    assert (answer.status_code, sentence in answer.text, "Adviser" in answer.text) == (
        status,
        True,
        True,
    )
    with transaction(little) as db:
        assert db.scalar(sa.select(sa.func.count(Person.id))) == 0


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
