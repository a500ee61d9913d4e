"""What the badge desk's pages show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accounts.rules import Viewer
from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.rules import State
from eventops.badges.code import Malformed, normal_serial, read, verify
from eventops.badges.lives import badge_counts, waiting_badges
from eventops.badges.models import Badge, BadgeState
from eventops.badges.queries import LIVING, badge_by_serial, key_by_number
from eventops.core.db import Db
from eventops.core.multilingual import folded
from eventops.delegations.models import Delegate, Delegation, Person
from eventops.delegations.queries import delegations_seen_by
from eventops.editions.models import Edition

MOST_FOUND = 30
NOT_PRINTED = "not_printed_yet"
"""Why most badges cannot be taken: they lie on no paper yet, and the desk can print them."""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody whom a search found, with the badge that lives, if any."""

    registration: Registration
    badge: Badge | None
    photo_id: str | None


@dataclass(frozen=True, slots=True)
class BadgeLine:
    """A delegation's badges by state."""

    delegation: Delegation | None
    """None in the line of all together."""
    issued: int
    printed: int
    collected: int
    lost: int
    returned: int

    @property
    def waiting(self) -> int:
        """Not collected yet."""
        return self.issued + self.printed


@dataclass(frozen=True, slots=True)
class ReadyBadge:
    """A badge that waits to be collected; ``why_not`` is a code, empty when it may be taken."""

    badge: Badge
    why_not: str


def badge_lines(db: Db, edition: Edition, viewer: Viewer) -> tuple[list[BadgeLine], BadgeLine]:
    """The delegations that have badges, in protocol order, and all together."""
    counts = badge_counts(db, edition.id)
    states = (
        BadgeState.ISSUED,
        BadgeState.PRINTED,
        BadgeState.COLLECTED,
        BadgeState.LOST,
        BadgeState.RETURNED,
    )
    lines = [
        BadgeLine(each, *(counts[each.id][state] for state in states))
        for each in delegations_seen_by(db, edition.id, viewer)
        if each.id in counts
    ]
    sums = [
        sum(counts[line.delegation.id][state] for line in lines if line.delegation)
        for state in states
    ]
    return lines, BadgeLine(None, *sums)


def badge_read(db: Db, edition: Edition, text: str) -> Badge | None:
    """The badge whose code was scanned or whose serial was typed; None when it is neither."""
    try:
        signed = read(text)
    except Malformed:
        serial = normal_serial(text)
        return badge_by_serial(db, edition.id, serial) if serial else None
    key = key_by_number(db, edition.id, signed.body.key)
    if key is None or not verify(signed, edition=edition.slug, public=key.public):
        return None
    return badge_by_serial(db, edition.id, signed.body.serial)


def found_people(db: Db, edition_id: str, text: str) -> Sequence[FoundPerson]:
    """People of an edition by the words of their names, in any order and accent; at most
    MOST_FOUND + 1."""
    words = folded(text).split()
    if not words:
        return []
    living = sa.and_(Badge.registration_id == Registration.id, Badge.state.in_(LIVING))
    query = (
        sa.select(Registration, Badge, Photo.id)
        .join(Registration.delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .outerjoin(Badge, living)
        .outerjoin(Photo, Photo.person_id == Person.id)
        .where(
            Registration.edition_id == edition_id,
            *(Person.search_name.contains(word, autoescape=True) for word in words),
        )
        .options(
            contains_eager(Registration.delegate).options(
                contains_eager(Delegate.person),
                contains_eager(Delegate.delegation).joinedload(Delegation.party),
            )
        )
        .order_by(Person.sort_name, Registration.id)
        .limit(MOST_FOUND + 1)
    )
    return [FoundPerson(*row) for row in db.execute(query)]


def ready_badges(db: Db, delegation: Delegation, today: date) -> list[ReadyBadge]:
    """A delegation's badges that wait, by rank, and why some may not be taken."""
    return [
        ReadyBadge(badge, _why_not(badge, today)) for badge in waiting_badges(db, delegation.id)
    ]


def _why_not(badge: Badge, today: date) -> str:
    if badge.owner.state is not State.APPROVED:
        return "not_approved_yet"
    if badge.owner.issue_block:
        return "issue_blocked"
    if badge.last_day < today:
        return "badge_over"
    if badge.state is BadgeState.ISSUED:
        return "print_blocked" if badge.owner.print_block else NOT_PRINTED
    return ""
