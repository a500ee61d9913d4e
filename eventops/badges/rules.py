"""Words of floaters and pins, and where each may go from where it is."""

from eventops.badges.models import InstrumentState
from eventops.programme.rules import Track

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
