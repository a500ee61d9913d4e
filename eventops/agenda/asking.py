"""What is written down of whoever asks for a substitution."""

import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from eventops.agenda.rules import AskedBy
from eventops.core.errors import Invalid

LONGEST_ASKER = 200
LONGEST_REASON = 1_000
UNWRITABLE = ("Cc", "Cs", "Co")


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked for a substitution, how, and why."""

    asked_by: str
    channel: AskedBy
    reason: str


def checked(request: Request) -> Request:
    """Both texts said and bounded; raises Invalid with the fact ``field``."""
    asked_by = _text("asked_by", request.asked_by, LONGEST_ASKER, breaks="")
    reason = _text("reason", request.reason, LONGEST_REASON, breaks="\r\n")
    if not asked_by:
        raise Invalid("asker_missing", field="asked_by")
    if not reason:
        raise Invalid("reason_missing", field="reason")
    return Request(asked_by, request.channel, reason)


def _text(field: str, given: str, most: int, *, breaks: Container[str]) -> str:
    text = unicodedata.normalize("NFC", given).strip()
    if any(each not in breaks and unicodedata.category(each) in UNWRITABLE for each in text):
        raise Invalid("text_unprintable", field=field)
    if len(text) > most:
        raise Invalid("text_too_long", field=field, most=most)
    return text
