"""The programme desk in tests: what its pages say, what their forms would send, what is stored."""

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.portal.little import SLUG

BOARD = f"/e/{SLUG}/desk/programme"
JSON = {"Accept": "application/json"}


def text_of(answer: TestResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def place(
    client: FlaskClient,
    code: str,
    seen: str,
    *,
    headers: dict[str, str] | None = None,
    **fields: str,
) -> TestResponse:
    sent = {
        "day": "2030-03-05",
        "start": "14:00",
        "end": "",
        "room": "hall",
        "seen": seen,
        **fields,
    }
    return client.post(f"{BOARD}/sessions/{code}/place", data=sent, headers=headers)


def fields_of(answer: TestResponse) -> dict[str, str]:
    """What the session's form would send: text fields, chosen options, the rules."""
    page = answer.text
    sent = {
        name: unescape(value)
        for name, value in re.findall(r'<input[^>]*?name="(\w+)"[^>]*?value="([^"]*)"', page)
        if name not in ("csrf_token", "illustrative")
    }
    for name, options in re.findall(
        r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        sent[name] = chosen.group(1) if chosen else ""
    rules = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", page, re.DOTALL)
    sent["audience"] = unescape(rules.group(1)) if rules else ""
    return sent
