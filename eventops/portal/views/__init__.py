"""The organiser's and the focal point's pages; importing this package adds them to ``pages``."""

from eventops.portal.pages import pages
from eventops.portal.views import (
    accreditation,
    arrangements,
    delegation,
    desk,
    duplicates,
    history,
    letters,
    lists,
    people,
    privacy,
    terms,
)

__all__ = [
    "accreditation",
    "arrangements",
    "delegation",
    "desk",
    "duplicates",
    "history",
    "letters",
    "lists",
    "pages",
    "people",
    "privacy",
    "terms",
]
