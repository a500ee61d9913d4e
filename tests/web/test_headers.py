"""What every answer says to the browser, and which hosts are answered (security note H1, H3, K2)."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from eventops.accounts.access import ANYONE, may_enter
from eventops.app import create_app
from eventops.core.db import open_db
from eventops.core.settings import Settings
from eventops.mail.models import Letter
from eventops.web.db import db

HTTPS = "https://127.0.0.1"


def crash() -> str:
    raise RuntimeError("a secret of the machine")


def fail_on_commit() -> str:
    """Writes what the database will only refuse at the end."""
    db().add(Letter(recipient="a@example.org"))
    return "done"


@pytest.fixture
def secure(settings: Settings) -> Iterator[Flask]:
    """The application as visitors meet it by HTTPS, with two views that break."""
    app = create_app(replace(settings, base_url=HTTPS))
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    app.add_url_rule("/crash", view_func=may_enter(ANYONE)(crash))
    app.add_url_rule("/late", view_func=may_enter(ANYONE)(fail_on_commit), methods=["POST"])
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def visitor(secure: Flask) -> FlaskClient:
    return secure.test_client()


def asked(visitor: FlaskClient, kind: str, secure: Flask) -> TestResponse:
    asset = secure.extensions["asset"]
    match kind:
        case "page":
            return visitor.get("/sign-in", base_url=HTTPS)
        case "way to another page":
            return visitor.get("/welcome", base_url=HTTPS)
        case "not found":
            return visitor.get("/nowhere", base_url=HTTPS)
        case "wrong method":
            return visitor.put("/sign-in", base_url=HTTPS)
        case "wrong form":
            return visitor.post("/sign-in", base_url=HTTPS)
        case "from another site":
            headers = {"Sec-Fetch-Site": "cross-site"}
            return visitor.post("/sign-in", base_url=HTTPS, headers=headers)
        case "wrong host":
            return visitor.get("/sign-in", base_url="https://evil.example")
        case "crash":
            return visitor.get("/crash", base_url=HTTPS)
        case "crash on commit":
            return visitor.post("/late", base_url=HTTPS)
        case "program":
            return visitor.get("/api/v1/door", base_url=HTTPS)
        case "no such program":
            return visitor.get("/api/v1/nowhere", base_url=HTTPS)
        case "style":
            return visitor.get(asset("css/app.css"), base_url=HTTPS)
        case "script":
            return visitor.get(asset("js/controllers/live.js"), base_url=HTTPS)
        case _:
            return visitor.get(asset("no/such/file"), base_url=HTTPS)


STATUS = {
    "page": 200,
    "way to another page": 302,
    "not found": 404,
    "wrong method": 405,
    "wrong form": 422,
    "from another site": 400,
    "wrong host": 400,
    "crash": 500,
    "crash on commit": 500,
    "program": 401,
    "no such program": 404,
    "style": 200,
    "script": 200,
    "no such file": 404,
}
FILES = ("style", "script")


@pytest.mark.parametrize("kind", STATUS)
def test_every_kind_of_answer_carries_the_headers(
    visitor: FlaskClient, secure: Flask, kind: str
) -> None:
    answer = asked(visitor, kind, secure)
    assert answer.status_code == STATUS[kind]
    names = (
        "X-Content-Type-Options",
        "Cross-Origin-Opener-Policy",
        "Referrer-Policy",
        "Permissions-Policy",
        "Strict-Transport-Security",
    )
    assert {name: answer.headers.get(name) for name in names} == {
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Strict-Transport-Security": "max-age=31536000",
    }
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    wasm = "script-src 'self' 'wasm-unsafe-eval'" if kind == "script" else "script-src 'self'"
    assert wasm in policy
    assert "unsafe-inline" not in " ".join(policy)
    cached = set(answer.headers["Cache-Control"].split(", "))
    assert {"public", "immutable"} <= cached if kind in FILES else cached == {"no-store"}


def test_no_promise_of_https_is_made_without_it(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


def test_scanner_alone_may_use_camera_and_webassembly(visitor: FlaskClient) -> None:
    answer = visitor.get("/door", base_url=HTTPS)
    assert answer.headers["Permissions-Policy"].startswith("camera=(self),")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy


@pytest.mark.parametrize("path", ["/sign-in/link/secret", "/calendar/secret.ics"])
def test_address_that_holds_a_secret_is_told_to_nobody(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path, base_url=HTTPS).headers["Referrer-Policy"] == "no-referrer"


def test_crash_shows_a_number_and_nothing_else(
    visitor: FlaskClient, secure: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    page = asked(visitor, "crash", secure).text
    number = re.search(r"\b[0-9a-f]{8}\b", page)
    assert number and number[0] in caplog.text
    assert not any(told in page for told in ("Traceback", "RuntimeError", "a secret of"))


def test_crash_on_commit_keeps_nothing(
    visitor: FlaskClient, secure: Flask, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    asked(visitor, "crash on commit", secure)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [IntegrityError]
    with open_db(engine, write=False) as other:
        assert other.scalar(sa.select(sa.func.count()).select_from(Letter)) == 0


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil", ""])
def test_other_host_is_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert host == "" or host not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:5000"])
def test_own_host_is_answered_at_any_port(client: FlaskClient, host: str) -> None:
    assert client.get("/sign-in", headers={"Host": host}).status_code == 200


def test_production_answers_to_its_own_name_alone(settings: Settings) -> None:
    told = replace(settings, base_url="https://events.example", trusted_hosts=("events.example",))
    app = create_app(told)
    hosts = ("events.example", "localhost", "127.0.0.1")
    answers = [app.test_client().get("/sign-in", headers={"Host": each}) for each in hosts]
    app.extensions["engine"].dispose()
    assert [answer.status_code for answer in answers] == [200, 400, 400]


@pytest.mark.parametrize(("hops", "address"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_forwarded_address_is_believed_only_from_the_proxy(
    settings: Settings, hops: int, address: str
) -> None:

    app = create_app(replace(settings, proxy_hops=hops))
    app.add_url_rule("/me", view_func=may_enter(ANYONE)(lambda: str(request.remote_addr)))
    answer = app.test_client().get("/me", headers={"X-Forwarded-For": "10.0.0.1, 198.51.100.7"})
    app.extensions["engine"].dispose()
    assert answer.text == address


def test_no_folder_is_listed(client: FlaskClient, app: Flask) -> None:
    folder = app.extensions["asset"]("css/")
    assert [client.get(path).status_code for path in (folder, folder[:-1])] == [404, 404]


@pytest.mark.parametrize(
    "path", ["../app.py", "..%2f..%2fapp.py", "css/../../app.py", "/etc/passwd"]
)
def test_no_file_outside_the_tree_is_served(client: FlaskClient, app: Flask, path: str) -> None:
    assert client.get(app.extensions["asset"](path)).status_code == 404


def test_debug_is_off(app: Flask) -> None:
    assert (app.debug, app.testing) == (False, False)
