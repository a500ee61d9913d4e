"""A focal point adds a person, an officer decides, the badge exists."""

from dataclasses import dataclass
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.queries import user_by_email
from eventops.accounts.rules import Role
from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.rules import State
from eventops.badges.models import Badge, BadgeState
from eventops.core.db import Db, transaction
from eventops.delegations.models import Delegate, Person
from eventops.demo.photos import photo as drawn
from eventops.editions.queries import edition_by_slug
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, delegation_of, meeting_id, order, register

LIST = f"/e/{SLUG}/delegations/aa"
NEW = f"{LIST}/people/new"
QUEUE = f"/e/{SLUG}/desk/accreditation"


@dataclass(frozen=True)
class Stand:
    """How far a person is."""

    delegate: str
    registration: str
    state: State
    badges: tuple[BadgeState, ...]


def stand_of(db: Db, name: str) -> Stand:
    delegate, registration = db.execute(
        sa.select(Delegate, Registration)
        .join(Delegate.person)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .where(Person.full_name == name)
    ).one()
    badges = db.scalars(
        sa.select(Badge.state).where(Badge.registration_id == registration.id).order_by(Badge.issue)
    )
    return Stand(delegate.id, registration.id, registration.state, tuple(badges))


def stand(engine: Engine, name: str) -> Stand:
    with transaction(engine) as db:
        return stand_of(db, name)


def new_person(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "function": "delegate", "told": "y", **more}


def face() -> tuple[BytesIO, str]:
    return BytesIO(drawn("anybody", sex="m")), "anything.exe"


def test_from_nomination_to_badge(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    focal, officer = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    with transaction(little) as db:
        main = meeting_id(db, "main")
    sent = new_person(
        "Sok DARA",
        style="H.E.",
        own_script="សុខ ដារ៉ា",
        position="Minister",
        function="head",
        email="Sok.Dara@AA.example",
        meetings=[main],
        photo=face(),
    )
    answer = focal.post(NEW, data=sent, content_type="multipart/form-data")
    assert (answer.status_code, answer.location) == (303, LIST)
    added = stand(little, "Sok DARA")
    assert (added.state, added.badges) == (State.SUBMITTED, ())

    assert "Sok DARA" in officer.get(QUEUE).text
    page = officer.get(f"{QUEUE}/{added.registration}").text
    assert "សុខ ដារ៉ា" in page
    answer = officer.post(f"{QUEUE}/{added.registration}/approval", data={"incomplete": "y"})
    assert answer.status_code == 303
    approved = stand(little, "Sok DARA")
    assert (approved.state, approved.badges) == (State.APPROVED, (BadgeState.ISSUED,))
    with transaction(little) as db:
        user = user_by_email(db, "sok.dara@aa.example")
        assert user is not None
        assert user.name == "Sok DARA"
        assert order(db, "AA", "main") == ["Sok DARA"]
        assert db.scalar(sa.select(sa.func.count(Photo.id))) == 1
    assert "Badge issued" in focal.get(LIST).text


def test_a_decision_on_an_older_page_overturns_nobody(little: Engine, at_desk: SignedIn) -> None:
    with transaction(little) as db:
        register(db, edition_by_slug(db, SLUG), "AA", "Sok Dara")
    first, second = at_desk(Role.ACCREDITATION), at_desk(Role.ACCREDITATION)
    address = f"{QUEUE}/{stand(little, 'Sok Dara').registration}"
    page = second.get(address).text
    assert 'name="seen" value="submitted"' in page
    assert (
        first.post(f"{address}/approval", data={"incomplete": "y", "seen": "submitted"}).status_code
        == 303
    )

    late = {"seen": "submitted", "reason": "duplicate"}
    assert second.post(f"{address}/refusal", data=late).status_code == 409
    assert second.post(f"{address}/question", data={**late, "reason": "Why?"}).status_code == 409

    now = stand(little, "Sok Dara")
    assert (now.state, now.badges) == (State.APPROVED, (BadgeState.ISSUED,))


def test_a_question_goes_back_and_forth(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    focal, officer = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    focal.post(NEW, data=new_person("Ann"))
    ann = stand(little, "Ann")
    empty = officer.post(f"{QUEUE}/{ann.registration}/question", data={"reason": " "})
    assert empty.status_code == 422
    officer.post(f"{QUEUE}/{ann.registration}/question", data={"reason": "Which ministry?"})
    assert stand(little, "Ann").state is State.MORE_INFORMATION
    assert "Ann: Which ministry?" in focal.get(LIST).text
    person = f"{LIST}/people/{ann.delegate}"
    corrected = new_person("Ann", position="Ministry of Posts")
    assert focal.post(person, data=corrected).status_code == 303
    assert focal.post(f"{person}/submission").status_code == 303
    assert stand(little, "Ann").state is State.SUBMITTED
    assert "Which ministry?" in officer.get(f"{QUEUE}/{ann.registration}").text


@pytest.mark.parametrize("way", ["refusal", "withdrawal"])
def test_a_badge_ends_with_its_registration(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn, way: str
) -> None:
    focal, officer = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    with transaction(little) as db:
        register(db, edition_by_slug(db, SLUG), "AA", "Ann", "main")
    ann = stand(little, "Ann")
    officer.post(f"{QUEUE}/{ann.registration}/approval", data={"incomplete": "y"})
    if way == "refusal":
        officer.post(f"{QUEUE}/{ann.registration}/refusal", data={"reason": "security"})
    else:
        focal.post(f"{LIST}/people/{ann.delegate}/withdrawal")
    assert stand(little, "Ann").badges == (BadgeState.REVOKED,)
    with transaction(little) as db:
        assert order(db, "AA", "main") == []
        again = new_person("Ann", meetings=meeting_id(db, "main"))
    assert focal.post(f"{LIST}/people/{ann.delegate}", data=again).status_code == 409
    with transaction(little) as db:
        assert order(db, "AA", "main") == []


def test_somebody_refused_and_approved_again_gets_a_new_badge(
    little: Engine, at_desk: SignedIn
) -> None:
    officer = at_desk(Role.ACCREDITATION)
    with transaction(little) as db:
        register(db, edition_by_slug(db, SLUG), "AA", "Ann")
    where = f"{QUEUE}/{stand(little, 'Ann').registration}"
    yes = ("approval", {"incomplete": "y"})
    for decision, said in (yes, ("refusal", {"reason": "late"}), yes):
        assert officer.post(f"{where}/{decision}", data=said).status_code == 303
    assert stand(little, "Ann").badges == (BadgeState.REVOKED, BadgeState.ISSUED)


def test_a_full_quota_is_said_above_the_form(little: Engine, at_focal_point: SignedIn) -> None:
    focal = at_focal_point("AA")
    for number in range(5):
        focal.post(NEW, data=new_person(f"Person {number}"))
    answer = focal.post(NEW, data=new_person("One too many"))
    assert answer.status_code == 409
    assert "All 5 places of this delegation are taken." in answer.text
    assert "Add a person" not in focal.get(LIST).text
    with transaction(little) as db:
        assert db.scalar(sa.select(sa.func.count(Person.id))) == 5


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": ""}, "Write the full name."),
        ({"name": "a\u202eb"}, "characters that cannot be printed"),
        ({"name": "Ann", "email": "nowhere"}, "This is not a mail address"),
        ({"name": "Ann", "function": "king"}, "Not a valid choice"),
        ({"name": "Ann", "meetings": ["0" * 20]}, "valid choice"),
        ({"name": "Ann", "photo": (BytesIO(b"GIF89a"), "a.jpg")}, "not a JPEG, PNG or WebP"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    little: Engine, at_focal_point: SignedIn, sent: dict[str, object], sentence: str
) -> None:
    answer = at_focal_point("AA").post(NEW, data={"function": "delegate", "told": "y", **sent})
    assert answer.status_code == 422
    assert sentence in answer.text
    with transaction(little) as db:
        assert db.scalar(sa.select(sa.func.count(Person.id))) == 0


def test_hostile_names_stay_text(little: Engine, at_focal_point: SignedIn) -> None:
    focal = at_focal_point("AA")
    name = '"><img src=x onerror=alert(1)>{{7*7}}'
    with transaction(little) as db:
        main = meeting_id(db, "main")
    focal.post(NEW, data=new_person(name, meetings=[main]))
    page = focal.get(LIST).text
    assert "&lt;img src=x onerror=alert(1)&gt;{{7*7}}" in page
    assert "<img src=x" not in page


def test_fields_that_a_form_does_not_have_change_nothing(
    little: Engine, at_focal_point: SignedIn
) -> None:
    focal = at_focal_point("AA")
    with transaction(little) as db:
        elsewhere = delegation_of(db, "BB").id
    more = {
        "state": "approved",
        "category": "head",
        "delegation_id": elsewhere,
        "delegation": elsewhere,
        "rank": "0",
        "quota": "99",
        "door_block": "1",
        "id": "0" * 20,
        "source": "S1",
        "is_admin": "1",
    }
    focal.post(NEW, data=new_person("Ann", **more))
    ann = stand(little, "Ann")
    focal.post(f"{LIST}/people/{ann.delegate}", data=new_person("Ann", **more))
    with transaction(little) as db:
        registration = db.get_one(Registration, ann.registration)
        delegate = db.get_one(Delegate, ann.delegate)
        person = db.get_one(Person, delegate.person_id)
        quota = delegation_of(db, "AA").quota
        assert (registration.state, registration.category, registration.door_block) == (
            "submitted",
            "delegate",
            False,
        )
        assert delegate.delegation_id == delegation_of(db, "AA").id
        assert (delegate.rank, person.source, quota) == (1, "", 5)


def approve_ann(little: Engine, officer: FlaskClient) -> str:
    with transaction(little) as db:
        register(db, edition_by_slug(db, SLUG), "AA", "Ann")
    ann = stand(little, "Ann")
    officer.post(f"{QUEUE}/{ann.registration}/approval", data={"incomplete": "y"})
    return f"{LIST}/people/{ann.delegate}"


def test_an_approved_person_cannot_be_swapped_for_another(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    focal, officer = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    where = approve_ann(little, officer)
    sent = new_person("Somebody Else", function="head", position="Director", photo=face())
    assert focal.post(where, data=sent).status_code == 303
    with transaction(little) as db:
        person, delegate = db.execute(
            sa.select(Person, Delegate).join(Delegate, Delegate.person_id == Person.id)
        ).one()
        assert (person.full_name, delegate.function, delegate.position) == (
            "Ann",
            "delegate",
            "Director",
        )
        assert db.scalar(sa.select(sa.func.count(Photo.id))) == 0
    assert officer.post(where, data={"name": "Anne", "function": "head"}).status_code == 303
    assert stand(little, "Anne").state is State.APPROVED


def test_moving_on_a_list_shows_at_once(little: Engine, at_focal_point: SignedIn) -> None:
    focal = at_focal_point("AA")
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        for name in ("Ann", "Ben", "Cat"):
            register(db, edition, "AA", name, "main", "wg-x")
    ben = stand(little, "Ben").delegate
    move = {"meeting": "wg-x", "direction": "up"}
    answer = focal.post(f"{LIST}/people/{ben}/place", data=move)
    assert answer.location == f"{LIST}?meeting=wg-x#person-{ben}"
    with transaction(little) as db:
        assert (order(db, "AA", "main"), order(db, "AA", "wg-x")) == (
            ["Ann", "Ben", "Cat"],
            ["Ben", "Ann", "Cat"],
        )
    assert focal.post(f"{LIST}/people/{ben}/place", data={"meeting": "wg-x"}).status_code == 400
