"""Who may enter: every route is in the table, states it, and answers accordingly (Z1, C1)."""

import hashlib
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.accounts.access import Entry
from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user, grant_role
from eventops.accreditation.models import Photo
from eventops.app import create_app
from eventops.core.clock import real_now
from eventops.core.db import Base, transaction
from eventops.core.settings import Settings
from eventops.delegations.models import Delegate
from eventops.editions.services import set_up_instance
from tests.accreditation.test_photos import picture
from tests.house.routes import HERE, ROUTES
from tests.pages import shown
from tests.portal.little import (
    SLUG,
    floater_of,
    publish_little,
    register,
    screen_of,
    sign_in,
    stand_in,
)

IGNORED = ("HEAD", "OPTIONS")
UNKNOWN = (
    *("user_id", "document_id", "file_id", "letter_id", "badge_id", "receipt_id", "line_id"),
    *("token", "secret", "override_id"),
    *("token", "secret", "news_id", "mark_id"),
)
"""Parts of addresses for which nothing is there."""


def routes_of(app: Flask) -> dict[str, str]:
    """``METHOD /rule`` → endpoint."""
    return {
        f"{method} {rule.rule}": rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - set(IGNORED))
    }


@pytest.fixture
def parts(app: Flask, engine: Engine) -> dict[str, str]:
    """The little edition with one person, and what fills the gaps of every address."""
    with transaction(engine) as db:
        set_up_instance(db, demo=False)
        edition = publish_little(db)
        registration = register(db, edition, "AA", "Anna Andersson", "main", function="head")
        substitution = stand_in(db, edition, registration, register(db, edition, "AA", "Bo Berg"))
        delegate = db.get_one(Delegate, registration.delegate_id)
        twin = register(db, edition, "BB", "Anna Andersson").delegate
        photo = Photo(
            person_id=delegate.person_id, jpeg=picture((3, 4)), digest="0" * 64, made_at=real_now()
        )
        db.add(photo)
        db.flush()
        return {
            "edition": SLUG,
            "day": "2030-03-04",
            "delegate_id": delegate.id,
            "registration_id": registration.id,
            "photo_id": photo.id,
            "one_id": delegate.person_id,
            "other_id": twin.person_id,
            "list_name": "participants",
            "substitution_id": substitution.id,
            "instrument_id": floater_of(db, edition, "AA").id,
            "session": "plenary",
            "meeting": "main",
            "task": "seat",
            "ending": "csv",
            "room": "hall",
            "display_id": screen_of(db, edition).id,
            "letter": "invitation",
            "tongue": "en",
            "act": "later",
            "number": "1",
            "since": "1",
            **dict.fromkeys(UNKNOWN, "unknown"),
        }


def address_of(app: Flask, route: str, parts: dict[str, str]) -> str:
    method, _, rule = route.partition(" ")
    code = "aa" if "/delegations/" in rule else "opening"
    with app.test_request_context():
        adapter = app.url_map.bind("127.0.0.1:8000")
        names = next(r for r in app.url_map.iter_rules() if r.rule == rule).arguments
        values = {name: code if name == "code" else parts[name] for name in names}
        return adapter.build(routes_of(app)[route], values, method=method)


@pytest.fixture
def stranger(app: Flask, engine: Engine, parts: dict[str, str]) -> FlaskClient:
    """Signed in, and nobody here."""
    with transaction(engine) as db:
        user = ensure_user(db, "stranger@example.org", "Stranger", by="cli", now=real_now())
    return sign_in(app.test_client(), engine, user)


def send(client: FlaskClient, app: Flask, route: str, parts: dict[str, str]) -> TestResponse:
    return client.open(address_of(app, route, parts), method=route.partition(" ")[0])


def test_table_holds_every_route_and_no_other(app: Flask) -> None:
    assert set(routes_of(app)) == set(ROUTES)


def test_every_view_states_who_may_enter(app: Flask) -> None:
    silent = [
        route
        for route, endpoint in routes_of(app).items()
        if not isinstance(getattr(app.view_functions[endpoint], "entry", None), Entry)
    ]
    assert silent == []


def test_view_that_states_nothing_lets_nobody_in(app: Flask, engine: Engine) -> None:
    app.add_url_rule("/unguarded", view_func=lambda: "secret")
    with transaction(engine) as db:
        user = ensure_user(db, "a@example.org", "A", by="cli", now=real_now())
    for client in (app.test_client(), sign_in(app.test_client(), engine, user)):
        answer = client.get("/unguarded")
        assert answer.status_code == 403
        assert "secret" not in answer.text


@pytest.mark.parametrize("who", ["anonymous", "stranger"])
def test_route_answers_as_the_table_says(
    app: Flask, parts: dict[str, str], stranger: FlaskClient, who: str
) -> None:
    answers = {}
    for route in ROUTES:
        client = stranger if who == "stranger" else app.test_client()
        if route == "POST /sign-out" and who == "stranger":
            continue
        answers[route] = send(client, app, route, parts).status_code
    expected = {route: getattr(told, who) for route, told in ROUTES.items() if route in answers}
    assert answers == expected


def test_anonymous_are_sent_to_sign_in_and_back(app: Flask, parts: dict[str, str]) -> None:
    sent = {}
    for route, told in ROUTES.items():
        if (told.anonymous, route.partition(" ")[0]) == (302, "GET") and route not in (
            "GET /",
            "GET /sign-in/link/<token>",
        ):
            address = address_of(app, route, parts)
            sent[address] = app.test_client().get(address).location
    assert len(sent) > 15
    assert sent == {address: f"/sign-in?next={address}" for address in sent}


def test_what_a_stranger_may_not_see_looks_like_what_is_not_there(
    app: Flask, parts: dict[str, str], stranger: FlaskClient
) -> None:
    for route, told in ROUTES.items():
        if told.stranger == 404 and route.startswith("GET") and "_id>" in route:
            there = send(stranger, app, route, parts)
            nowhere = send(
                stranger, app, route, {**parts, "delegate_id": "0" * 20, "photo_id": "0" * 20}
            )
            told_there = shown(there).replace(parts["delegate_id"].encode(), b"0" * 20)
            told_there = told_there.replace(parts["photo_id"].encode(), b"0" * 20)
            assert told_there == shown(nowhere)


@pytest.fixture
def administrator(app: Flask, engine: Engine, parts: dict[str, str]) -> FlaskClient:
    """Signed in, and may do everything."""
    with transaction(engine) as db:
        user = ensure_user(db, "admin@example.org", "Admin", by="cli", now=real_now())
        grant_role(db, user, Role.ADMINISTRATOR, edition_id=None, by="cli", now=real_now())
    return sign_in(app.test_client(), engine, user)


@pytest.fixture
def strict(settings: Settings, parts: dict[str, str]) -> Iterator[Flask]:
    """The application as it runs, which wants tokens."""
    app = create_app(settings)
    yield app
    app.extensions["engine"].dispose()


WRITING = [route for route, told in ROUTES.items() if route[:4] != "GET " and not told.bearer]


def test_every_form_without_a_token_is_refused(
    strict: Flask, parts: dict[str, str], stranger: FlaskClient
) -> None:
    cookie = stranger.get_cookie("session")
    assert cookie is not None
    for signed_in in (False, True):
        client = strict.test_client()
        if signed_in:
            client.set_cookie("session", cookie.value)
        answers = {route: send(client, strict, route, parts).status_code for route in WRITING}
        assert answers == dict.fromkeys(WRITING, 400)


def test_token_of_another_session_is_refused(strict: Flask, parts: dict[str, str]) -> None:
    page = strict.test_client().get("/sign-in").text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    assert token
    form = {"csrf_token": token, "email": "a@example.org"}
    assert strict.test_client().post("/sign-in", data=form).status_code == 400


def test_every_form_that_another_site_sends_is_refused(
    app: Flask, parts: dict[str, str], stranger: FlaskClient
) -> None:
    writing = [route for route in ROUTES if not route.startswith("GET ")]
    answers = {
        route: stranger.open(
            address_of(app, route, parts),
            method=route.partition(" ")[0],
            headers={"Sec-Fetch-Site": "cross-site"},
        ).status_code
        for route in writing
    }
    assert answers == dict.fromkeys(writing, 400)


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_and_the_right_ones_named(app: Flask, method: str) -> None:
    answer = app.test_client().open("/sign-in", method=method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def digests(engine: Engine) -> dict[str, str]:
    """Table → a hash over all rows, but for columns that looking may write."""
    seen = {
        "user_session": {"seen_at"},
        "feed_address": {"fetched_at", "fetched_by", "fetched_etag"},
    }
    found = {}
    with engine.connect() as connection:
        for name, table in sorted(Base.metadata.tables.items()):
            columns = [each for each in table.columns if each.name not in seen.get(name, ())]
            rows = sorted(str(row) for row in connection.execute(sa.select(*columns)))
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def test_looking_at_everything_changes_nothing(
    app: Flask,
    engine: Engine,
    parts: dict[str, str],
    stranger: FlaskClient,
    administrator: FlaskClient,
) -> None:
    before = digests(engine)
    for route in ROUTES:
        if route.startswith("GET "):
            for client in (app.test_client(), stranger, administrator):
                client.head(address_of(app, route, parts))
                send(client, app, route, parts)
    assert digests(engine) == before


def test_no_page_of_the_desk_breaks(
    app: Flask, parts: dict[str, str], administrator: FlaskClient
) -> None:
    """Every page that an administrator reads, with one person registered."""
    answers = {
        route: send(administrator, app, route, parts).status_code
        for route in ROUTES
        if route.startswith("GET ") and not ROUTES[route].bearer
    }
    missing = {route for route, status in answers.items() if status == 404}
    assert missing == {
        *(f"GET {HERE}/agenda{end}" for end in ("", ".ics", "/calendar", "/entries")),
        f"GET {HERE}/my-data",
        *(f"GET {HERE}/badge{end}" for end in ("", ".pdf", "/code.svg")),
        f"GET {HERE}/delegations/<code>/badges.pdf",
        f"GET {HERE}/desk/badges/emergency/<day>.pdf",
        f"GET {HERE}/desk/badges/receipts/<receipt_id>",
        f"GET {HERE}/desk/badges/receipts/<receipt_id>.pdf",
        f"GET {HERE}/desk/registrations/<registration_id>/badge.pdf",
        f"GET {HERE}/desk/programme/news/<news_id>",
        *(f"GET {HERE}/imports/<file_id>{end}" for end in ("", "/progress")),
        "GET /calendar/<secret>.ics",
        "GET /display/<secret>",
    }, "an administrator has no agenda and sent no file, and nobody a badge yet"
    assert {
        route: status for route, status in answers.items() if status not in (200, 302, 404)
    } == {}
