"""Browsers, a user with a mailbox, and the mail that waits for them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.accounts.models import User
from eventops.accounts.services import ensure_user
from eventops.core.clock import real_now
from eventops.core.db import open_db, transaction
from eventops.mail.models import Letter

ANNA = "anna@example.org"
MailOf = Callable[..., "Mailed"]


@dataclass(frozen=True)
class Mailed:
    """The newest letter's way in."""

    path: str
    code: str


@pytest.fixture
def anna(engine: Engine) -> User:
    """A user who reads ``ANNA`` and holds no role."""
    with transaction(engine) as db:
        return ensure_user(db, ANNA, "Anna", by="cli", now=real_now())


@pytest.fixture
def mailed(engine: Engine) -> MailOf:
    """Reads the newest letter in the outbox."""

    def newest() -> Mailed:
        with open_db(engine, write=False) as db:
            query = sa.select(Letter.body).order_by(Letter.made_at.desc()).limit(1)
            body = db.scalars(query).one()
        path = re.search(r"http://127\.0\.0\.1:8000(/sign-in/link/\S+)\n", body)
        code = re.search(r"\b(\d{3} \d{3})\b", body)
        assert path and code
        return Mailed(path[1], code[1])

    return newest


class Browser:
    """A browser of its own; ``address`` is where its requests come from."""

    def __init__(self, app: Flask, address: str = "192.0.2.1") -> None:
        self.client = app.test_client()
        self.address = {"REMOTE_ADDR": address}

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, environ_overrides=self.address)

    def post(self, path: str, **form: str) -> TestResponse:
        return self.client.post(path, data=form, environ_overrides=self.address)

    def ask_link(self, email: str = ANNA, path: str = "/sign-in") -> TestResponse:
        return self.post(path, email=email)

    def type_code(self, code: str, email: str = ANNA) -> TestResponse:
        return self.post("/sign-in/code", email=email, code=code)

    @property
    def signed_in(self) -> bool:
        """Whether a page for signed-in users lets this browser in."""
        answer = self.get("/welcome")
        assert answer.status_code == 302
        return not answer.location.startswith("/sign-in")


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def other_browser(app: Flask) -> Browser:
    return Browser(app, "192.0.2.2")
