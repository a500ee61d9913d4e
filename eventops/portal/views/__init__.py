"""The organiser's and the focal point's pages; importing this package adds them to ``pages``."""

from eventops.portal.pages import pages
from eventops.portal.views import (
    accreditation,
    arrangements,
    delegation,
    desk,
    duplicates,
    history,
    instruments,
    letters,
    lists,
    people,
    privacy,
    registration,
    substitution,
    substitution_trail,
    terms,
    vetting,
)

__all__ = [
    "accreditation",
    "arrangements",
    "delegation",
    "desk",
    "duplicates",
    "history",
    "instruments",
    "letters",
    "lists",
    "pages",
    "people",
    "privacy",
    "registration",
    "substitution",
    "substitution_trail",
    "terms",
    "vetting",
]
