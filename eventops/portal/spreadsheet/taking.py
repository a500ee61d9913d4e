"""Taking a checked file in: all of it, with as many statements for hundreds of people as for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import Category, Channel, State, category_for
from eventops.agenda.services import following_readers
from eventops.core.db import Db
from eventops.core.ids import new_id
from eventops.core.journal import Happening, record_all
from eventops.core.multilingual import folded
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, Delegation, ListEntry, Person
from eventops.delegations.rules import DelegationState
from eventops.portal.spreadsheet.checking import Checked, Line
from eventops.portal.spreadsheet.known import OF_DELEGATE, OF_PERSON, Known, Present

AT_ONCE = 500
"""Rows in one statement."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file did."""

    new: int
    changed: int
    unchanged: int


def lock_delegations(db: Db, delegation_ids: sa.Select[str] | Sequence[str]) -> None:
    """Hold these delegations until the end, always in one order: nobody else counts meanwhile."""
    db.execute(
        sa.select(Delegation.id)
        .where(Delegation.id.in_(delegation_ids))
        .order_by(Delegation.id)
        .with_for_update()
    ).all()


def take_in(db: Db, checked: Checked, known: Known, *, by: str, now: datetime) -> Taken:
    """Store what a file without faults says; new people are handed in at once."""
    edition, new, changed = known.scope.edition, checked.new, checked.changed
    touched = {line.delegation.id for line in (*new, *changed)}
    happened: list[Happening] = []
    if touched:
        with following_readers(db, edition, now=now, delegation_ids=touched):
            added = _add(db, new, known, happened, now=now)
            _correct(db, changed, happened)
            _order(
                db, [*added, *((line, str(_present(line).delegate_id)) for line in changed)], known
            )
            _open_lists(db, new)
        record_all(db, happened, by=by, now=now, edition_id=edition.id)
    return Taken(len(new), len(changed), checked.unchanged)


def _present(line: Line) -> Present:
    if line.present is None:
        raise ValueError("somebody new is not present yet")
    return line.present


def _insert(db: Db, model: Any, rows: Sequence[Values]) -> None:
    for first in range(0, len(rows), AT_ONCE):
        db.execute(sa.insert(model), rows[first : first + AT_ONCE])


def _update(db: Db, model: Any, rows: Sequence[Values]) -> None:
    """By primary key; every row names the same columns."""
    for first in range(0, len(rows), AT_ONCE):
        db.execute(sa.update(model), rows[first : first + AT_ONCE])


def _person(draft: NominationDraft) -> Values:
    said = {name: getattr(draft, name) for name in OF_PERSON}
    return {**said, "search_name": folded(draft.full_name)}


def _delegate(draft: NominationDraft) -> Values:
    return {name: getattr(draft, name) for name in OF_DELEGATE}


def _category(delegation: Delegation, function: str) -> Category:
    party = delegation.party
    return category_for(party.kind.value, function, state=party.is_state)


def _add(
    db: Db, lines: Sequence[Line], known: Known, happened: list[Happening], *, now: datetime
) -> list[tuple[Line, str]]:
    """New people with their registrations; each line with the id its delegate got."""
    people, delegates, registrations, added = [], [], [], []
    ranks = dict(known.last_rank)
    for line in lines:
        delegation, draft = line.delegation, line.draft
        ranks[delegation.id] = ranks.get(delegation.id, 0) + 1
        person_id, delegate_id, registration_id = new_id(), new_id(), new_id()
        people.append({"id": person_id, **_person(draft)})
        delegates.append(
            {
                "id": delegate_id,
                "delegation_id": delegation.id,
                "person_id": person_id,
                "rank": ranks[delegation.id],
                "added_at": now,
                **_delegate(draft),
            }
        )
        category = _category(delegation, draft.function)
        registrations.append(
            {
                "id": registration_id,
                "edition_id": known.scope.edition.id,
                "delegate_id": delegate_id,
                "category": category,
                "state": State.SUBMITTED,
                "channel": Channel.SPREADSHEET,
                "submitted_at": now,
            }
        )
        added.append((line, delegate_id))
        happened += _nominated(line, delegate_id, registration_id, category)
    _insert(db, Person, people)
    _insert(db, Delegate, delegates)
    _insert(db, Registration, registrations)
    return added


def _nominated(
    line: Line, delegate_id: str, registration_id: str, category: Category
) -> list[Happening]:
    subject = f"registration:{registration_id}"
    added = {
        "delegation": line.delegation.id,
        "function": line.draft.function,
        "meetings": list(line.draft.meetings),
    }
    return [
        Happening("delegate added", f"delegate:{delegate_id}", added),
        Happening("registration nominated", subject, {"category": category.value}),
        Happening("registration submitted", subject, {"before": State.NOMINATED.value}),
    ]


def _correct(db: Db, lines: Sequence[Line], happened: list[Happening]) -> None:
    categories = []
    for line in lines:
        present = _present(line)
        subject = f"delegate:{present.delegate_id}"
        happened.append(Happening("delegate corrected", subject, {"fields": list(line.changed)}))
        category = _category(line.delegation, line.draft.function)
        before = _category(line.delegation, present.draft.function)
        if present.registration_id and category is not before:
            categories.append({"id": present.registration_id, "category": category})
            subject = f"registration:{present.registration_id}"
            facts = {"category": category.value}
            happened.append(Happening("registration categorised", subject, facts))
    _update(db, Person, [{"id": _present(each).person_id, **_person(each.draft)} for each in lines])
    _update(
        db,
        Delegate,
        [{"id": _present(each).delegate_id, **_delegate(each.draft)} for each in lines],
    )
    _update(db, Registration, categories)


def _order(db: Db, lines: Sequence[tuple[Line, str]], known: Known) -> None:
    """Leave the lists no longer chosen; go to the end of those newly chosen, nobody else moves."""
    left: Mapping[str, list[str]] = defaultdict(list)
    last, entries = dict(known.last_place), []
    for line, delegate_id in lines:
        before = line.present.draft.meetings if line.present else ()
        for meeting_id in before:
            if meeting_id not in line.draft.meetings:
                left[meeting_id].append(delegate_id)
        for meeting_id in line.draft.meetings:
            if meeting_id not in before:
                end = line.delegation.id, meeting_id
                last[end] = last.get(end, 0) + 1
                entries.append(
                    {
                        "delegation_id": line.delegation.id,
                        "meeting_id": meeting_id,
                        "delegate_id": delegate_id,
                        "position": last[end],
                    }
                )
    for meeting_id, delegate_ids in left.items():
        _leave(db, meeting_id, delegate_ids)
    _insert(db, ListEntry, entries)


def _leave(db: Db, meeting_id: str, delegate_ids: Sequence[str]) -> None:
    for first in range(0, len(delegate_ids), AT_ONCE):
        db.execute(
            sa.delete(ListEntry).where(
                ListEntry.meeting_id == meeting_id,
                ListEntry.delegate_id.in_(delegate_ids[first : first + AT_ONCE]),
            )
        )


def _open_lists(db: Db, new: Sequence[Line]) -> None:
    db.execute(
        sa.update(Delegation)
        .where(
            Delegation.id.in_({line.delegation.id for line in new}),
            Delegation.state.in_((DelegationState.INVITED, DelegationState.NAMED)),
        )
        .values(state=DelegationState.OPEN)
    )
