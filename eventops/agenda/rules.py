"""Words of the agenda."""

import enum


class AskedBy(enum.StrEnum):
    """How a substitution was asked for."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    MAIL = "mail"
    NOTE_VERBALE = "note_verbale"
    PAGE = "page"
    """By the focal point, on the delegation's page."""
