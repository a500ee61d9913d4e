"""The organiser's and the focal point's pages; importing this package adds them to ``pages``."""

from eventops.portal.pages import pages
from eventops.portal.views import (
    accreditation,
    arrangements,
    delegation,
    desk,
    history,
    letters,
    people,
    terms,
)

__all__ = [
    "accreditation",
    "arrangements",
    "delegation",
    "desk",
    "history",
    "letters",
    "pages",
    "people",
    "terms",
]
