"""Answers of the desk's verbs: a page for people, JSON for the board that dropped a card."""

from flask import flash, jsonify, redirect, request
from werkzeug.wrappers import Response

from eventops.core.errors import DomainError
from eventops.portal.programme.desk import Desk
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


def fault_said(here: Desk, fault: DomainError) -> str:
    """The sentence of a fault, with the session's title where the fault knows its code."""
    known = here.draft.by_code.get(str(fault.facts.get("session", "")))
    named = {"session": known.plan.title} if known else {}
    return say(fault.code, {**fault.facts, **named})


def refused(here: Desk, fault: DomainError, *, url: str = "") -> Response:
    """Why it was not done; ``url`` leads to where it can be looked at and decided."""
    answer = jsonify({"code": fault.code, "sentence": fault_said(here, fault), "url": url})
    answer.status_code = status_of(fault)
    return answer
