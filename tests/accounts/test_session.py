"""Signed-in browsers: what ends them, and what never begins one (security note S1 to S5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accounts.models import User, UserSession
from eventops.accounts.rules import GUEST_LIFE, STAFF_IDLE, STAFF_LIFE, Role
from eventops.accounts.services import grant_role, make_link
from eventops.app import create_app
from eventops.core.clock import real_now
from eventops.core.db import open_db, transaction
from eventops.core.settings import Settings
from tests.accounts.conftest import Browser

SECRET = b"s" * 40
A_SECOND = timedelta(seconds=1)


def enter(browser: Browser, engine: Engine, user: User) -> Browser:
    """Sign in by a link from the command line."""
    with transaction(engine) as db:
        link = make_link(db, user, secret=SECRET, now=real_now())
    assert browser.post(f"/sign-in/link/{link.token}").status_code == 302
    return browser


def cookie_of(browser: Browser, name: str = "session") -> str:
    found = browser.client.get_cookie(name)
    assert found is not None
    return found.value


def give_cookie(browser: Browser, value: str) -> Browser:
    browser.client.set_cookie("session", value)
    return browser


def running(engine: Engine) -> UserSession:
    with open_db(engine, write=False) as db:
        return db.scalars(sa.select(UserSession)).one()


def age(engine: Engine, *, started: timedelta, seen: timedelta) -> None:
    with transaction(engine) as db:
        row = db.scalars(sa.select(UserSession)).one()
        row.started_at, row.seen_at = real_now() - started, real_now() - seen


def make_staff(engine: Engine, user: User) -> None:
    with transaction(engine) as db:
        grant_role(db, user, Role.BADGE_DESK, edition_id=None, by="cli", now=real_now())


def test_old_cookie_is_worthless_after_signing_out(
    browser: Browser, other_browser: Browser, anna: User, engine: Engine
) -> None:
    stolen = cookie_of(enter(browser, engine, anna))
    assert give_cookie(other_browser, stolen).signed_in
    answer = browser.post("/sign-out")
    assert (answer.status_code, answer.location) == (302, "/")
    assert not give_cookie(other_browser, stolen).signed_in
    assert not browser.signed_in


def test_signing_out_leaves_the_other_browser_in(
    browser: Browser, other_browser: Browser, anna: User, engine: Engine
) -> None:
    enter(browser, engine, anna)
    enter(other_browser, engine, anna)
    browser.post("/sign-out")
    assert (browser.signed_in, other_browser.signed_in) == (False, True)


def test_disabled_user_is_out_at_the_next_request(
    browser: Browser, anna: User, engine: Engine
) -> None:
    enter(browser, engine, anna)
    with transaction(engine) as db:
        db.get_one(User, anna.id).disabled_at = real_now()
    assert not browser.signed_in


def test_role_given_or_taken_counts_at_the_next_request(
    browser: Browser, anna: User, engine: Engine
) -> None:
    enter(browser, engine, anna)
    age(engine, started=STAFF_LIFE + A_SECOND, seen=timedelta())
    assert browser.signed_in
    make_staff(engine, anna)
    assert not browser.signed_in


@pytest.mark.parametrize(
    ("staff", "started", "seen", "stays"),
    [
        (True, STAFF_IDLE, STAFF_IDLE - timedelta(minutes=1), True),
        (True, STAFF_IDLE, STAFF_IDLE + A_SECOND, False),
        (True, STAFF_LIFE - timedelta(minutes=1), timedelta(), True),
        (True, STAFF_LIFE + A_SECOND, timedelta(), False),
        (False, timedelta(days=13), timedelta(days=13), True),
        (False, GUEST_LIFE + A_SECOND, timedelta(), False),
    ],
)
def test_session_ends_with_idling_and_with_age(
    browser: Browser,
    anna: User,
    engine: Engine,
    staff: bool,
    started: timedelta,
    seen: timedelta,
    stays: bool,
) -> None:
    if staff:
        make_staff(engine, anna)
    enter(browser, engine, anna)
    age(engine, started=started, seen=seen)
    assert browser.signed_in is stays


@pytest.mark.parametrize("reads", [True, False])
def test_whoever_looks_or_sends_forms_is_not_idle(
    browser: Browser, anna: User, engine: Engine, reads: bool
) -> None:
    make_staff(engine, anna)
    enter(browser, engine, anna)
    age(engine, started=STAFF_IDLE, seen=STAFF_IDLE / 2)
    before = running(engine).seen_at
    if reads:
        browser.get("/welcome")
        assert running(engine).seen_at > before
    else:
        browser.post("/sign-out")
        assert running(engine).seen_at > before


def test_cookie_set_before_never_becomes_signed_in(
    browser: Browser, other_browser: Browser, anna: User, engine: Engine
) -> None:
    """Whoever planted a cookie of theirs in the browser gains nothing by it."""
    other_browser.ask_link()
    planted = cookie_of(other_browser)
    enter(give_cookie(browser, planted), engine, anna)
    assert cookie_of(browser) != planted
    assert (browser.signed_in, give_cookie(other_browser, planted).signed_in) == (True, False)


def test_signing_in_again_makes_a_new_session_and_keeps_nothing(
    app: Flask, browser: Browser, anna: User, engine: Engine
) -> None:
    enter(browser, engine, anna)
    with browser.client.session_transaction() as cookie:
        first, cookie["left"] = cookie["_user_id"], "behind"
    enter(browser, engine, anna)
    with browser.client.session_transaction() as cookie:
        assert cookie["_user_id"] != first
        assert "left" not in cookie


def test_database_holds_only_the_hash_of_the_cookies_secret(
    browser: Browser, anna: User, engine: Engine
) -> None:
    enter(browser, engine, anna)
    with browser.client.session_transaction() as cookie:
        secret = cookie["_user_id"]
    assert secret not in {str(value) for value in vars(running(engine)).values()}


@pytest.mark.parametrize("secret", ["", "x", "1", "0" * 43])
def test_invented_secret_lets_nobody_in(browser: Browser, anna: User, secret: str) -> None:
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = secret
    assert not browser.signed_in


@contextmanager
def application(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
    made.config.update(WTF_CSRF_ENABLED=False)
    yield made
    made.extensions["engine"].dispose()


@pytest.mark.parametrize(("fallbacks", "stays"), [((SECRET.decode(),), True), ((), False)])
def test_session_outlives_a_new_key_while_the_old_is_accepted(
    browser: Browser,
    anna: User,
    engine: Engine,
    settings: Settings,
    fallbacks: tuple[str, ...],
    stays: bool,
) -> None:
    cookie = cookie_of(enter(browser, engine, anna))
    turned = replace(settings, secret_key="n" * 40, older_secret_keys=fallbacks)
    with application(turned) as later:
        assert give_cookie(Browser(later), cookie).signed_in is stays


def test_cookie_is_shut_by_https(settings: Settings) -> None:
    with application(replace(settings, base_url="https://127.0.0.1")) as app:
        client = app.test_client()
        form = {"email": "anna@example.org"}
        answer = client.post("/sign-in", data=form, base_url="https://127.0.0.1")
    (told,) = answer.headers.getlist("Set-Cookie")
    name, _, rest = told.partition("=")
    assert name == "__Host-session"
    assert set(rest.split("; ")[1:]) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_cookie_on_a_machine_for_development_is_shut_as_far_as_http_allows(
    browser: Browser,
) -> None:
    told = browser.ask_link().headers["Set-Cookie"]
    assert told.startswith("session=")
    assert set(told.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_mailed_link_works_by_https_although_its_page_tells_no_referer(
    settings: Settings, anna: User, engine: Engine
) -> None:
    with transaction(engine) as db:
        link = make_link(db, anna, secret=SECRET, now=real_now())
    app = create_app(replace(settings, base_url="https://127.0.0.1"))
    client, path = app.test_client(), f"/sign-in/link/{link.token}"
    page = client.get(path, base_url="https://127.0.0.1")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    token = page.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    form = {"csrf_token": token}
    answer = client.post(path, data=form, base_url="https://127.0.0.1")
    app.extensions["engine"].dispose()
    assert (answer.status_code, answer.location) == (302, "/welcome?next=/")
