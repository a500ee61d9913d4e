"""Publishing at the desk, versions compared and restored, and the notice of what changed."""

import re
from datetime import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdfium2 import PdfDocument
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.core.db import open_db, transaction
from eventops.editions.queries import edition_by_slug
from eventops.programme.drafting import undo
from eventops.programme.drafts import draft_of, to_publish
from eventops.programme.queries import latest_version
from eventops.programme.rules import Access, Status
from eventops.programme.versions import contents_at
from tests.checkin.scene import at
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG, journal_of
from tests.portal.publishing import DESK_AT, EVE, clock_at, person, published, redraft

SEEN = re.compile(r'name="seen"\s+value="([^"]+)"')


@pytest.fixture
def desk(little: Engine, at_desk: SignedIn) -> FlaskClient:
    clock_at(little)
    return at_desk(Role.EDITOR)


def drafted(engine: Engine) -> set[str]:
    with open_db(engine, write=False) as db:
        return set(to_publish(db, edition_by_slug(db, SLUG)))


def newest(engine: Engine) -> int:
    with open_db(engine, write=False) as db:
        version = latest_version(db, edition_by_slug(db, SLUG).id)
        return version.number if version else 0


def send(desk: FlaskClient, *sessions: str, page: str = "", **more: str) -> int:
    told = {
        "session": list(sessions),
        "seen": SEEN.findall(page or desk.get(f"{DESK_AT}/publish").text),
    }
    return desk.post(f"{DESK_AT}/publish", data={**told, **more}).status_code


def test_page_shows_what_changes_and_whom_that_touches(little: Engine, desk: FlaskClient) -> None:
    person(little, "AA", "Anna", "main")
    person(little, "AA", "Cleo", "main")
    redraft(little, "plenary", start=time(10, 45), audience=("members 1+0",), title={"en": "New"})
    page = desk.get(f"{DESK_AT}/publish?lang=en").text
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "Time 10:30–12:00 → 10:45–12:00" in plain
    assert "Title (English) Plenary → New" in plain
    assert "Audience members 1+1 → members 1+0" in plain
    assert "The title is missing in Tiếng Việt." in plain
    assert "Aland 2 people: 1 item lost 1 item changed" in plain
    assert "Lost for Dr Cleo" in plain
    assert "Changed for Dr Anna" in plain


def test_one_session_alone_is_published_and_the_rest_stays(
    little: Engine, desk: FlaskClient
) -> None:
    redraft(little, "plenary", start=time(10, 45))
    redraft(little, "forum", start=time(9, 45))
    assert send(desk, "forum", name="As approved", note="By telephone") == 303
    assert (drafted(little), newest(little)) == ({"plenary"}, 2)
    page = desk.get(f"{DESK_AT}/versions?lang=en").text
    assert "As approved" in page
    assert "By telephone" in page


def test_looking_at_a_choice_publishes_nothing(little: Engine, desk: FlaskClient) -> None:
    redraft(little, "plenary", start=time(10, 45))
    assert send(desk, "plenary", look="yes") == 200
    assert newest(little) == 1


def test_what_the_page_did_not_show_is_not_published(little: Engine, desk: FlaskClient) -> None:
    redraft(little, "plenary", start=time(10, 45))
    page = desk.get(f"{DESK_AT}/publish").text
    redraft(little, "plenary", start=time(11, 0))
    assert send(desk, "plenary", page=page) == 409
    assert (drafted(little), newest(little)) == ({"plenary"}, 1)


def test_nothing_chosen_is_nothing_published(little: Engine, desk: FlaskClient) -> None:
    redraft(little, "plenary", start=time(10, 45))
    assert send(desk) == 409


def test_version_is_renamed_and_that_is_journalled(little: Engine, desk: FlaskClient) -> None:
    form = {"name": "Approved by the Chair", "note": "Final"}
    assert desk.post(f"{DESK_AT}/versions/1", data=form).status_code == 303
    assert "Approved by the Chair" in desk.get(f"{DESK_AT}/versions/1").text
    with open_db(little, write=False) as db:
        edition = edition_by_slug(db, SLUG)
        assert "version annotated" in journal_of(db, f"edition:{edition.id}")


def test_version_is_restored_into_the_draft_as_one_act(little: Engine, desk: FlaskClient) -> None:
    redraft(little, "plenary", start=time(10, 45))
    redraft(little, "forum", status=Status.CANCELLED)
    published(little)
    assert desk.post(f"{DESK_AT}/versions/1/restoration").status_code == 303
    assert (drafted(little), newest(little)) == ({"plenary", "forum"}, 2)
    assert send(desk, "plenary", "forum") == 303
    with open_db(little, write=False) as db:
        edition = edition_by_slug(db, SLUG)
        assert contents_at(db, edition, 3) == contents_at(db, edition, 1)


def test_restoring_changes_nothing_that_has_begun(little: Engine, desk: FlaskClient) -> None:
    redraft(little, "plenary", start=time(10, 45))
    redraft(little, "forum", status=Status.CANCELLED)
    published(little)
    clock_at(little, at("10:30"))
    assert desk.post(f"{DESK_AT}/versions/1/restoration").status_code == 409
    assert drafted(little) == set()


def test_what_has_begun_and_is_as_it_was_does_not_hinder_restoring(
    little: Engine, desk: FlaskClient
) -> None:
    redraft(little, "forum", status=Status.CANCELLED)
    published(little)
    clock_at(little, at("10:30"))
    assert desk.post(f"{DESK_AT}/versions/1/restoration").status_code == 303
    assert drafted(little) == {"forum"}


def test_restoring_can_be_undone(little: Engine, desk: FlaskClient) -> None:
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    desk.post(f"{DESK_AT}/versions/1/restoration")
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        (drafting,) = {each.edited_by for each in draft_of(db, edition).changes}
        undo(db, edition, by=str(drafting), now=EVE)
    assert drafted(little) == set()


@pytest.mark.parametrize("path", ["changes", "changes/1", "changes/1?lang=vi"])
def test_notice_names_what_changed_for_everybody(
    little: Engine, desk: FlaskClient, app: Flask, path: str
) -> None:
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    page = app.test_client().get(f"/e/{SLUG}/{path}").text
    assert "10:45–12:00" in page
    assert "• Plenary, Mon 4 Mar 10:45–12:00. Time: 10:30–12:00 → 10:45–12:00." in page
    assert "• Phiên toàn thể, thứ Hai 4/3 10:45–12:00." in page


def test_what_the_desk_calls_a_version_is_the_desks_alone(
    little: Engine, desk: FlaskClient, app: Flask
) -> None:
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    words = {"name": "Blue room after all", "note": "Asked by Beland"}
    assert desk.post(f"{DESK_AT}/versions/2", data=words).status_code == 303
    assert "Blue room after all" in desk.get(f"{DESK_AT}/versions").text
    page = app.test_client().get(f"/e/{SLUG}/changes/1").text
    assert "Plenary" in page
    assert [told for told in words.values() if told in page] == []


def test_notice_never_tells_of_closed_sessions(
    little: Engine, desk: FlaskClient, app: Flask
) -> None:
    redraft(little, "q7m2", start=time(13, 5), title={"en": "Secret talks", "vi": "Bí mật"})
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    public = app.test_client()
    for path in ("changes/1", "changes/1?lang=vi"):
        page = public.get(f"/e/{SLUG}/{path}").text
        for secret in ("q7m2", "Secret", "Beland", "Bí mật", "B quốc", "13:05"):
            assert secret not in page
    assert b"Secret" not in public.get(f"/e/{SLUG}/changes/1.pdf").data


def test_session_that_opens_to_the_public_is_new_to_it(
    little: Engine, desk: FlaskClient, app: Flask
) -> None:
    redraft(little, "q7m2", access=Access.OPEN, audience=("everyone",), title={"en": "Open talks"})
    published(little)
    page = app.test_client().get(f"/e/{SLUG}/changes/1?lang=en").text
    assert "• New: Open talks, Mon 4 Mar 13:00–13:30, " in page
    assert "Beland" not in page


def test_slip_is_a_pdf_with_the_same_bytes(little: Engine, desk: FlaskClient, app: Flask) -> None:
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    public = app.test_client()
    one, again = (public.get(f"/e/{SLUG}/changes/1.pdf") for _ in range(2))
    assert one.mimetype == "application/pdf"
    assert one.data[:5] == b"%PDF-"
    assert one.data == again.data
    text = PdfDocument(one.data)[0].get_textpage().get_text_range()
    told = " ".join(text.split())
    assert "Changed: Mon 4 Mar 10:45–12:00, Hall. Time: 10:45–12:00 (was: 10:30–12:00)." in told
    assert "Phiên toàn thể" in told
    assert "[" not in told


def test_unknown_version_is_not_there(desk: FlaskClient, app: Flask) -> None:
    public = app.test_client()
    assert [public.get(f"/e/{SLUG}/changes/{number}").status_code for number in (0, 2, 99)] == [
        404,
        404,
        404,
    ]
    assert desk.get(f"{DESK_AT}/versions/9").status_code == 404
    assert desk.get(f"{DESK_AT}/versions/comparison?from=1&to=9").status_code == 404


def test_what_would_bring_a_blocking_conflict_is_not_published_until_it_may_stand(
    little: Engine, desk: FlaskClient
) -> None:
    """The plenary moves into the opening's hour: both want the heads of the same delegations."""
    before = newest(little)
    redraft(little, "plenary", start=time(9, 30), room="blue")
    page = desk.get(f"{DESK_AT}/publish?lang=en").text
    assert "What this brings into conflict" in page
    assert send(desk, "plenary") == 409
    assert (newest(little), drafted(little)) == (before, {"plenary"})
    conflicts = desk.get(f"{DESK_AT}/conflicts").text
    situation = conflicts.split('name="situation" value="', 1)[1].split('"', 1)[0]
    told = {"situation": situation, "reason": "The heads leave the opening early."}
    assert desk.post(f"{DESK_AT}/conflicts/overrides", data=told).status_code in (302, 303)
    assert send(desk, "plenary") == 303
    assert newest(little) == before + 1


def test_panel_beside_the_board_tells_whose_agendas_a_changed_session_touches(
    little: Engine, desk: FlaskClient
) -> None:
    person(little, "AA", "Anna", "main")
    panel = f"{DESK_AT}/sessions/plenary/details?lang=en"
    assert "Whose agendas change" not in desk.get(panel).text
    redraft(little, "plenary", start=time(10, 45))
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", desk.get(panel).text))
    assert "Whose agendas change" in page
    assert "1 person : 1 item changed" in page.replace("person:", "person :")
    assert "Changed for Dr Anna" in page


def test_withdrawn_news_claims_to_have_told_nobody(little: Engine, desk: FlaskClient) -> None:
    person(little, "AA", "Anna", "main")
    redraft(little, "plenary", start=time(10, 45))
    published(little)
    news = re.search(r"/news/([0-9a-z]+)", desk.get(f"{DESK_AT}/news").text)
    assert news
    page = f"{DESK_AT}/news/{news[1]}"
    assert "no mail address; told through the delegation" in desk.get(page).text
    assert desk.post(f"{page}/withdrawal").status_code == 303
    assert "<small>no mail address</small>" in desk.get(page).text
