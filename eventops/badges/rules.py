"""Which way a badge may go at the desk."""

from eventops.badges.models import BadgeState

MOVES = {
    BadgeState.PRINTED: (BadgeState.ISSUED, BadgeState.COLLECTED),
    BadgeState.COLLECTED: (BadgeState.ISSUED, BadgeState.PRINTED),
    BadgeState.LOST: (BadgeState.ISSUED, BadgeState.PRINTED, BadgeState.COLLECTED),
    BadgeState.RETURNED: (BadgeState.PRINTED, BadgeState.COLLECTED, BadgeState.LOST),
}
"""Target → the states the desk may move from. Back to printed: a hand-over that was a mistake."""

LOSS_REASONS = ("mislaid", "stolen", "damaged", "not_delivered")
"""Why a badge ends at the desk; sentences at the edge."""

MOST_AT_ONCE = 100
"""Emergency badges made in one go."""
MOST_A_DAY = 250
"""The running number of a day's emergency badge is the issue number in its code: one byte."""
