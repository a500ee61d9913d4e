"""Situations as answers: a page for people, application/problem+json (RFC 9457) for programs."""

import logging
import secrets
from typing import Any

from flask import Flask, Response, g, jsonify, render_template, request
from flask.globals import request_ctx
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from eventops.core.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound, TooMany
from eventops.web.sentences import say

STATUS: dict[type[DomainError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    Invalid: 422,
    TooMany: 429,
}
log = logging.getLogger(__name__)


def status_of(fault: DomainError) -> int:
    """The HTTP status of a situation."""
    return next((code for kind, code in STATUS.items() if isinstance(fault, kind)), 400)


def init_problems(app: Flask) -> None:
    """One table from situations to answers; no traceback reaches a user."""
    app.register_error_handler(DomainError, _situation)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _crash)


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """An application/problem+json answer with a stable code."""
    body = {"type": "about:blank", "status": status, "code": code, "title": detail, **more}
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def wants_json() -> bool:
    """Whether a program asks: everything below /api/."""
    return request.path.startswith("/api/")


def answer(status: int, code: str, sentence: str) -> Response:
    """The situation as its asker can read it."""
    g.personal = True
    if wants_json():
        return problem(status, code, sentence)
    if request_ctx.url_adapter is None:  # the Host is not ours, so no address can be made
        return Response(sentence, status=status, mimetype="text/plain")
    page = render_template("errors/error.html", status=status, sentence=sentence)
    return Response(page, status=status)


def _situation(fault: DomainError) -> Response:
    return answer(status_of(fault), fault.code, say(fault.code, fault.facts))


def _stale_form(_fault: CSRFError) -> Response:
    sentence = _(
        "This form is too old or was sent from elsewhere; nothing was changed. "
        "Go back, load the page again and send it once more."
    )
    return answer(400, "stale_form", sentence)


def _http(fault: HTTPException) -> Response:
    sentences = {
        400: _("The request could not be understood; nothing was changed."),
        404: _("There is nothing at this address, or nothing that you may see."),
        405: _("This address cannot be used that way."),
        413: _("The file is too large."),
        429: _("Too many tries. Wait a little, then try again."),
    }
    code = fault.code or 500
    if code in (301, 302, 303, 307, 308):
        return Response(fault.get_body(), status=code, headers=fault.get_headers())
    sentence = sentences.get(code, _("The request could not be answered."))
    told = answer(code, f"http_{code}", sentence)
    for name in ("Allow", "Retry-After"):
        if name in dict(fault.get_headers()):
            told.headers[name] = dict(fault.get_headers())[name]
    return told


def _crash(fault: Exception) -> Response:
    number = secrets.token_hex(4)
    log.error("crash %s at %s %s", number, request.method, request.endpoint, exc_info=fault)
    sentence = _(
        "Something went wrong on our side; nothing was changed. Please try again, and if it "
        "comes back tell the organisers this number: %(number)s.",
        number=number,
    )
    return answer(500, "crash", sentence)
