"""Signing in with a password, for organisers who have one."""

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accounts.models import User
from eventops.accounts.rules import LIMITS
from eventops.accounts.services import password_fits, set_password
from eventops.core.clock import real_now
from eventops.core.db import open_db, transaction
from eventops.core.errors import Invalid
from tests.accounts.conftest import ANNA, Browser

PASSWORD = "sông Hồng chảy"


@pytest.fixture
def keyed(anna: User, engine: Engine) -> User:
    """Anna with a password."""
    with transaction(engine) as db:
        set_password(db, db.get_one(User, anna.id), PASSWORD, by="cli", now=real_now())
    return anna


def type_password(browser: Browser, password: str, email: str = ANNA) -> int:
    return browser.post("/sign-in/password", email=email, password=password).status_code


def test_right_password_lets_in(browser: Browser, keyed: User) -> None:
    assert type_password(browser, PASSWORD, " ANNA@example.org ") == 302
    assert browser.signed_in


@pytest.mark.parametrize("password", ["wrong", PASSWORD.upper(), f" {PASSWORD}", "x" * 5000])
def test_wrong_password_lets_nobody_in(browser: Browser, keyed: User, password: str) -> None:
    assert type_password(browser, password) == 422
    assert not browser.signed_in


def test_user_without_a_password_enters_by_none(browser: Browser, anna: User) -> None:
    for password in (" ", "None", "wrong"):
        assert type_password(browser, password) == 422


def test_disabled_user_is_not_let_in(browser: Browser, keyed: User, engine: Engine) -> None:
    with transaction(engine) as db:
        db.get_one(User, keyed.id).disabled_at = real_now()
    assert type_password(browser, PASSWORD) == 422


def test_unknown_user_sees_the_same_page(browser: Browser, keyed: User) -> None:
    ghost = "ghost@example.org"
    known = browser.post("/sign-in/password", email=ANNA, password="wrong")
    unknown = browser.post("/sign-in/password", email=ghost, password="wrong")
    assert known.text == unknown.text.replace(ghost, ANNA)
    assert (known.status_code, set(known.headers.keys())) == (
        unknown.status_code,
        set(unknown.headers.keys()),
    )


def test_password_is_kept_as_argon2id_alone(keyed: User, engine: Engine) -> None:
    with open_db(engine, write=False) as db:
        kept = db.get_one(User, keyed.id).password_hash
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in kept


def test_same_password_is_kept_differently_each_time(keyed: User, engine: Engine) -> None:
    with open_db(engine, write=True) as db:
        user = db.get_one(User, keyed.id)
        first = user.password_hash
        set_password(db, user, PASSWORD, by="cli", now=real_now())
        assert user.password_hash != first
        assert (password_fits(user, PASSWORD), password_fits(user, "wrong")) == (True, False)


def test_short_password_is_refused(anna: User, engine: Engine) -> None:
    with open_db(engine, write=True) as db, pytest.raises(Invalid) as caught:
        set_password(db, db.get_one(User, anna.id), "x" * 11, by="cli", now=real_now())
    assert (caught.value.code, caught.value.facts) == ("password_short", {"least": 12})


def test_eleventh_try_is_refused_from_wherever_even_with_the_right_password(
    app: Flask, keyed: User
) -> None:
    most = LIMITS["password for mailbox"][0]
    answers = [
        type_password(Browser(app, f"198.51.100.{number}"), "wrong") for number in range(most)
    ]
    assert answers == [422] * 10
    assert type_password(Browser(app), PASSWORD) == 429


def test_no_account_exists_before_somebody_makes_one(engine: Engine) -> None:
    with open_db(engine, write=False) as db:
        assert db.query(User).count() == 0
