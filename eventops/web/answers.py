"""Answers that a browser may ask for again: an entity tag, and 304 when nothing changed."""

import hashlib
from collections.abc import Callable, Iterable
from threading import Lock

from flask import Flask, Response, current_app, jsonify, request

import eventops
from eventops.core.resources import TRANSLATIONS, folder
from eventops.web.assets import tree_digest

MOST_KEPT = 64
"""Public answers that one process keeps; a day's page of 120 sessions has 100 kB."""


def init_answers(app: Flask) -> None:
    """Remember of what software answers are made, for tags that are known before them."""
    parts = (
        eventops.__version__,
        app.extensions["asset"](""),
        tree_digest(folder("templates")),
        tree_digest(TRANSLATIONS),
    )
    app.extensions["made_by"] = " ".join(parts)
    app.extensions["kept"] = Kept()


def told(body: str, *, mimetype: str = "text/html") -> Response:
    """The body with a strong tag made of it; 304 when the asker holds the same."""
    response = Response(body, mimetype=mimetype)
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
    response.make_conditional(request)
    return response


def told_json(body: object) -> Response:
    """The same for a value as JSON."""
    response = jsonify(body)
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.make_conditional(request)
    return response


def told_if_changed(
    parts: Iterable[object],
    make: Callable[[], str | bytes],
    *,
    mimetype: str = "text/html",
) -> Response:
    """The answer under a tag made of all that it depends on: 304 before anything is rendered.

    ``parts`` must differ whenever the body would; software and templates are added here. What
    everyone may read is kept and made once for all who ask.
    """
    told_of = "\n".join(map(str, (current_app.extensions["made_by"], *parts)))
    tag = hashlib.sha256(told_of.encode()).hexdigest()[:32]
    response = Response(mimetype=mimetype)
    response.set_etag(tag)
    response.make_conditional(request)
    if response.status_code != 304:
        kept: Kept = current_app.extensions["kept"]
        response.set_data(kept.body(tag, make))
    return response


class Kept:
    """The latest public answers by their tags, made once however many ask at the same time.

    A tag names all that an answer is made of, so nothing that is kept can be out of date.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._bodies: dict[str, bytes] = {}
        self._turns: dict[str, Lock] = {}
        self._own = Lock()

    def body(self, tag: str, make: Callable[[], str | bytes]) -> bytes:
        """The answer of this tag; others wait for who makes it first."""
        with self._own:
            turn = self._turns.setdefault(tag, Lock())
        with turn:
            found = self._bodies.get(tag)
            if found is None:
                made = make()
                found = made.encode() if isinstance(made, str) else made
                self._keep(tag, found)
        return found

    def clear(self) -> None:
        """Forget all of them."""
        with self._own:
            self._bodies.clear()
            self._turns.clear()

    def _keep(self, tag: str, body: bytes) -> None:
        with self._own:
            self._bodies[tag] = body
            for oldest in list(self._bodies)[: -self._most]:
                del self._bodies[oldest]
                self._turns.pop(oldest, None)
