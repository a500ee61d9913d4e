"""What an officer said about a registration, as the focal point reads it."""

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import REFUSAL_REASONS
from eventops.web.sentences import say


def reason_said(registration: Registration) -> str:
    """A question in the officer's words, or the reason of a refusal and what they add to it."""
    return " ".join(
        part for part in (question_said(registration.reason), registration.words) if part
    )


def question_said(reason: str) -> str:
    """An officer's question or reason: one of the known ones, or their own words."""
    return say(f"reason_{reason}") if reason in REFUSAL_REASONS else reason
