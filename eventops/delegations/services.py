"""Verbs of delegations: adding and correcting people, ordering the lists."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.core.multilingual import folded
from eventops.delegations.documents import following_name, keep_document
from eventops.delegations.drafts import NominationDraft, checked
from eventops.delegations.models import Delegate, Delegation, ListEntry, Person
from eventops.delegations.quota import require_levels
from eventops.delegations.rules import DelegationState
from eventops.editions.queries import meetings_of


def lock_quota(db: Db, delegation_id: str) -> int:
    """The delegation's quota, holding its row until the end: nobody else counts meanwhile.

    On SQLite a writing transaction is alone from its beginning.
    """
    quota = db.scalar(
        sa.select(Delegation.quota)
        .where(Delegation.id == delegation_id)
        .with_for_update(key_share=True)
    )
    if quota is None:
        raise NotFound("no_delegation")
    return quota


def lock_delegations(db: Db, delegation_ids: sa.Select[str] | Collection[str]) -> None:
    """Hold several delegations at once, in one order for everybody, so that none waits crosswise."""
    ids = sa.select(Delegation.id).where(Delegation.id.in_(delegation_ids))
    db.execute(ids.order_by(Delegation.id).with_for_update(key_share=True)).all()


def lock_people(db: Db, person_ids: Collection[str]) -> None:
    """Hold every delegation in which one of the people stands, so that nothing moves in any."""
    standing = sa.select(Delegate.delegation_id).where(Delegate.person_id.in_(person_ids))
    lock_delegations(db, standing)


def add_delegate(
    db: Db, delegation: Delegation, draft: NominationDraft, *, by: str, now: datetime
) -> Delegate:
    """A new person at the end of the delegation and of the lists chosen; ``party`` is loaded.

    Nobody else's place changes. Raises Invalid as ``drafts.checked`` does, NotFound
    ``no_meeting``.
    """
    told = checked(draft, flag=delegation.party.flag, on=now.date())
    lock_quota(db, delegation.id)
    person = Person(search_name=folded(told.full_name), **_person_values(told))
    keep_document(db, person, told)
    delegate = Delegate(
        delegation=delegation,
        person=person,
        function=told.function,
        position=told.position,
        diet=told.diet,
        rank=next_rank(db, delegation.id),
        added_at=now,
    )
    db.add(delegate)
    db.flush()
    _stand_on(db, delegation, delegate.id, told.meetings)
    begin_list(delegation)
    journal.record(
        db,
        "delegate added",
        f"delegate:{delegate.id}",
        by=by,
        now=now,
        edition_id=delegation.edition_id,
        delegation=delegation.id,
        function=told.function,
        meetings=list(told.meetings),
    )
    return delegate


def begin_list(delegation: Delegation) -> None:
    """With the first name the list is open; the caller holds the delegation."""
    if delegation.state in (DelegationState.INVITED, DelegationState.NAMED):
        delegation.state = DelegationState.OPEN


def correct_delegate(
    db: Db, delegate: Delegate, draft: NominationDraft, *, by: str, now: datetime
) -> tuple[str, ...]:
    """Store what the draft says differently; returns the names of the fields that changed.

    ``delegate`` has person, delegation and party loaded. A meeting newly chosen is appended to, a
    meeting no longer chosen is left. Raises as ``add_delegate``.
    """
    person, delegation = delegate.person, delegate.delegation
    kept_language = person.own_language if draft.own_script == person.own_script else ""
    told = checked(following_name(person, draft), flag=delegation.party.flag, on=now.date())
    lock_quota(db, delegation.id)
    values = _person_values(told) | {"own_language": kept_language or told.own_language}
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name, value in values.items():
        setattr(person, name, value)
    person.search_name = folded(told.full_name)
    if keep_document(db, person, told):
        changed.append("document")
    for name in ("function", "position", "diet"):
        if getattr(delegate, name) != getattr(told, name):
            setattr(delegate, name, getattr(told, name))
            changed.append(name)
    if _stand_on(db, delegation, delegate.id, told.meetings):
        changed.append("meetings")
    if changed:
        journal.record(
            db,
            "delegate corrected",
            f"delegate:{delegate.id}",
            by=by,
            now=now,
            edition_id=delegation.edition_id,
            fields=changed,
        )
    return tuple(changed)


def _person_values(told: NominationDraft) -> dict[str, str | date | None]:
    return {
        "style": told.style,
        "full_name": told.full_name,
        "badge_name": told.badge_name,
        "own_script": told.own_script,
        "own_language": told.own_language,
        "sort_name": told.sort_name,
        "mrz_name": told.mrz_name,
        "born_on": told.born_on,
        "email": told.email,
    }


def next_rank(db: Db, delegation_id: str) -> int:
    """Of whoever comes new: behind everybody."""
    lowest = db.scalar(
        sa.select(sa.func.max(Delegate.rank)).where(Delegate.delegation_id == delegation_id)
    )
    return (lowest or 0) + 1


def _stand_on(db: Db, delegation: Delegation, delegate_id: str, meeting_ids: Sequence[str]) -> bool:
    """Let the delegate stand on exactly these lists; whether anything changed.

    Raises Conflict ``level_full`` when a level of meetings has no place left.
    """
    known = {meeting.id for meeting in meetings_of(db, delegation.edition_id)}
    if not known.issuperset(meeting_ids):
        raise NotFound("no_meeting")
    before = set(
        db.scalars(sa.select(ListEntry.meeting_id).where(ListEntry.delegate_id == delegate_id))
    )
    left = before - set(meeting_ids)
    db.execute(
        sa.delete(ListEntry).where(
            ListEntry.delegate_id == delegate_id, ListEntry.meeting_id.in_(left)
        )
    )
    joined = set(meeting_ids) - before
    for meeting_id in sorted(joined):
        append_to_list(db, delegation.id, meeting_id, delegate_id)
    db.flush()
    require_levels(db, delegation.id, joined)
    return before != set(meeting_ids)


def append_to_list(db: Db, delegation_id: str, meeting_id: str, delegate_id: str) -> None:
    """The end of a list: whoever stands on it keeps their place."""
    last = db.scalar(
        sa.select(sa.func.max(ListEntry.position)).where(
            ListEntry.delegation_id == delegation_id, ListEntry.meeting_id == meeting_id
        )
    )
    db.add(
        ListEntry(
            delegation_id=delegation_id,
            meeting_id=meeting_id,
            delegate_id=delegate_id,
            position=(last or 0) + 1,
        )
    )


def leave_lists(
    db: Db, delegate: Delegate, *, by: str, now: datetime, edition_id: str
) -> dict[str, int]:
    """Take a person who will not come from every ordered list; those behind move up.

    Returns meeting id → position, for whoever undoes it.
    """
    lock_quota(db, delegate.delegation_id)
    gone = sa.delete(ListEntry).where(ListEntry.delegate_id == delegate.id)
    left = dict(db.execute(gone.returning(ListEntry.meeting_id, ListEntry.position)).all())
    if left:
        journal.record(
            db,
            "lists left",
            f"delegate:{delegate.id}",
            by=by,
            now=now,
            edition_id=edition_id,
            meetings=sorted(left),
        )
    return left
