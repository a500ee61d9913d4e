"""Answers that a browser may ask for again: an entity tag, and 304 when nothing changed."""

import hashlib
from collections.abc import Callable, Iterable

from flask import Flask, Response, current_app, jsonify, request

import eventops
from eventops.core.resources import TRANSLATIONS, folder
from eventops.web.assets import tree_digest


def init_answers(app: Flask) -> None:
    """Remember of what software answers are made, for tags that are known before them."""
    parts = (
        eventops.__version__,
        app.extensions["asset"](""),
        tree_digest(folder("templates")),
        tree_digest(TRANSLATIONS),
    )
    app.extensions["made_by"] = " ".join(parts)


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
    parts: Iterable[object], make: Callable[[], str | bytes], *, mimetype: str = "text/html"
) -> Response:
    """The answer under a tag made of all that it depends on: 304 before anything is rendered.

    ``parts`` must differ whenever the body would; software and templates are added here.
    """
    told_of = "\n".join(map(str, (current_app.extensions["made_by"], *parts)))
    response = Response(mimetype=mimetype)
    response.set_etag(hashlib.sha256(told_of.encode()).hexdigest()[:32])
    response.make_conditional(request)
    if response.status_code != 304:
        response.set_data(make())
    return response
