"""What two sessions can be to each other: in one room, wanting one person, in the wrong order."""

from eventops.programme.conflicts.clash import Clash
from eventops.programme.conflicts.prepared import Meeting, Placed, Prepared
from eventops.programme.rules import Access, ConflictRule, Track

NOT_OPENED = (Track.SERVICE, Track.SOCIAL, Track.BILATERAL)
"""What may come before the opening of a meeting, as may what is closed."""


def in_one_room(ready: Prepared, first: Placed, second: Placed) -> list[Clash]:
    """Two sessions of a room, in order of time. Touching ends do not overlap."""
    gap = second.start - first.end
    if gap < 0:
        return [ready.clash(ConflictRule.ROOM_TAKEN, first, second, room=first.room)]
    needed = ready.facts.judged.turn_round_time
    if gap < needed and not _one_sitting(first, second):
        times = {"gap": gap, "needed": needed}
        return [ready.clash(ConflictRule.TURN_ROUND, first, second, room=first.room, **times)]
    return []


def of_one_person(ready: Prepared, first: Placed, second: Placed) -> list[Clash]:
    """Two sessions, in order of time, that expect some of the same people."""
    gap, said = second.start - first.end, ready.readings.people_in
    if gap < 0:
        common = first.people & second.people
        principals = common & (first.expected.principals | second.expected.principals)
        found = []
        if principals:
            who = said(principals)
            found.append(ready.clash(ConflictRule.PRINCIPAL_TWICE, first, second, people=who))
        if staff := common & ~principals:
            who = said(staff)
            found.append(ready.clash(ConflictRule.STAFF_TWICE, first, second, people=who))
        return found
    needed = walk(ready, first, second)
    if gap >= needed:
        return []
    principals = first.expected.principals & second.expected.principals
    if not principals:
        return []
    facts = {"people": said(principals), "gap": gap, "needed": needed}
    return [ready.clash(ConflictRule.WALKING_TIME, first, second, **facts)]


def walk(ready: Prepared, first: Placed, second: Placed) -> int:
    """Minutes from one to the other."""
    if first.spot == second.spot and first.venue == second.venue:
        return 0
    judged = ready.facts.judged
    return judged.room_walk if first.venue == second.venue else judged.venue_walk


def orders(ready: Prepared, one: Placed, meeting: Meeting) -> list[Clash]:
    """A session against the others of its meeting: the opening first, partners in their order."""
    found: list[Clash] = []
    if one.code in ready.openings:
        for each in meeting.held:
            found += opened_late(ready, one, each)
    else:
        for each in meeting.openings:
            found += opened_late(ready, each, one)
    if one.plan.track is Track.PARTNER and one.expected.place >= 0:
        for each in meeting.partners:
            if each.code != one.code:
                pair = sorted((one, each), key=lambda placed: placed.order)
                found += partners_turned(ready, pair[0], pair[1])
    return found


def partners_turned(ready: Prepared, first: Placed, second: Placed) -> list[Clash]:
    """Two consultations in order of time, of which the later one's partner comes first."""
    if first.expected.place <= second.expected.place or first.start == second.start:
        return []
    return [ready.clash(ConflictRule.PARTNER_ORDER, first, second)]


def opened_late(ready: Prepared, opening: Placed, other: Placed) -> list[Clash]:
    """A session of a meeting that would begin before its opening has ended."""
    if other.code in ready.openings or not _waits_for_opening(other):
        return []
    if other.start >= opening.end:
        return []
    pair = sorted((opening, other), key=lambda placed: placed.order)
    return [ready.clash(ConflictRule.OPENING_ORDER, *pair, opening=opening.code)]


def _waits_for_opening(one: Placed) -> bool:
    return one.plan.access is not Access.CLOSED and one.plan.track not in NOT_OPENED


def _one_sitting(first: Placed, second: Placed) -> bool:
    """The same delegations go on in the same meeting: nothing has to be set up anew."""
    seated = first.expected.delegations
    return (
        seated != 0
        and seated == second.expected.delegations
        and first.plan.meeting is not None
        and first.plan.meeting == second.plan.meeting
    )
