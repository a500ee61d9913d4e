"""Floaters and pins on their pages: numbered, handed over, passed on, given back, lost."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.badges.ledger import Counts, counts_by_delegation, instruments_of
from eventops.badges.models import Instrument, InstrumentKind, InstrumentState
from eventops.core.db import transaction
from eventops.editions.queries import edition_by_slug
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, delegation_of, floater_of, register
from tests.portal.test_desk import statements

LEDGER = f"/e/{SLUG}/delegations/aa/instruments"


@pytest.fixture
def people(little: Engine) -> dict[str, str]:
    """Name → delegate of AA."""
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        return {
            name: register(db, edition, "AA", name, "main").delegate_id for name in ("Ann", "Bo")
        }


def states(engine: Engine) -> list[tuple[str, str, int, str, str | None]]:
    """Kind, track, number, state and holder of all."""
    with transaction(engine) as db:
        rows = db.scalars(sa.select(Instrument).order_by(Instrument.kind, Instrument.number))
        return [
            (row.kind.value, row.opens, row.number, row.state.value, row.holder_id) for row in rows
        ]


def numbered(browser: FlaskClient, count: int = 2, kind: str = "floater", opens: str = "") -> int:
    data = {"kind": kind, "opens": opens, "count": count}
    return browser.post(LEDGER, data=data).status_code


def only(engine: Engine) -> str:
    """The address of the one there is."""
    with transaction(engine) as db:
        return f"{LEDGER}/{db.scalars(sa.select(Instrument.id)).one()}"


def test_desk_numbers_floaters_on_from_the_last(little: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.BADGE_DESK)
    assert [numbered(desk), numbered(desk, 1), numbered(desk, 1, "pin")] == [303] * 3
    assert states(little) == [
        *(("floater", "", number, "at_desk", None) for number in (1, 2, 3)),
        ("pin", "", 1, "at_desk", None),
    ]
    with transaction(little) as db:
        serials = list(db.scalars(sa.select(Instrument.serial).order_by(Instrument.kind)))
    assert (len(set(serials)), serials[-1]) == (4, None)


@pytest.mark.parametrize(
    ("count", "kind", "opens", "told"),
    [
        (0, "floater", "", "Give a number from 1 to 50."),
        (51, "floater", "", "Give a number from 1 to 50."),
        (1, "pin", "wg", "a pin is for all"),
    ],
)
def test_odd_numbers_are_refused_beside_their_field(
    little: Engine, at_desk: SignedIn, count: int, kind: str, opens: str, told: str
) -> None:
    desk = at_desk(Role.BADGE_DESK)
    answer = desk.post(LEDGER, data={"kind": kind, "opens": opens, "count": count})
    assert (answer.status_code, states(little)) == (422, [])
    assert told in answer.text


def test_all_at_the_desk_are_handed_over_to_one(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    desk = at_desk(Role.PROTOCOL)
    numbered(desk)
    numbered(desk, 1, "pin")
    answer = desk.post(f"{LEDGER}/holder", data={"kind": "floater", "holder": people["Ann"]})
    assert answer.status_code == 303
    assert states(little) == [
        ("floater", "", 1, "issued", people["Ann"]),
        ("floater", "", 2, "issued", people["Ann"]),
        ("pin", "", 1, "at_desk", None),
    ]


def test_focal_point_passes_a_floater_on_and_reports_it_lost(
    little: Engine, people: dict[str, str], at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    desk, own = at_desk(Role.BADGE_DESK), at_focal_point("AA")
    numbered(desk, 1)
    one = only(little)
    bo = {"holder": people["Bo"], "note": "for the plenary"}
    assert own.post(f"{one}/holder", data=bo).status_code == 403  # still the desk's
    assert desk.post(f"{one}/holder", data={"holder": ""}).status_code == 303
    assert own.post(f"{one}/holder", data=bo).status_code == 303
    assert states(little) == [("floater", "", 1, "issued", people["Bo"])]
    assert own.post(f"{one}/return").status_code == 403
    page = own.get(own.post(f"{one}/loss").location).text
    assert "Floater No. 1 is reported lost and opens no door." in page
    assert own.post(f"{one}/holder", data=bo).status_code == 403
    assert desk.post(f"{one}/holder", data=bo).status_code == 409  # it must come back first
    assert desk.post(f"{one}/return").status_code == 303
    with transaction(little) as db:
        (held,) = instruments_of(db, delegation_of(db, "AA").id)
        told = [
            (
                line.move.state.value,
                line.holder.person.full_name if line.holder else None,
                line.move.note,
                line.by,
            )
            for line in held.moves
        ]
    assert told == [
        ("returned", None, "", "badge desk"),
        ("lost", "Bo", "", "Focal point of AA"),
        ("issued", "Bo", "for the plenary", "Focal point of AA"),
        ("issued", None, "", "badge desk"),
        ("at_desk", None, "", "badge desk"),
    ]


def test_only_members_of_the_delegation_hold_its_floaters(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        other = register(db, edition_by_slug(db, SLUG), "BB", "Cy").delegate_id
        floater_of(db, edition_by_slug(db, SLUG), "AA")
    answer = at_desk(Role.BADGE_DESK).post(f"{only(little)}/holder", data={"holder": other})
    assert (answer.status_code, states(little)[0][4]) == (404, None)


def test_who_only_looks_changes_nothing(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        floater_of(db, edition_by_slug(db, SLUG), "AA")
    looking, one = at_desk(Role.VIEWER), only(little)
    page = looking.get(LEDGER)
    assert page.status_code == 200
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    told = [looking.post(path).status_code for path in (LEDGER, f"{one}/holder", f"{one}/loss")]
    assert told == [403] * 3


def test_edition_counts_where_they_are(
    little: Engine, people: dict[str, str], at_desk: SignedIn
) -> None:
    desk = at_desk(Role.BADGE_DESK)
    numbered(desk, 3)
    with transaction(little) as db:
        ids = list(db.scalars(sa.select(Instrument.id).order_by(Instrument.number)))
    desk.post(f"{LEDGER}/{ids[0]}/holder", data={"holder": people["Ann"]})
    desk.post(f"{LEDGER}/{ids[1]}/holder", data={"holder": ""})
    desk.post(f"{LEDGER}/{ids[1]}/return")
    with transaction(little) as db:
        counts = counts_by_delegation(db, edition_by_slug(db, SLUG).id)
        aland = delegation_of(db, "AA").id
    assert counts == {
        aland: {InstrumentKind.FLOATER: Counts(at_desk=1, issued=1, held=1, returned=1)}
    }
    page = desk.get(f"/e/{SLUG}/desk/instruments").text
    cells = re.findall(r'data-heading="([^"]+)">(\d+)<', page)
    line = [
        ("Made", "3"),
        ("At the desk", "1"),
        ("Handed over", "1"),
        ("With a name", "1"),
        ("Given back", "1"),
        ("Lost", "0"),
    ]
    assert cells == line * 2  # the delegation, and all of them


def test_floaters_are_printed_by_the_desk_without_a_person(
    little: Engine, people: dict[str, str], at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    desk = at_desk(Role.BADGE_DESK)
    numbered(desk, 2, opens="ministers")
    pdf = desk.get(f"/e/{SLUG}/delegations/aa/floaters.pdf")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    assert pdf.data.count(b"/Type /Page\n") == 2
    assert at_focal_point("AA").get(f"/e/{SLUG}/delegations/aa/floaters.pdf").status_code == 403
    assert desk.get(f"/e/{SLUG}/delegations/bb/floaters.pdf").status_code == 404


@pytest.mark.parametrize("path", [LEDGER, f"/e/{SLUG}/desk/instruments"])
def test_more_floaters_cost_no_more_statements(
    little: Engine, people: dict[str, str], at_desk: SignedIn, path: str
) -> None:
    desk = at_desk(Role.BADGE_DESK)
    numbered(desk, 1)
    few = statements(little, desk, path)
    numbered(desk, 9)
    desk.post(f"{LEDGER}/holder", data={"kind": "floater", "holder": people["Ann"]})
    assert len(states(little)) == 10
    assert states(little)[0][3] == InstrumentState.ISSUED
    desk.get(path)
    assert statements(little, desk, path) == few
