"""Taking a checked file in: all of it, with as many statements for hundreds of people as for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventops.accreditation.consent import record_consents
from eventops.accreditation.models import Registration
from eventops.accreditation.rules import Channel, State
from eventops.accreditation.terms import late_categories, terms_of
from eventops.agenda.services import following_readers
from eventops.core.db import Db
from eventops.core.errors import Invalid
from eventops.core.ids import new_id
from eventops.core.journal import Happening, record_all
from eventops.core.multilingual import folded
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, ListEntry, Person
from eventops.delegations.services import begin_list
from eventops.portal.spreadsheet.known import OF_DELEGATE, OF_PERSON, Known, Present
from eventops.portal.spreadsheet.outcome import Checked, Line

AT_ONCE = 500
"""Rows in one statement."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file did."""

    new: int
    changed: int
    unchanged: int


def take_in(
    db: Db, checked: Checked, known: Known, *, told_in: str | None, by: str, now: datetime
) -> Taken:
    """Store what a file without faults says; new people are handed in at once.

    ``told_in`` is the language in which ``by`` declares that the new people read the privacy
    notice and agree. Raises Invalid ``people_not_told`` when there are any and it is None.
    """
    edition, new, changed = known.scope.edition, checked.new, checked.changed
    if new and told_in is None:
        raise Invalid("people_not_told", field="told")
    touched = {line.delegation.id for line in (*new, *changed)}
    happened: list[Happening] = []
    if touched:
        with following_readers(db, edition, now=now, delegation_ids=touched):
            added = _add(db, new, known, happened, now=now)
            _correct(db, changed, known, happened)
            _order(
                db,
                [
                    *((each.line, each.delegate_id) for each in added),
                    *((line, _present(line).delegate_id) for line in changed),
                ],
                known,
            )
            for delegation in {line.delegation.id: line.delegation for line in new}.values():
                begin_list(delegation)
        record_all(db, happened, by=by, now=now, edition_id=edition.id)
        people = [each.person_id for each in added]
        channel, language = Channel.SPREADSHEET, told_in or ""
        record_consents(db, people, edition.id, channel, language, by=by, now=now)
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


@dataclass(frozen=True, slots=True)
class Added:
    """A line of somebody new, with the ids they got."""

    line: Line
    person_id: str
    delegate_id: str
    registration_id: str
    late: bool


def _add(
    db: Db, lines: Sequence[Line], known: Known, happened: list[Happening], *, now: datetime
) -> list[Added]:
    """New people with their registrations."""
    edition_id = known.scope.edition.id
    late = late_categories(db, edition_id, now=now) if lines else frozenset()
    added = [Added(each, new_id(), new_id(), new_id(), each.category in late) for each in lines]
    people = [{"id": each.person_id, **_person(each.line.draft)} for each in added]
    _insert(db, Person, people)
    _insert(db, Delegate, _delegates(added, known, now=now))
    registrations = [
        {
            "id": each.registration_id,
            "edition_id": edition_id,
            "delegate_id": each.delegate_id,
            "category": each.line.category,
            "state": State.SUBMITTED,
            "channel": Channel.SPREADSHEET,
            "late": each.late,
            "submitted_at": now,
        }
        for each in added
    ]
    _insert(db, Registration, registrations)
    for each in added:
        happened += _nominated(each)
    return added


def _delegates(added: Sequence[Added], known: Known, *, now: datetime) -> list[Values]:
    """At the end of their delegations."""
    ranks, rows = dict(known.last_rank), []
    for each in added:
        delegation_id = each.line.delegation.id
        ranks[delegation_id] = ranks.get(delegation_id, 0) + 1
        rows.append(
            {
                "id": each.delegate_id,
                "delegation_id": delegation_id,
                "person_id": each.person_id,
                "rank": ranks[delegation_id],
                "added_at": now,
                **_delegate(each.line.draft),
            }
        )
    return rows


def _nominated(each: Added) -> list[Happening]:
    subject, line = f"registration:{each.registration_id}", each.line
    added = {
        "delegation": line.delegation.id,
        "function": line.draft.function,
        "meetings": list(line.draft.meetings),
    }
    nominated = {"category": line.category.value, "late": each.late}
    return [
        Happening("delegate added", f"delegate:{each.delegate_id}", added),
        Happening("registration nominated", subject, nominated),
        Happening("registration submitted", subject, {"before": State.NOMINATED.value}),
    ]


def _correct(db: Db, lines: Sequence[Line], known: Known, happened: list[Happening]) -> None:
    categories, terms = [], terms_of(db, known.scope.edition.id)
    for line in lines:
        present = _present(line)
        subject = f"delegate:{present.delegate_id}"
        happened.append(Happening("delegate corrected", subject, {"fields": list(line.changed)}))
        if present.category and line.category is not present.category:
            late = terms[line.category].passed(present.added_at)
            row = {"id": present.registration_id, "category": line.category, "late": late}
            categories.append(row)
            subject, before = f"registration:{present.registration_id}", present.category.value
            facts = {"before": before, "category": line.category.value, "late": late}
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
        for meeting_id in line.joined:
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
