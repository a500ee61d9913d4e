"""The organiser's and the focal point's pages; importing this package adds them to ``pages``."""

from eventops.portal.pages import pages
from eventops.portal.views import (
    accreditation,
    badge_desk,
    badge_moves,
    delegation,
    desk,
    duplicates,
    emergency,
    letters,
    lists,
    people,
    pick_up,
    privacy,
    walk_in,
)

__all__ = [
    "accreditation",
    "badge_desk",
    "badge_moves",
    "delegation",
    "desk",
    "duplicates",
    "emergency",
    "letters",
    "lists",
    "pages",
    "people",
    "pick_up",
    "privacy",
    "walk_in",
]
