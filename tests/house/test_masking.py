"""What an outsider is told of a closed session: nothing. Every address that answers is asked.

A closed session with a title, a room, participants and a note of its own, and a restricted one with
participants of its own, are looked for in everything that anybody may GET: pages and their source,
JSON, calendars, text, CSV, the cells of spreadsheets, the text of documents, errors. The addresses
are those of the application, so that a new one is asked too.
"""

import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy.engine import Engine
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from eventops.accounts.services import ensure_user
from eventops.agenda.services import give_feed_address
from eventops.core.clock import real_now, set_domain_clock
from eventops.core.db import Db, transaction
from eventops.editions.displays import make_display
from eventops.editions.queries import edition_by_slug, rooms_of
from eventops.editions.services import set_up_instance
from eventops.programme.queries import session_by_code
from eventops.programme.services import publish
from tests.house.secret_edition import CLOSED, CODE, DURING, RESTRICTED, ROOM, secret_plan
from tests.pages import shown
from tests.portal.little import AT, BY, SECRETS, SLUG, focal_point, register, sign_in

VALUES: dict[str, Sequence[str]] = {
    "edition": (SLUG,),
    "day": ("2030-03-04", "2030-03-05"),
    "room": ("hall", "blue", ROOM, "none"),
    "session": ("plenary", CODE),
    "meeting": ("main",),
    "list_name": ("participants", "heads"),
    "ending": ("csv", "xlsx"),
    "letter": ("invitation",),
    "tongue": ("en",),
    "task": ("seat",),
    "act": ("later", "partners"),
    "number": ("1", "2"),
    "since": ("1",),
    **dict.fromkeys(("token", "file_id", "letter_id", "badge_id", "receipt_id"), ("unknown",)),
    **dict.fromkeys(("substitution_id", "instrument_id", "user_id", "document_id"), ("unknown",)),
    **dict.fromkeys(("photo_id", "line_id", "display_id", "news_id"), ("unknown",)),
}
"""What stands for each part of an address; ``code``, ``secret`` and people's ids are added below."""

QUERIES = {
    "programme.today": ("", "delegation=ZQ", "delegation=XQ", "track=bilateral"),
    "programme.day": ("", "delegation=ZQ", "delegation=XQ", "track=bilateral"),
    "programme.entries": ("", "delegation=XQ", "track=bilateral"),
    "dashboard.now_next": ("", "room=hall", f"room={ROOM}"),
}
"""What may stand behind an address."""


@dataclass(frozen=True)
class Outsiders:
    """Who asks, and what fills the addresses."""

    clients: Mapping[str, FlaskClient]
    values: Mapping[str, Sequence[str]]
    screen: str
    """The secret of the screen in the closed session's room."""


@pytest.fixture
def outsiders(app: Flask, engine: Engine) -> Outsiders:
    """Nobody, a delegate of Beland and Beland's focal point, while the closed session runs."""
    with transaction(engine) as db:
        set_up_instance(db, demo=False)
        publish(db, secret_plan(), by=BY, now=AT)
        set_domain_clock(db, DURING)
        edition = edition_by_slug(db, SLUG)
        chief = register(db, edition, "ZQ", CLOSED[10], "main", function="head")
        register(db, edition, "ZQ", CLOSED[11], "main")
        inner = register(db, edition, "XQ", RESTRICTED[2], "main", function="head")
        own = register(db, edition, "BB", "Bo Berg", "main")
        own.delegate.person.email = "bo@mail.example"
        feed = give_feed_address(
            db,
            own.delegate_id,
            language="en",
            secret=SECRETS[0],
            edition_id=edition.id,
            by=BY,
            now=AT,
        )
        delegate = ensure_user(db, "bo@mail.example", "Bo", by=BY, now=AT)
        focal = focal_point(db, "BB")
        room = next(each for each in rooms_of(db, edition.id) if each.code == ROOM)
        _screen, secret = make_display(db, edition, "Door", room, "en", by=BY, now=real_now())
        values = {
            **VALUES,
            "code": (*_codes(db, edition.id), "aa", "bb", "zq", "xq"),
            "secret": (feed, "unknown"),
            "delegate_id": (chief.delegate_id, inner.delegate_id, own.delegate_id),
            "registration_id": (chief.id, inner.id),
            "one_id": (chief.delegate.person_id,),
            "other_id": (inner.delegate.person_id,),
        }
    clients = {
        "nobody": app.test_client(),
        "delegate of another party": sign_in(app.test_client(), engine, delegate),
        "focal point of another party": sign_in(app.test_client(), engine, focal),
    }
    return Outsiders(clients, values, secret)


def _codes(db: Db, edition_id: str) -> list[str]:
    codes = ["opening", "plenary", "inner", "forum", CODE]
    return [session_by_code(db, edition_id, code).code for code in codes]


def addresses(app: Flask, values: Mapping[str, Sequence[str]]) -> Iterator[tuple[Rule, str]]:
    """Every address of the application that answers GET, with every value of its parts."""
    adapter = app.url_map.bind("127.0.0.1:8000")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        names = sorted(rule.arguments)
        unknown = set(names) - set(values)
        assert not unknown, f"say in VALUES what may stand for {unknown} of {rule.rule}"
        for chosen in itertools.product(*(values[name] for name in names)):
            path = adapter.build(rule.endpoint, dict(zip(names, chosen, strict=True)))
            for query in QUERIES.get(rule.endpoint, ("",)):
                yield rule, f"{path}?{query}" if query else path


def told(answer: TestResponse) -> str:
    """All that an answer says: headers, and what a reader or a program finds in its body."""
    kind, headers = answer.content_type, str(answer.headers)
    if kind == "application/pdf":
        pdf = pypdfium2.PdfDocument(answer.data)
        pages = [page.get_textpage().get_text_range() for page in pdf]
        pdf.close()
        return " ".join(" ".join(pages).split()) + headers
    if kind.endswith("spreadsheetml.sheet"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
        return headers + str(
            [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        )
    return headers + answer.get_data(as_text=True).replace("\r\n ", "")


def leaks(answer: TestResponse, words: Sequence[str]) -> list[str]:
    text = told(answer).casefold()
    return [word for word in words if word.casefold() in text]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_outsider_is_told_of_a_closed_session_or_of_who_is_at_a_restricted_one(
    app: Flask, outsiders: Outsiders, language: str
) -> None:
    found, read = {}, set()
    for who, client in outsiders.clients.items():
        client.set_cookie("language", language)
        for rule, path in addresses(app, outsiders.values):
            answer = client.get(path)
            # The asker's own words come back only in where a sign-in would lead.
            asked = [word for word in (CODE, ROOM) if word in path and answer.status_code == 302]
            words = [word for word in (*CLOSED, *RESTRICTED) if word not in asked]
            if leaked := leaks(answer, words):
                found[f"{who} GET {path} {answer.status_code}"] = leaked
            if answer.status_code == 200:
                read.add(rule.endpoint)
    assert found == {}
    assert {
        *("programme.today", "programme.day", "programme.entries", "programme.session"),
        *("programme.as_json", "programme.calendar", "programme.as_text"),
        *("programme.as_comma_separated", "programme.as_spreadsheet", "portal.programme_pdf"),
        *("dashboard.now_next", "agenda.feed", "agenda.mine", "portal.own_list_page"),
    } <= read


def test_the_words_are_found_where_they_may_be_read(app: Flask, engine: Engine) -> None:
    """The search itself works: whoever may know finds every one of them in the same way."""
    with transaction(engine) as db:
        set_up_instance(db, demo=False)
        publish(db, secret_plan(), by=BY, now=AT)
        edition = edition_by_slug(db, SLUG)
        register(db, edition, "ZQ", CLOSED[10], "main", function="head")
        register(db, edition, "ZQ", CLOSED[11], "main")
        focal = focal_point(db, "ZQ")
    client = sign_in(app.test_client(), engine, focal)
    sheet = client.post(f"/e/{SLUG}/delegations/zq/day-sheets", data={"day": "2030-03-04"})
    assert set(CLOSED) - set(leaks(sheet, CLOSED)) == {CODE, "Umbra"}, "which no sheet prints"


def test_the_day_sheet_of_another_delegation_holds_nothing_of_it(outsiders: Outsiders) -> None:
    focal = outsiders.clients["focal point of another party"]
    address = f"/e/{SLUG}/delegations/{{}}/day-sheets"
    own = focal.post(address.format("bb"), data={"day": "2030-03-04"})
    theirs = focal.post(address.format("zq"), data={"day": "2030-03-04"})
    assert (own.status_code, leaks(own, (*CLOSED, *RESTRICTED))) == (200, [])
    assert (theirs.status_code, leaks(theirs, (*CLOSED, *RESTRICTED))) == (404, [])


@pytest.mark.parametrize("page", ["rooms/quetzal/sign", "now-next.json"])
def test_a_screen_beside_its_door_says_reserved_and_nothing_else(
    app: Flask, outsiders: Outsiders, page: str
) -> None:
    client = app.test_client()
    client.get(f"/display/{outsiders.screen}")
    answer = client.get(f"/e/{SLUG}/{page}")
    named = [word for word in CLOSED if word not in (ROOM, CLOSED[4], CLOSED[5])]
    assert (answer.status_code, leaks(answer, (*named, *RESTRICTED))) == (200, [])
    assert "reserved" in told(answer).casefold()


def test_a_room_that_only_closed_sessions_use_is_as_unknown_as_none(outsiders: Outsiders) -> None:
    for client in outsiders.clients.values():
        for page in ("rooms/{}/sign", "now-next.json?room={}"):
            theirs, none = (client.get(f"/e/{SLUG}/{page.format(room)}") for room in (ROOM, "none"))
            assert (theirs.status_code, shown(theirs)) == (404, shown(none))
