"""Requests that no browser of ours sends: each is answered plainly, none is a crash."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from eventops.accounts.rules import Role
from eventops.app import create_app
from eventops.core.db import Base, transaction
from eventops.core.settings import load
from eventops.editions.queries import edition_by_slug
from tests.portal.little import SLUG, officer, publish_little, sign_in

ODD = ("%00", "a%00b", "%ff", "x" * 3000, "2030-03-04%00", "2030-W10-1", "0000-01-01", "9" * 30)
PLAIN = {"edition": SLUG, "code": "AA", "day": "2030-03-04"}
NESTED = b'{"secret":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
BODIES = {
    "no object": b"[]",
    "half a surrogate pair": b'{"secret": "\\ud800"}',
    "NUL": b'{"secret": "\\u0000"}',
    "nested": NESTED,
    "a long number": b'{"secret": ' + b"9" * 5000 + b"}",
    "infinity": b'{"secret": 1e999}',
    "no UTF-8": b"\xff\xfe",
    "cut": b"{",
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def odd_app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application with the little edition, on each engine."""
    instance = tmp_path_factory.mktemp("odd")
    settings = load({"EVENTOPS_INSTANCE": str(instance), "EVENTOPS_SECRET_KEY": "s" * 40})
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
        settings = replace(settings, database_url=url)
    else:
        shutil.copy(request.getfixturevalue("sqlite_template"), instance / "eventops.db")
    app = create_app(settings)
    app.config.update(TESTING=False, WTF_CSRF_ENABLED=False)
    engine: Engine = app.extensions["engine"]
    with transaction(engine) as db:
        publish_little(db)
    yield app
    if request.param == "postgresql":
        _empty(engine)
    engine.dispose()


def _empty(engine: Engine) -> None:
    """The database is the whole run's; only its owner may empty the journal."""
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with transaction(engine) as db:
        db.connection().exec_driver_sql("SET LOCAL session_replication_role = replica")
        db.connection().exec_driver_sql(f"TRUNCATE {tables} CASCADE")


@pytest.fixture(scope="module")
def browsers(odd_app: Flask) -> list[FlaskClient]:
    """A stranger's browser and an administrator's."""
    engine: Engine = odd_app.extensions["engine"]
    with transaction(engine) as db:
        user = officer(db, edition_by_slug(db, SLUG), Role.ADMINISTRATOR)
    return [odd_app.test_client(), sign_in(odd_app.test_client(), engine, user)]


def addresses(app: Flask, odd: str) -> list[tuple[str, str]]:
    """Every method and address with one odd part at a time."""
    found = []
    for rule in app.url_map.iter_rules():
        for argument in rule.arguments:
            parts = {name: PLAIN.get(name, "x" * 20) for name in rule.arguments} | {argument: odd}
            path = rule.rule
            for name, value in parts.items():
                path = path.replace(f"<{name}>", value)
            methods = sorted((rule.methods or set()) & {"GET", "POST"})
            found += [(method, path) for method in methods]
    return found


def test_no_odd_part_of_an_address_crashes(odd_app: Flask, browsers: list[FlaskClient]) -> None:
    crashed = [
        (method, path[:80])
        for odd in ODD
        for method, path in addresses(odd_app, odd)
        for browser in browsers
        if browser.open(path, method=method).status_code >= 500
    ]
    assert crashed == []


@pytest.mark.parametrize("page", ["-1", "0", "9223372036854775807", "9" * 30, "%00", "x"])
def test_queue_shows_a_page_there_is_whatever_was_asked(
    browsers: list[FlaskClient], page: str
) -> None:
    answer = browsers[1].get(f"/e/{SLUG}/desk/accreditation?page={page}")
    assert answer.status_code == 200


@pytest.mark.parametrize("what", BODIES)
def test_odd_json_gets_a_problem_from_the_door(browsers: list[FlaskClient], what: str) -> None:
    answer = browsers[0].post(
        "/api/v1/door/enrolments", data=BODIES[what], content_type="application/json"
    )
    assert (answer.status_code, answer.json and answer.json["code"]) == (409, "enrolment_over")


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-in/code", "/sign-in/password", f"/e/{SLUG}/who"]
)
@pytest.mark.parametrize("body", [NESTED, b'{"email": 5, "password": ["x"], "code": {}}'])
def test_json_is_no_form(browsers: list[FlaskClient], path: str, body: bytes) -> None:
    answer = browsers[1].post(path, data=body, content_type="application/json")
    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/code", "/sign-in/password"])
@pytest.mark.parametrize("email", ["a\0@b.org", "a@b\0.org"])
def test_mail_address_with_nul_is_no_mail_address(
    browsers: list[FlaskClient], path: str, email: str
) -> None:
    form = {"email": email, "code": "123456", "password": "long enough for one"}
    assert browsers[0].post(path, data=form).status_code == 422


@pytest.mark.parametrize("field", ["name", "style", "position", "function", "email", "meetings"])
def test_person_with_nul_is_not_taken(browsers: list[FlaskClient], field: str) -> None:
    form = {"name": "Ann Other", "function": "delegate", field: "x\0@y.org"}
    answer = browsers[1].post(f"/e/{SLUG}/delegations/aa/people/new", data=form)
    assert answer.status_code == 422


def test_fault_of_the_database_tells_no_stored_value(odd_app: Flask) -> None:
    engine: Engine = odd_app.extensions["engine"]
    query = sa.text("SELECT * FROM nowhere WHERE email = :email")
    with pytest.raises(DBAPIError) as caught, engine.connect() as connection:
        connection.execute(query, {"email": "secret@mail.example"})
    assert "secret@mail.example" not in str(caught.value)
