"""The language that somebody reads is the one in which they are written to."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accounts.models import User
from eventops.accounts.services import ensure_user
from eventops.core.clock import real_now
from eventops.core.db import open_db, transaction
from tests.portal.little import sign_in


@pytest.mark.parametrize(
    ("asked", "cookie", "kept"),
    [("vi", None, "vi"), (None, "vi", "vi"), ("xx", None, "en"), (None, None, "en")],
    ids=["by the switch", "chosen before signing in", "unknown", "not chosen"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_language_chosen_is_remembered_of_the_user(
    app: Flask, engine: Engine, method: str, asked: str | None, cookie: str | None, kept: str
) -> None:
    with transaction(engine) as db:
        user = ensure_user(db, "anna@mail.example", "Anna", by="cli", now=real_now())
    browser = sign_in(app.test_client(), engine, user)
    if cookie:
        browser.set_cookie("language", cookie)
    browser.open(
        "/editions" if method == "GET" else "/sign-out",
        method=method,
        query_string={"lang": asked} if asked else {},
    )
    with open_db(engine, write=False) as db:
        assert db.scalars(sa.select(User.language)).all() == [kept]
