"""Roles, who is looking, and the limits of signing in."""

import enum
from dataclasses import dataclass, field
from datetime import datetime, timedelta


class Role(enum.StrEnum):
    """What a user may do in an edition (model.md, account role)."""

    ADMINISTRATOR = "administrator"
    EDITOR = "programme editor"
    ACCREDITATION = "accreditation officer"
    VETTING = "vetting officer"
    BADGE_DESK = "badge desk"
    PROTOCOL = "protocol officer"
    MEDIA = "media officer"
    LIAISON = "liaison officer"
    SUPERVISOR = "door supervisor"
    VIEWER = "viewer"


BUNDLES = {"organiser": (Role.EDITOR, Role.ACCREDITATION, Role.PROTOCOL)}
"""Names that stand for several roles at once."""

LINK_LIFE = timedelta(minutes=10)
CODE_TRIES = 10
STAFF_IDLE = timedelta(minutes=30)
STAFF_LIFE = timedelta(hours=12)
GUEST_LIFE = timedelta(days=14)
"""Focal points and delegates: the week and the days before it."""

LIMITS = {
    "link for mailbox": (5, timedelta(minutes=15)),
    "link from address": (20, timedelta(hours=1)),
    "password for mailbox": (10, timedelta(minutes=15)),
    "code from address": (30, timedelta(minutes=15)),
    "enrolment from address": (20, timedelta(minutes=15)),
    "unknown badge at device": (20, timedelta(minutes=1)),
}
"""Kind of try → how many within which time, counted over all workers."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking: a signed-in user with their roles."""

    user_id: str
    session_id: str
    email: str
    name: str
    language: str
    roles: frozenset[tuple[str | None, Role]] = field(default_factory=frozenset)
    """(edition id or None for everywhere, role)."""
    person_id: str | None = None
    """Which person of a shared mailbox they said they are."""

    def holds(self, *roles: Role, edition_id: str | None) -> bool:
        """Whether one of the roles, or administrator, is held in the edition or everywhere."""
        wanted = {*roles, Role.ADMINISTRATOR}
        return any(role in wanted and where in (None, edition_id) for where, role in self.roles)

    def works_at(self, edition_id: str | None) -> bool:
        """Whether they hold any role there."""
        return self.holds(*Role, edition_id=edition_id)

    @property
    def actor(self) -> str:
        """How the journal names them."""
        return f"user:{self.user_id}"


def session_over(*, started: datetime, seen: datetime, now: datetime, staff: bool) -> bool:
    """Whether a signed-in browser has to sign in again (security note S3)."""
    if not staff:
        return now - started > GUEST_LIFE
    return now - seen > STAFF_IDLE or now - started > STAFF_LIFE
