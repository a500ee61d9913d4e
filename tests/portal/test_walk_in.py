"""Walk-ins: registered at the desk, decided by an officer, printed at once or never."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import CategoryTerms, Consent, Registration
from eventops.accreditation.rules import Category, Channel, State
from eventops.badges.models import Badge, BadgeState
from eventops.core.db import transaction
from eventops.delegations.models import Person
from eventops.editions.queries import edition_by_slug
from tests.checkin.scene import at
from tests.portal.conftest import SignedIn
from tests.portal.desk import DESK, living, only, walk_in
from tests.portal.little import SLUG, officer, register

QUEUE = f"/e/{SLUG}/desk/accreditation"
pytestmark = pytest.mark.usefixtures("monday")


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
        told = db.scalars(sa.select(Consent)).one()
        assert (told.channel, told.language) == (Channel.WALK_IN, "en")
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
    officers.post(f"{QUEUE}/{one.id}/approval", data={"incomplete": "y"})
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


def test_somebody_on_the_list_already_is_asked_about_at_the_desk(
    little: Engine, at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        known = register(db, edition_by_slug(db, SLUG), "AA", "Wali Kin").id
    desk = at_desk(Role.BADGE_DESK)
    asked = walk_in(desk)
    assert asked.status_code == 422
    assert "Somebody of this name is on the delegation’s list already" in asked.text
    assert "The photo has to be chosen again." in asked.text
    assert f'href="{DESK}/people/{known}"' in asked.text
    assert desk.get(f"{DESK}/people/{known}").status_code == 200
    assert only(little).id == known
    assert walk_in(desk, another="y").status_code == 303


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


def test_a_telephones_large_photo_is_answered_on_the_page_and_loses_nothing(
    little: Engine, at_desk: SignedIn
) -> None:
    large = BytesIO(b"\xff" * (7 * 1024 * 1024)), "IMG_0001.jpg"
    answer = walk_in(at_desk(Role.BADGE_DESK), photo=large)
    assert (answer.status_code, "The photo is larger than 6 MB." in answer.text) == (422, True)
    assert 'value="Wali Kin"' in answer.text
