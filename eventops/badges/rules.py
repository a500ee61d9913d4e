"""Which way a badge may go at the desk; words of floaters and pins, and where each may go."""

from eventops.badges.models import BadgeState, InstrumentState
from eventops.programme.rules import Track

MOVES = {
    BadgeState.PRINTED: (BadgeState.ISSUED, BadgeState.COLLECTED),
    BadgeState.COLLECTED: (BadgeState.ISSUED, BadgeState.PRINTED),
    BadgeState.LOST: (BadgeState.ISSUED, BadgeState.PRINTED, BadgeState.COLLECTED),
    BadgeState.RETURNED: (BadgeState.PRINTED, BadgeState.COLLECTED, BadgeState.LOST),
}
"""Target → the states the desk may move from. Back to printed: a hand-over that was a mistake."""

LOSS_REASONS = ("mislaid", "stolen", "damaged", "not_delivered")
"""Why a badge ends at the desk; sentences at the edge."""

MOST_EMERGENCY_AT_ONCE = 100
"""Emergency badges made in one go."""
MOST_A_DAY = 250
"""The running number of a day's emergency badge is the issue number in its code: one byte."""

MOST_AT_ONCE = 50
"""As many as are numbered in one go; no delegation needs more."""

OPENS = ("", *(track.value for track in Track if track is not Track.SERVICE))
"""Tracks that a floater may be made for; empty for all."""

_MOVES = {
    InstrumentState.AT_DESK: (InstrumentState.ISSUED,),
    InstrumentState.ISSUED: (
        InstrumentState.ISSUED,
        InstrumentState.RETURNED,
        InstrumentState.LOST,
    ),
    InstrumentState.RETURNED: (InstrumentState.ISSUED,),
    InstrumentState.LOST: (InstrumentState.RETURNED,),
}


def moves_from(state: InstrumentState) -> tuple[InstrumentState, ...]:
    """Where it may go: what is lost must come back first, what is back may go out again."""
    return _MOVES[state]
