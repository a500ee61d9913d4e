"""What a floater is worth at a door: values in, an answer out."""

from dataclasses import dataclass
from typing import Literal

Answer = Literal["admit", "refuse", "ask"]


@dataclass(frozen=True, slots=True)
class FloaterFacts:
    """What is known of a floater that was shown after a badge for which no seat was left."""

    state: str
    theirs: bool
    """Of the person's own delegation."""
    opens: bool
    """Made for sessions of this kind; none opens a closed one."""
    in_use: bool
    """Somebody else is inside on it."""
    expired: bool = False


def no_seat_by(floater: FloaterFacts) -> tuple[Answer, str] | None:
    """Why this floater gives no seat here; None when it does."""
    if floater.state == "lost":
        return "refuse", "lost"
    if not floater.theirs:
        return "ask", "floater_not_theirs"
    if floater.state != "issued":
        return "ask", "floater_not_issued"
    if floater.expired:
        return "refuse", "expired"
    if not floater.opens:
        return "ask", "floater_not_here"
    return ("ask", "floater_in_use") if floater.in_use else None


def floater_alone(state: str) -> tuple[Answer, str]:
    """A floater says of nobody who they are: the badge comes first."""
    return ("refuse", "lost") if state == "lost" else ("ask", "floater_alone")
