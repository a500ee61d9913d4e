"""Who leads a delegation at each meeting, and who takes over: read off its ordered lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation
from eventops.delegations.queries import delegates_of, lists_of
from eventops.editions.models import Meeting
from eventops.editions.queries import meetings_of
from eventops.editions.rules import MeetingLevel

MOST_ALTERNATES = 2


@dataclass(frozen=True, slots=True)
class Lead:
    """The head for one meeting; alternates are deputies on its list, then the next on it."""

    meeting: Meeting
    head: Delegate | None
    alternates: Sequence[Delegate]


def leads_of(db: Db, delegation: Delegation) -> list[tuple[MeetingLevel, list[Lead]]]:
    """Level → the delegation's lead at each of its meetings, the highest level first."""
    people = {delegate.id: delegate for delegate in delegates_of(db, delegation.id)}
    lists = lists_of(db, delegation.id)
    leads = [
        _lead(meeting, [people[entry.delegate_id] for entry in lists.get(meeting.id, [])])
        for meeting in meetings_of(db, delegation.edition_id)
    ]
    return [
        (level, [lead for lead in leads if lead.meeting.level is level])
        for level in MeetingLevel
        if any(lead.meeting.level is level for lead in leads)
    ]


def _lead(meeting: Meeting, listed: Sequence[Delegate]) -> Lead:
    if not listed:
        return Lead(meeting, None, ())
    head, *others = listed
    deputies_first = sorted(others, key=lambda each: each.function != "deputy")
    return Lead(meeting, head, deputies_first[:MOST_ALTERNATES])
