"""The organiser's and the focal point's pages; importing this package adds them to ``pages``."""

from eventops.portal.pages import pages
from eventops.portal.views import (
    accreditation,
    delegation,
    desk,
    duplicates,
    letters,
    lists,
    people,
    privacy,
)

__all__ = [
    "accreditation",
    "delegation",
    "desk",
    "duplicates",
    "letters",
    "lists",
    "pages",
    "people",
    "privacy",
]
