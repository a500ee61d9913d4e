"""The organiser's and the focal point's pages; importing this package adds them to ``pages``."""

from eventops.portal.pages import pages
from eventops.portal.views import (
    accreditation,
    delegation,
    desk,
    instruments,
    letters,
    people,
    substitution,
    substitution_trail,
)

__all__ = [
    "accreditation",
    "delegation",
    "desk",
    "instruments",
    "letters",
    "pages",
    "people",
    "substitution",
    "substitution_trail",
]
