"""Words of accreditation, and who may move a registration where."""

import enum
from collections.abc import Mapping


class State(enum.StrEnum):
    """nominated → submitted → checked → approved | more information | refused | withdrawn."""

    NOMINATED = "nominated"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    APPROVED = "approved"
    MORE_INFORMATION = "more_information"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Category(enum.StrEnum):
    """What a badge says at arm's length."""

    HEAD = "head"
    DELEGATE = "delegate"
    SECRETARIAT = "secretariat"
    MEDIA = "media"
    STAFF = "staff"
    SECURITY = "security"
    GUEST = "guest"
    BUSINESS = "business"


class Channel(enum.StrEnum):
    """How a person came onto a delegation's list."""

    FORM = "form"
    SPREADSHEET = "spreadsheet"
    COPIED = "copied"
    """From an earlier edition; to be confirmed."""
    WALK_IN = "walk_in"


class ImportState(enum.StrEnum):
    """Checked → running → done, or refused whole."""

    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"


WAITING = (State.SUBMITTED, State.CHECKED)
"""States in which an accreditation officer has something to do."""

OUT = (State.REFUSED, State.WITHDRAWN)
"""States that take no place of the quota."""

Moves = Mapping[State, tuple[State, ...]]
"""Target → the states it may be reached from."""

BY_OFFICER: Moves = {
    State.CHECKED: (State.SUBMITTED,),
    State.APPROVED: (
        State.SUBMITTED,
        State.CHECKED,
        State.MORE_INFORMATION,
        State.REFUSED,
    ),
    State.MORE_INFORMATION: (State.SUBMITTED, State.CHECKED, State.APPROVED),
    State.REFUSED: (
        State.SUBMITTED,
        State.CHECKED,
        State.MORE_INFORMATION,
        State.APPROVED,
    ),
}
"""What an accreditation officer moves. *Checked* says that the nomination is in order and the
person may be decided about: another officer approves, and vetting looks at them first."""

BY_FOCAL_POINT: Moves = {
    State.SUBMITTED: (State.NOMINATED, State.MORE_INFORMATION),
    State.WITHDRAWN: (
        State.NOMINATED,
        State.SUBMITTED,
        State.CHECKED,
        State.APPROVED,
        State.MORE_INFORMATION,
    ),
}
"""What a focal point moves."""

UNDOING: Moves = {
    state: tuple(target for target, froms in BY_OFFICER.items() if state in froms)
    for state in dict.fromkeys(state for froms in BY_OFFICER.values() for state in froms)
}
"""Undoing goes back over an officer's own move and no other; nobody undoes what a focal point did."""

REFUSAL_REASONS = (
    "not_nominated",
    "duplicate",
    "documents_missing",
    "photo_unusable",
    "late",
    "security",
)
"""Why a registration may be refused or asked about; sentences at the edge."""


TAKING_OVER = ("absent", "urgent", "agreed")
"""Why another officer approves in place of the one named; sentences at the edge."""


class Block(enum.StrEnum):
    """What vetting can stop, each by itself and beside the state."""

    PRINT = "print"
    ISSUE = "issue"
    DOOR = "door"


BLOCK_REASONS = ("identity", "document", "enquiry", "authority", "other")
"""Why vetting blocks; sentences at the edge. *Other* needs the officer's own words."""

TO_VET = (State.CHECKED, State.SUBMITTED, State.MORE_INFORMATION, State.APPROVED)
"""States in which vetting looks at a person, those first whom the desk has checked."""

PHOTO_DOUBTS = ("dark", "bright", "flat", "blurred", "cut")
"""What may be doubtful about a photo that is kept all the same; sentences at the edge."""


def category_for(kind: str, function: str, *, state: bool) -> Category:
    """The badge category a function in a party of some kind has by default."""
    if function == "security":
        return Category.SECURITY
    if function in ("head", "chair") and kind in ("member", "partner", "secretariat"):
        return Category.HEAD if function == "head" or state else Category.DELEGATE
    by_kind = {
        "secretariat": Category.SECRETARIAT,
        "host": Category.STAFF,
        "media": Category.MEDIA,
        "business": Category.BUSINESS,
        "guest": Category.GUEST,
    }
    return by_kind.get(kind, Category.DELEGATE)
