"""The organiser's and the focal point's pages; importing this package adds them to ``pages``."""

from eventops.portal.pages import pages
from eventops.portal.views import (
    accreditation,
    badge_desk,
    badge_moves,
    delegation,
    desk,
    emergency,
    letters,
    people,
    pick_up,
    walk_in,
)

__all__ = [
    "accreditation",
    "badge_desk",
    "badge_moves",
    "delegation",
    "desk",
    "emergency",
    "letters",
    "pages",
    "people",
    "pick_up",
    "walk_in",
]
