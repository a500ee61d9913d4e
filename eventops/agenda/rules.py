"""Words of the agenda."""

import enum
from dataclasses import dataclass


class AskedBy(enum.StrEnum):
    """How a substitution was asked for."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    MAIL = "mail"
    NOTE_VERBALE = "note_verbale"
    PAGE = "page"
    """By the focal point, on the delegation's page."""


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """A seat by its label, and what the plate before it says; either may be empty."""

    seat: str = ""
    plate: str = ""


NO_SEAT = OwnSeat()
