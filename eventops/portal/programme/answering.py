"""Answers of the desk's verbs: a page for people, JSON for the board that dropped a card."""

from flask import flash, jsonify, redirect, request
from werkzeug.wrappers import Response

from eventops.core.errors import DomainError
from eventops.web.problems import status_of
from eventops.web.sentences import say


def in_json() -> bool:
    """Whether the board's script asks."""
    return request.headers.get("Accept", "") == "application/json"


def done(sentence: str, url: str) -> Response:
    """What was done; the script hears it, others are led on."""
    if in_json():
        return jsonify({"done": sentence})
    flash(sentence)
    return redirect(url, 303)


def refused(fault: DomainError, *, url: str = "") -> Response:
    """Why it was not done; ``url`` leads to where it can be looked at and decided."""
    answer = jsonify({"code": fault.code, "sentence": say(fault.code, fault.facts), "url": url})
    answer.status_code = status_of(fault)
    return answer
