"""The organiser's and the focal point's pages; importing this package adds them to ``pages``."""

from eventops.portal.pages import pages
from eventops.portal.views import (
    accreditation,
    delegation,
    desk,
    earlier,
    letters,
    people,
    spreadsheet,
)

__all__ = [
    "accreditation",
    "delegation",
    "desk",
    "earlier",
    "letters",
    "pages",
    "people",
    "spreadsheet",
]
