"""What happened in a delegation, newest first: journal entries with names found at display."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventops.accounts.models import User
from eventops.accreditation.models import Registration
from eventops.badges.models import Badge
from eventops.checkin.models import Device
from eventops.core.db import Db
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegate, Delegation, Person
from eventops.editions.queries import meetings_of

TOLD = (
    "delegate added",
    "delegate corrected",
    "lists left",
    "lists rejoined",
    "lists restored",
    "list ordered",
    "photo kept",
    "registration nominated",
    "registration submitted",
    "registration checked",
    "registration approved",
    "registration more_information",
    "registration refused",
    "registration withdrawn",
    "registration categorised",
    "badge issued",
    "badge state",
    "focal point named",
    "focal point invited",
    "focal point removed",
    "consent given",
    "consent withdrawn",
    "people merged",
    "liaison officer assigned",
    "liaison officer corrected",
    "liaison officer detached",
    "quota set",
    "quota lines set",
    "list submitted",
    "list reopened",
    "document received",
    "document removed",
)
"""What a delegation may read of itself; anything else, such as vetting, is for officers alone."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry: ``code`` names its sentence, ``facts`` fill it, with ids where names belong."""

    at: datetime
    actor: str
    actor_name: str | None
    code: str
    delegate_id: str | None
    name: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """A part of what happened, how much there is in all, and the names behind ids."""

    happenings: Sequence[Happening]
    total: int
    meetings: Mapping[str, str]
    """Meeting id → short name."""
    users: Mapping[str, str]


def history_of(
    db: Db,
    delegation: Delegation,
    *,
    told: Sequence[str] | None,
    most: int,
    after: int,
) -> History:
    """Entries about a delegation, its people, registrations, photos and badges.

    ``told`` are the only actions to tell; None tells all.
    """
    subjects = _subjects(db, delegation.id)
    which = [
        JournalEntry.edition_id == delegation.edition_id,
        JournalEntry.subject.in_(list(subjects)),
    ]
    if told is not None:
        which.append(JournalEntry.action.in_(told))
    total = db.scalar(sa.select(sa.func.count()).select_from(JournalEntry).where(*which)) or 0
    entries = db.scalars(
        sa.select(JournalEntry)
        .where(*which)
        .order_by(JournalEntry.at.desc(), JournalEntry.position.desc())
        .limit(most)
        .offset(after)
    ).all()
    users, devices = _users(db, entries), _devices(db, entries)
    return History(
        [_happening(entry, subjects, users, devices) for entry in entries],
        total,
        {meeting.id: meeting.short_name for meeting in meetings_of(db, delegation.edition_id)},
        users,
    )


def _subjects(db: Db, delegation_id: str) -> dict[str, tuple[str | None, str]]:
    """Subject of the journal → delegate and full name; the delegation itself has neither.

    Of somebody who also stands in another delegation of the edition, what was done to the person
    may be that one's affair, and is told in neither.
    """
    here = sa.select(Delegation.edition_id).where(Delegation.id == delegation_id)
    elsewhere = (
        sa.select(Delegate.person_id)
        .join(Delegate.delegation)
        .where(Delegation.id != delegation_id, Delegation.edition_id == here.scalar_subquery())
    )
    alone = sa.case((Delegate.person_id.not_in(elsewhere), Delegate.person_id))
    rows = db.execute(
        sa.select(Delegate.id, alone, Registration.id, Badge.id, Person.full_name)
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Registration, Registration.delegate_id == Delegate.id)
        .outerjoin(Badge, Badge.registration_id == Registration.id)
        .where(Delegate.delegation_id == delegation_id)
    )
    subjects: dict[str, tuple[str | None, str]] = {f"delegation:{delegation_id}": (None, "")}
    for delegate_id, person_id, registration_id, badge_id, name in rows:
        for kind, key in (
            ("delegate", delegate_id),
            ("person", person_id),
            ("registration", registration_id),
            ("badge", badge_id),
        ):
            if key is not None:
                subjects[f"{kind}:{key}"] = (delegate_id, name)
    return subjects


def _users(db: Db, entries: Iterable[JournalEntry]) -> dict[str, str]:
    """User id → name, of those who acted and those who were acted upon."""
    wanted = {entry.actor.removeprefix("user:") for entry in entries}
    wanted |= {str(entry.facts["user"]) for entry in entries if "user" in entry.facts}
    rows = db.execute(sa.select(User.id, User.name).where(User.id.in_(wanted)))
    return {key: name for key, name in rows}  # noqa: C416 - rows are no pairs


def _devices(db: Db, entries: Iterable[JournalEntry]) -> dict[str, str]:
    wanted = {
        entry.actor.removeprefix("device:")
        for entry in entries
        if entry.actor.startswith("device:")
    }
    rows = db.execute(sa.select(Device.id, Device.name).where(Device.id.in_(wanted)))
    return {key: name for key, name in rows}  # noqa: C416 - rows are no pairs


def _happening(
    entry: JournalEntry,
    subjects: Mapping[str, tuple[str | None, str]],
    users: Mapping[str, str],
    devices: Mapping[str, str],
) -> Happening:
    delegate_id, name = subjects[entry.subject]
    kind, _colon, key = entry.actor.partition(":")
    names = {"user": users, "device": devices}.get(kind, {})
    return Happening(
        entry.at,
        entry.actor,
        names.get(key),
        _code(entry),
        delegate_id,
        name,
        entry.facts,
    )


def _code(entry: JournalEntry) -> str:
    """The code of an entry's sentence: the action's, but for those that say more than one thing."""
    base = f"did_{entry.action.replace(' ', '_')}"
    if entry.action == "badge state":
        return f"did_badge_{entry.facts['after']}"
    if entry.facts.get("reinstated"):
        return "did_registration_reinstated"
    if "undone" in entry.facts:
        return "did_registration_undone"
    if entry.action == "registration nominated" and entry.facts.get("late"):
        return f"{base}_late"
    return base
