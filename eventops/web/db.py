"""A request is one transaction, committed in one place."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, g, request
from sqlalchemy.engine import Engine

from eventops.core.db import Db, open_db, transaction

T = TypeVar("T")
READING = ("GET", "HEAD", "OPTIONS")


def init_db(app: Flask, engine: Engine) -> None:
    """Give each request a session; answers below 400 commit, everything else rolls back."""
    app.extensions["engine"] = engine

    @app.after_request
    def commit(response: Response) -> Response:
        if "db" in g and request.method not in READING:
            if response.status_code < 400:
                g.db.commit()
            else:
                g.db.rollback()
        return response

    @app.teardown_appcontext
    def close(_fault: BaseException | None) -> None:
        if "db" in g:
            g.pop("db").close()


def db() -> Db:
    """This request's database session; writers take SQLite's lock when they begin."""
    if "db" not in g:
        g.db = open_db(engine(), write=request.method not in READING)
    session: Db = g.db
    return session


def engine() -> Engine:
    """The application's engine."""
    found: Engine = current_app.extensions["engine"]
    return found


def aside(write: Callable[[Db], T]) -> T:
    """Bookkeeping that stays even if the request is refused, in a transaction of its own.

    Returns what was written down.

    Only before the request's own writing begins: on SQLite two writers of one request would wait
    for each other.
    """
    with transaction(engine()) as own:
        return write(own)
