"""Day sheets: what a delegation attends, who sits where; for those who may see it, in the journal."""

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.core.db import transaction
from eventops.core.journal import JournalEntry
from eventops.editions.queries import edition_by_slug
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, register

E = f"/e/{SLUG}"
MONDAY = {"day": "2030-03-04"}


@pytest.fixture
def people(little: Engine) -> Engine:
    """Two people of AA on the list, one of BB."""
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        register(db, edition, "AA", "Anna Andersson", "main", function="head")
        register(db, edition, "AA", "Ben Berg", "main")
        register(db, edition, "BB", "Carl Clausen", "main")
    return little


def pages(content: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(content)
    told = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    pdf.close()
    return told


def test_sheet_tells_sessions_seats_rooms_and_doors(
    people: Engine, at_focal_point: SignedIn
) -> None:
    answer = at_focal_point("AA").post(f"{E}/delegations/aa/day-sheets?lang=en", data=MONDAY)
    (told,) = pages(answer.data)
    words = (
        *("Aland", "A quốc", "Confidential", "Monday 4 March", "Opening ceremony", "Lễ khai mạc"),
        "Anna Andersson (not approved yet) – Head of delegation, seat at the table",
        "Ben Berg (not approved yet) – Seat at the table",
        *("Hall", "The House", "door 1", "doors 08:00", "close 08:50"),
        *("Aland meets Beland", "Blue Room", "13:00–13:30"),
    )
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="{SLUG}-aa-day-2030-03-04.pdf"'
    )
    assert [word for word in words if word not in told] == []
    assert "Carl Clausen" not in told


def test_the_desk_takes_all_delegations_each_from_a_new_page_on(
    people: Engine, at_desk: SignedIn
) -> None:
    answer = at_desk(Role.PROTOCOL).post(f"{E}/desk/day-sheets?lang=en", data=MONDAY)
    told = pages(answer.data)
    assert ["Anna Andersson" in page for page in told] == [True, False]
    assert ["Carl Clausen" in page for page in told] == [False, True]
    assert ["Page 1 of 1" in page for page in told] == [True, True]


def test_sheet_of_another_delegation_and_of_no_day_is_not_there(
    people: Engine, at_focal_point: SignedIn
) -> None:
    focal = at_focal_point("AA")
    statuses = [
        focal.post(f"{E}/delegations/bb/day-sheets", data=MONDAY).status_code,
        focal.post(f"{E}/desk/day-sheets", data=MONDAY).status_code,
        focal.post(f"{E}/delegations/aa/day-sheets", data={"day": "2030-03-06"}).status_code,
        focal.post(f"{E}/delegations/aa/day-sheets").status_code,
    ]
    assert statuses == [404, 403, 404, 404]


def test_who_takes_a_sheet_is_in_the_journal_without_a_name(
    people: Engine, at_desk: SignedIn
) -> None:
    at_desk(Role.VIEWER).post(f"{E}/desk/day-sheets", data=MONDAY)
    with transaction(people) as db:
        entries = db.query(JournalEntry).filter_by(action="list taken").all()
        assert [entry.facts for entry in entries] == [
            {"list": "day-sheets", "rows": 2, "format": "pdf", "day": "2030-03-04"}
        ]


def test_a_day_without_anything_says_so(little: Engine, at_focal_point: SignedIn) -> None:
    answer = at_focal_point("PRESS").post(f"{E}/delegations/press/day-sheets?lang=en", data=MONDAY)
    assert "Nothing in the programme concerns the delegation" in pages(answer.data)[0]


def test_pages_of_lists_offer_the_sheets(
    people: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    desk, focal = at_desk(Role.VIEWER), at_focal_point("AA")
    assert f'action="{E}/desk/day-sheets"' in desk.get(f"{E}/desk/lists").text
    assert f'action="{E}/delegations/aa/day-sheets"' in focal.get(f"{E}/delegations/aa/lists").text


def test_statements_do_not_grow_with_people(app: Flask, people: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.VIEWER)

    def statements() -> int:
        asked: list[str] = []

        def note(*told: object) -> None:
            asked.append(str(told[2]))

        event.listen(people, "before_cursor_execute", note)
        assert desk.post(f"{E}/desk/day-sheets", data=MONDAY).status_code == 200
        event.remove(people, "before_cursor_execute", note)
        return len(asked)

    few = statements()
    with transaction(people) as db:
        edition = edition_by_slug(db, SLUG)
        for code in ("AA", "BB"):
            for number in range(3):
                register(db, edition, code, f"More {code}{number}", "main")
    assert statements() == few
