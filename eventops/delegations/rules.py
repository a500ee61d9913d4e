"""Words of delegations, and how many may be nominated."""

import enum


class PartyKind(enum.StrEnum):
    """What a party is to the edition (model.md, Words)."""

    MEMBER = "member"
    PARTNER = "partner"
    ORGANISATION = "organisation"
    SECRETARIAT = "secretariat"
    HOST = "host"
    GUEST = "guest"
    MEDIA = "media"
    BUSINESS = "business"


class DelegationState(enum.StrEnum):
    """Invited → focal point named → list open → submitted."""

    INVITED = "invited"
    NAMED = "focal_point_named"
    OPEN = "list_open"
    SUBMITTED = "submitted"


class QuotaScope(enum.StrEnum):
    """What a line of a delegation's quota counts beside the whole."""

    CATEGORY = "category"
    LEVEL = "level"
    """Everybody on an ordered list of a meeting of that level."""


class DocumentKind(enum.StrEnum):
    """Papers a delegation is accredited by; the paper itself stays with the desk."""

    NOTE_VERBALE = "note_verbale"
    CREDENTIALS = "credentials"
    OTHER = "other"


PAPERS_DUE = {
    PartyKind.MEMBER: (DocumentKind.NOTE_VERBALE, DocumentKind.CREDENTIALS),
    PartyKind.PARTNER: (DocumentKind.NOTE_VERBALE, DocumentKind.CREDENTIALS),
    PartyKind.ORGANISATION: (DocumentKind.NOTE_VERBALE,),
}
"""Papers that a party of this kind is expected to send."""

SUPPORT = (
    "interpreter",
    "messenger",
    "security",
    "technician",
    "liaison",
    "protocol",
    "media",
    "pool",
    "accredited",
)
"""Functions whose holders take no delegation's seat in a session."""

FUNCTIONS = (
    "head",
    "deputy",
    "delegate",
    "chair",
    "jury",
    *SUPPORT,
    "guest-of-honour",
    "prime-minister",
)
"""Functions a person may have in a delegation, as audience rules name them."""

DELEGATIONS_FUNCTIONS = (
    "head",
    "deputy",
    "delegate",
    "chair",
    "jury",
    "interpreter",
    "messenger",
    "security",
    "technician",
    "liaison",
    "protocol",
)

FUNCTIONS_OF = {
    PartyKind.MEDIA: ("media", "pool", "accredited", "technician"),
    PartyKind.GUEST: ("guest-of-honour", "prime-minister", *DELEGATIONS_FUNCTIONS),
}
"""Functions a party of this kind may nominate for; the others send delegations."""


def functions_of(kind: PartyKind) -> tuple[str, ...]:
    """What a focal point may choose from, the usual one first offered by the form."""
    return FUNCTIONS_OF.get(kind, DELEGATIONS_FUNCTIONS)
