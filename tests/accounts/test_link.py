"""Signing in by mailed link or six-digit code (security note A1, A2, L1)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accounts.models import Attempt, SignInToken, User
from eventops.accounts.rules import CODE_TRIES, LIMITS, LINK_LIFE
from eventops.accounts.services import make_link, take_attempt
from eventops.app import create_app
from eventops.core.clock import real_now
from eventops.core.db import open_db, transaction
from eventops.core.settings import Settings
from eventops.mail.models import Letter
from tests.accounts.conftest import ANNA, Browser, MailOf

SECRET = b"s" * 40


def token_of(engine: Engine) -> SignInToken:
    with open_db(engine, write=False) as db:
        return db.scalars(sa.select(SignInToken).order_by(SignInToken.made_at.desc())).first() or (
            pytest.fail("no link was made")
        )


def age_links(engine: Engine, by: timedelta) -> None:
    with transaction(engine) as db:
        for token in db.scalars(sa.select(SignInToken)):
            token.made_at, token.expires_at = token.made_at - by, token.expires_at - by


def test_opening_the_link_consumes_nothing(browser: Browser, anna: User, mailed: MailOf) -> None:
    """Mail scanners open every link."""
    browser.ask_link()
    path = mailed().path
    assert [browser.get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert browser.client.head(path).status_code == 200
    assert browser.client.options(path).status_code == 200
    assert not browser.signed_in
    assert browser.post(path).status_code == 302
    assert browser.signed_in


def test_second_use_is_answered_like_a_link_that_never_was(
    browser: Browser, anna: User, mailed: MailOf
) -> None:
    browser.ask_link()
    path = mailed().path
    browser.post(path)
    browser.post("/sign-out")
    used, invented = browser.post(path), browser.post("/sign-in/link/never")
    assert (used.status_code, used.location) == (302, "/sign-in")
    assert (used.status_code, used.location, used.data) == (
        invented.status_code,
        invented.location,
        invented.data,
    )
    assert not browser.signed_in


def test_link_is_too_old_after_ten_minutes(
    browser: Browser, anna: User, mailed: MailOf, engine: Engine
) -> None:
    assert timedelta(minutes=10) == LINK_LIFE
    browser.ask_link()
    age_links(engine, LINK_LIFE)
    mail = mailed()
    assert browser.post(mail.path).location == "/sign-in"
    assert browser.type_code(mail.code).status_code == 422
    assert not browser.signed_in


def test_database_holds_only_hashes(
    browser: Browser, anna: User, mailed: MailOf, engine: Engine
) -> None:
    browser.ask_link()
    mail, row = mailed(), token_of(engine)
    secrets = {mail.path.rpartition("/")[2], mail.code, mail.code.replace(" ", "")}
    kept = {str(value) for value in vars(row).values()}
    assert kept & secrets == set()


def test_link_opened_elsewhere_asks_for_the_code(
    browser: Browser, other_browser: Browser, anna: User, mailed: MailOf
) -> None:
    browser.ask_link()
    mail = mailed()
    for answer in (other_browser.get(mail.path), other_browser.post(mail.path)):
        assert (answer.status_code, answer.location) == (302, "/sign-in/code")
    assert not other_browser.signed_in
    assert other_browser.type_code(mail.code).status_code == 302
    assert other_browser.signed_in


def test_code_works_once(
    browser: Browser, other_browser: Browser, anna: User, mailed: MailOf
) -> None:
    browser.ask_link()
    mail = mailed()
    assert other_browser.type_code(mail.code.replace(" ", "")).status_code == 302
    assert browser.type_code(mail.code).status_code == 422
    assert browser.post(mail.path).location == "/sign-in"
    assert (other_browser.signed_in, browser.signed_in) == (True, False)


def test_older_links_die_when_a_new_one_is_asked(
    browser: Browser, anna: User, mailed: MailOf
) -> None:
    browser.ask_link()
    old = mailed()
    browser.ask_link()
    new = mailed()
    assert browser.get(old.path).location == "/sign-in"
    assert browser.type_code(old.code).status_code == 422
    assert browser.post(new.path).status_code == 302
    assert browser.signed_in


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06}"


def test_wrong_code_is_counted_although_the_request_is_refused(
    browser: Browser, anna: User, mailed: MailOf, engine: Engine
) -> None:
    browser.ask_link()
    assert browser.type_code(wrong(mailed().code)).status_code == 422
    assert token_of(engine).wrong_codes == 1


def test_code_is_locked_after_ten_wrong_tries(
    browser: Browser, anna: User, mailed: MailOf, engine: Engine
) -> None:
    browser.ask_link()
    code = mailed().code
    answers = [browser.type_code(wrong(code)).status_code for _ in range(CODE_TRIES)]
    assert answers == [422] * 10
    assert browser.type_code(code).status_code == 422
    assert (token_of(engine).used_at, token_of(engine).wrong_codes) == (None, 10)


def test_nine_wrong_tries_leave_the_code_open(browser: Browser, anna: User, mailed: MailOf) -> None:
    browser.ask_link()
    code = mailed().code
    for _ in range(CODE_TRIES - 1):
        browser.type_code(wrong(code))
    assert browser.type_code(code).status_code == 302


def test_wrong_and_unknown_are_answered_alike(browser: Browser, anna: User, mailed: MailOf) -> None:
    browser.ask_link()
    code = wrong(mailed().code)
    known, unknown = browser.type_code(code), browser.type_code(code, "ghost@example.org")
    assert known.text == unknown.text.replace("ghost@example.org", ANNA)


def test_one_link_used_twice_at_once_signs_in_once(app: Flask, anna: User, engine: Engine) -> None:
    with transaction(engine) as db:
        link = make_link(db, anna, secret=SECRET, now=real_now())
    browsers = [Browser(app) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda each: each.post(f"/sign-in/link/{link.token}"), browsers))
    assert sum(each.signed_in for each in browsers) == 1


def test_link_from_the_command_line_works_in_any_browser_once(
    browser: Browser, other_browser: Browser, anna: User, engine: Engine
) -> None:
    with transaction(engine) as db:
        link = make_link(db, anna, secret=SECRET, now=real_now())
    path = f"/sign-in/link/{link.token}"
    assert other_browser.get(path).status_code == 200
    assert other_browser.post(path).location == "/welcome?next=/"
    assert browser.post(path).location == "/sign-in"


@pytest.mark.parametrize(("reusable", "allowed"), [(True, [True, True]), (False, [True, False])])
def test_link_works_again_only_when_it_is_a_demos(
    browser: Browser,
    other_browser: Browser,
    anna: User,
    engine: Engine,
    reusable: bool,
    allowed: list[bool],
) -> None:
    with transaction(engine) as db:
        link = make_link(db, anna, secret=SECRET, now=real_now(), reusable=reusable)
    for each in (browser, other_browser):
        each.post(f"/sign-in/link/{link.token}")
    assert [browser.signed_in, other_browser.signed_in] == allowed


def test_demo_link_lives_on_when_a_link_is_asked_by_mail(
    browser: Browser, anna: User, engine: Engine
) -> None:
    with transaction(engine) as db:
        link = make_link(db, anna, secret=SECRET, now=real_now(), reusable=True)
    browser.ask_link()
    assert browser.get(f"/sign-in/link/{link.token}").status_code == 200


def test_known_and_unknown_mailboxes_are_answered_alike(
    browser: Browser, anna: User, engine: Engine
) -> None:
    known, unknown = browser.ask_link(), browser.ask_link("ghost@example.org")
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace(ANNA, "?").replace("anna%40", "?%40") == unknown.text.replace(
        "ghost@example.org", "?"
    ).replace("ghost%40", "?%40")
    assert dict(known.headers).keys() == dict(unknown.headers).keys()
    with open_db(engine, write=False) as db:
        assert list(db.scalars(sa.select(Letter.recipient))) == [ANNA]


def test_disabled_user_is_answered_alike_and_gets_no_mail(
    browser: Browser, anna: User, engine: Engine
) -> None:
    with transaction(engine) as db:
        db.get_one(User, anna.id).disabled_at = real_now()
    assert browser.ask_link().status_code == 200
    with open_db(engine, write=False) as db:
        assert list(db.scalars(sa.select(Letter.recipient))) == []


def test_link_of_a_user_disabled_since_is_dead(
    browser: Browser, anna: User, mailed: MailOf, engine: Engine
) -> None:
    browser.ask_link()
    mail = mailed()
    with transaction(engine) as db:
        db.get_one(User, anna.id).disabled_at = real_now()
    assert browser.post(mail.path).location == "/sign-in"
    assert browser.type_code(mail.code).status_code == 422


def test_sixth_link_for_a_mailbox_is_refused_from_wherever(
    app: Flask, anna: User, engine: Engine
) -> None:
    most = LIMITS["link for mailbox"][0]
    browsers = [Browser(app, f"198.51.100.{number}") for number in range(most + 1)]
    assert [each.ask_link().status_code for each in browsers] == [200] * 5 + [429]
    with transaction(engine) as db:
        for attempt in db.scalars(sa.select(Attempt)):
            attempt.at -= timedelta(minutes=15)
    assert browsers[0].ask_link().status_code == 200


def test_twenty_first_link_from_an_address_is_refused(browser: Browser) -> None:
    most = LIMITS["link from address"][0]
    answers = [browser.ask_link(f"a{number}@example.org").status_code for number in range(most + 1)]
    assert answers == [200] * 20 + [429]


def test_limit_is_counted_over_all_workers(app: Flask, settings: Settings) -> None:
    """Two applications on one database, and all tries at once."""
    workers = [app, create_app(settings)]
    workers[1].config.update(WTF_CSRF_ENABLED=False)
    browsers = [Browser(workers[number % 2], f"198.51.100.{number}") for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda each: each.ask_link().status_code, browsers))
    workers[1].extensions["engine"].dispose()
    assert sorted(answers) == [200] * 5 + [429] * 7


def test_exactly_the_tries_left_pass_when_all_come_at_once(own_engine: Engine) -> None:
    """On both databases: nobody who came in time is refused because others came too."""
    most, at = LIMITS["link for mailbox"][0], real_now()
    for round_ in range(10):
        start = Barrier(most + 5)

        def one_try(
            _number: int, subject: str = f"mailbox {round_}", start: Barrier = start
        ) -> bool:
            start.wait()
            with transaction(own_engine) as db:
                return take_attempt(db, "link for mailbox", subject, now=at)

        with ThreadPoolExecutor(most + 5) as threads:
            passed = list(threads.map(one_try, range(most + 5)))
        assert (passed.count(True), passed.count(False)) == (most, 5)


@pytest.mark.parametrize("email", ["", "anna", "a@b", "a b@c.org", "a@b.org,c@d.org", "a@" * 200])
def test_what_is_no_mail_address_is_told(browser: Browser, email: str) -> None:
    assert browser.ask_link(email).status_code == 422


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12a456", "١٢٣٤٥٦"])
def test_what_is_no_code_is_told(browser: Browser, code: str) -> None:
    assert browser.type_code(code).status_code == 422
