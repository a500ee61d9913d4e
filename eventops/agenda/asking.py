"""What is written down of whoever asks for a substitution."""

from dataclasses import dataclass

from eventops.agenda.rules import AskedBy
from eventops.core.errors import Invalid
from eventops.core.typed import line, paragraphs

LONGEST_ASKER = 200
LONGEST_REASON = 1_000


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked for a substitution, how, and why."""

    asked_by: str
    channel: AskedBy
    reason: str


def checked(request: Request) -> Request:
    """Both texts said and bounded; raises Invalid with the fact ``field``."""
    asked_by = line(request.asked_by, "asked_by", LONGEST_ASKER)
    reason = paragraphs(request.reason, "reason", LONGEST_REASON)
    if not asked_by:
        raise Invalid("asker_missing", field="asked_by")
    if not reason:
        raise Invalid("reason_missing", field="reason")
    return Request(asked_by, request.channel, reason)
