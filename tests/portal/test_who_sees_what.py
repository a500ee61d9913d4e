"""Nobody reaches a delegation that is not theirs: every address with an id, walked."""

from dataclasses import asdict, dataclass

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.models import RoleGrant
from eventops.accounts.rules import Role
from eventops.accreditation.models import Photo
from eventops.accreditation.photos import keep_photo
from eventops.core.db import transaction
from eventops.core.journal import JournalHead
from eventops.delegations.arrangements import assign_liaison, receive_document
from eventops.delegations.rules import DocumentKind
from eventops.editions.queries import edition_by_slug
from eventops.portal.spreadsheet.files import keep_file
from eventops.portal.spreadsheet.known import Scope
from tests.accreditation.test_photos import picture
from tests.pages import shown
from tests.portal.conftest import SignedIn
from tests.portal.little import (
    AT,
    BY,
    SLUG,
    floater_of,
    focal_point,
    officer,
    register,
    sign_in,
    stand_in,
)

NOBODY = "0" * 20
OURS = {"portal", "accreditation"}
WORDS = {
    "list_name": "participants",
    "ending": "csv",
    "session": "plenary",
    "meeting": "main",
    "task": "seat",
}
"""What stands in addresses and is no id: the same for everybody."""

DESK = "/desk/"
"""What lies behind it is for roles: others learn that it is there, and nothing of it."""


@dataclass(frozen=True)
class Ids:
    """The ids of one person of AA, in the words of the addresses."""

    delegate_id: str
    registration_id: str
    photo_id: str
    one_id: str
    other_id: str
    user_id: str
    document_id: str
    substitution_id: str
    instrument_id: str
    file_id: str
    code: str = "aa"

    @property
    def known(self) -> dict[str, str]:
        """What fills the gaps of addresses, but for the delegation's code."""
        return {name: value for name, value in asdict(self).items() if name != "code"}


@pytest.fixture
def ann(little: Engine) -> Ids:
    """A person of AA with a photo."""
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        one = register(db, edition, "AA", "Ann of Aland", "main")
        person_id = one.delegate.person_id
        sent = picture((480, 640))
        photo: Photo = keep_photo(db, person_id, sent, by=BY, now=AT, edition_id=edition.id)
        other = register(db, edition, "BB", "Ann of Aland").delegate.person_id
        delegation = one.delegate.delegation
        liaison = officer(db, edition, Role.LIAISON)
        assign_liaison(db, delegation, liaison, "+84 24 5550 0001", by=BY, now=AT)
        paper = receive_document(
            db,
            delegation,
            DocumentKind.NOTE_VERBALE,
            number="1/AA",
            dated=None,
            note="",
            today=AT.date(),
            by=BY,
            now=AT,
        )
        change = stand_in(db, edition, one, register(db, edition, "AA", "Bo of Aland"))
        scope = Scope(edition, delegation.id, officer=False, desk=False, on=AT.date())
        by = f"user:{focal_point(db, 'AA').id}"
        file = keep_file(db, scope, "aa.csv", b"Full name\nAnna", 1, by=by, now=AT)
        return Ids(
            delegate_id=one.delegate_id,
            registration_id=one.id,
            photo_id=photo.id,
            one_id=person_id,
            other_id=other,
            user_id=liaison.id,
            document_id=paper.id,
            substitution_id=change.id,
            instrument_id=floater_of(db, edition, "AA").id,
            file_id=file.id,
        )


def addresses(app: Flask, known: dict[str, str]) -> list[tuple[str, str, str]]:
    """(endpoint, method, path) of every address of ours that holds an id."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        names = rule.arguments - {"edition"}
        if rule.endpoint.partition(".")[0] in OURS and names:
            values = {
                "edition": SLUG,
                **{name: (known | WORDS).get(name, NOBODY) for name in names},
            }
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                path = adapter.build(rule.endpoint, values, method=method)
                found.append((rule.endpoint, method, path))
    return sorted(found)


def body(client: FlaskClient, method: str, path: str) -> tuple[int, bytes]:
    """Status and page, but for the token of forms and the page's own address in its links."""
    data = {"reason": "late", "direction": "up"} if method == "POST" else None
    answer = client.open(path, method=method, data=data)
    return answer.status_code, shown(answer).replace(path.encode(), b"")


def everything(engine: Engine) -> int:
    """How much has happened: nothing changes without the journal."""
    with transaction(engine) as db:
        return db.scalar(sa.select(sa.func.sum(JournalHead.position))) or 0


def test_another_focal_point_meets_what_is_not_there(
    app: Flask, little: Engine, ann: Ids, at_focal_point: SignedIn
) -> None:
    stranger = at_focal_point("BB")
    known = ann.known
    theirs = addresses(app, {**known, "code": "aa"})
    absent = addresses(app, {**dict.fromkeys(known, NOBODY), "code": "zz"})
    # A stranger's own delegation with somebody else's person, and with one who is not there.
    mixed = addresses(app, {**known, "code": "bb"})
    empty = addresses(app, {**dict.fromkeys(known, NOBODY), "code": "bb"})
    before, checked = everything(little), 0
    for (endpoint, method, path), (*_absent, nowhere), (*_mixed, across), (*_empty, nobody) in zip(
        theirs, absent, mixed, empty, strict=True
    ):
        expected = 403 if DESK in path else 404
        answer = body(stranger, method, path)
        assert (endpoint, method, answer[0]) == (endpoint, method, expected)
        assert answer == body(stranger, method, nowhere)
        if "delegate_id" in endpoint or ("/people/" in path and not path.endswith("/new")):
            theirs_here = body(stranger, method, across)
            assert (endpoint, theirs_here[0]) == (endpoint, expected)
            assert (endpoint, theirs_here) == (endpoint, body(stranger, method, nobody))
        checked += 1
    assert (checked, everything(little)) == (len(theirs), before)
    assert checked >= 26


def test_the_own_focal_point_finds_them(app: Flask, ann: Ids, at_focal_point: SignedIn) -> None:
    own = at_focal_point("AA")
    pages = [
        (endpoint, body(own, method, path)[0])
        for endpoint, method, path in addresses(app, {**ann.known, "code": "aa"})
        if method == "GET" and DESK not in path
    ]
    assert pages == [
        ("accreditation.photo", 200),
        ("portal.add_person", 200),
        ("portal.alternate", 200),
        ("portal.change_notice", 404),
        ("portal.change_slip", 404),
        ("portal.contacts", 200),
        ("portal.copied", 200),
        ("portal.delegation", 200),
        ("portal.delegation_template", 200),
        ("portal.earlier", 200),
        ("portal.history", 200),
        ("portal.import_file", 200),
        ("portal.import_people", 200),
        ("portal.import_progress", 200),
        ("portal.instruments", 200),
        ("portal.own_list_page", 200),
        ("portal.own_lists", 200),
        ("portal.papers", 200),
        ("portal.person", 200),
        ("portal.places", 200),
        ("portal.replacement", 200),
        ("portal.seats", 200),
        ("portal.session_seats", 200),
        ("portal.substitution", 200),
        ("portal.substitutions", 200),
    ]


def test_a_focal_point_changes_nothing_that_the_desk_arranges(
    little: Engine, ann: Ids, at_focal_point: SignedIn
) -> None:
    own = at_focal_point("AA")
    before = everything(little)
    for address in (
        "places",
        "papers",
        f"papers/{ann.document_id}/removal",
        "focal-points",
        f"focal-points/{ann.user_id}/removal",
        "liaison-officers",
        f"liaison-officers/{ann.user_id}/removal",
        "reopening",
    ):
        answer = own.post(f"/e/{SLUG}/delegations/aa/{address}", data={"total": "99"})
        assert (address, answer.status_code) == (address, 403)
    assert own.get(f"/e/{SLUG}/desk/terms").status_code == 403
    assert everything(little) == before


def test_a_liaison_officer_reads_the_delegations_they_are_attached_to(
    app: Flask, little: Engine, ann: Ids
) -> None:
    with transaction(little) as db:
        attached = officer(db, edition_by_slug(db, SLUG), Role.LIAISON)
    browser = sign_in(app.test_client(), little, attached)
    tabs = ("", "/places", "/contacts", "/papers", "/history")
    seen = [
        (browser.get(f"/e/{SLUG}/delegations/{code}{tab}").status_code)
        for code in ("aa", "bb")
        for tab in tabs
    ]
    assert seen == [200] * 5 + [404] * 5
    assert browser.get(f"/e/{SLUG}/photos/{ann.photo_id}").status_code == 200
    assert browser.get(f"/e/{SLUG}/delegations/aa/people/{ann.delegate_id}").status_code == 403
    assert browser.post(f"/e/{SLUG}/delegations/aa/submission").status_code == 403


def test_whoever_is_a_liaison_officer_no_more_sees_what_they_were_attached_to_no_more(
    app: Flask, little: Engine, ann: Ids
) -> None:
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        attached = officer(db, edition, Role.LIAISON)
        db.execute(sa.delete(RoleGrant).where(RoleGrant.user_id == attached.id))
    browser = sign_in(app.test_client(), little, attached)
    assert browser.get(f"/e/{SLUG}/delegations/aa").status_code == 404
    assert browser.get(f"/e/{SLUG}/photos/{ann.photo_id}").status_code == 404
    assert "/delegations/aa" not in browser.get(f"/e/{SLUG}/").text


def test_an_officer_finds_no_registration_of_another_edition(
    little: Engine, ann: Ids, at_desk: SignedIn
) -> None:
    officer = at_desk(Role.ACCREDITATION)
    assert officer.get(f"/e/{SLUG}/desk/accreditation/{ann.registration_id}").status_code == 200
    assert officer.get(f"/e/{SLUG}/desk/accreditation/{NOBODY}").status_code == 404


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (Role.ACCREDITATION, (200, 200, 200, 200, 200)),
        (Role.PROTOCOL, (200, 200, 200, 200, 403)),
        (Role.VIEWER, (200, 200, 200, 403, 403)),
        (Role.BADGE_DESK, (200, 200, 200, 403, 403)),
        (Role.SUPERVISOR, (200, 403, 404, 404, 403)),
        (Role.LIAISON, (200, 403, 404, 404, 403)),
    ],
)
def test_what_each_role_opens(
    little: Engine, at_desk: SignedIn, role: Role, statuses: tuple[int, ...]
) -> None:
    browser = at_desk(role)
    paths = (
        "desk/",
        "desk/delegations",
        "delegations/aa",
        "delegations/aa/people/new",
        "desk/accreditation",
    )
    assert tuple(browser.get(f"/e/{SLUG}/{path}").status_code for path in paths) == statuses


def test_strangers_are_asked_to_sign_in(little: Engine, client: FlaskClient) -> None:
    for path in ("desk/", "delegations/aa", "desk/accreditation", f"photos/{NOBODY}"):
        answer = client.get(f"/e/{SLUG}/{path}")
        assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/sign-in")
