"""What can be wrong with one session by itself: its room, its hours, its day, its partner."""

from dataclasses import replace

from eventops.programme.conflicts.clash import Clash
from eventops.programme.conflicts.prepared import DAY, Placed, Prepared, kept_on, minutes
from eventops.programme.plan import HolidayPlan
from eventops.programme.rules import ConflictRule, Severity, Status, Track


def alone(ready: Prepared, one: Placed) -> list[Clash]:
    """Conflicts of a session with the place and the calendar."""
    found: list[Clash] = []
    room = ready.facts.rooms[one.room]
    if one.expected.seats > room.seats:
        seats = {"needed": one.expected.seats, "seats": room.seats}
        found.append(ready.clash(ConflictRule.ROOM_TOO_SMALL, one, room=one.room, **seats))
    if one.plan.track is Track.PARTNER:
        found += _partner(ready, one)
    today, last = one.start // DAY, (one.end - 1) // DAY
    if one.plan.track is not Track.SERVICE and (last > today or ready.kept.get(today) != ()):
        found += _kept_free(ready, one, range(today, last + 1))
    hours = ready.hours.get(one.room)
    if hours is not None and not _within(one, *hours):
        said = {name: _clock(at) for name, at in zip(("opens", "closes"), hours, strict=True)}
        found.append(ready.clash(ConflictRule.OUTSIDE_HOURS, one, venue=one.venue, **said))
    return found


def _within(one: Placed, opens: int, closes: int) -> bool:
    """Whether the building is open throughout: since that morning, or still since the day before."""
    begins = one.start % DAY
    ends = begins + one.end - one.start
    return (opens <= begins and ends <= closes) or (opens <= begins + DAY and ends + DAY <= closes)


def _kept_free(ready: Prepared, one: Placed, days: range) -> list[Clash]:
    found: list[Clash] = []
    for day in days:
        kept = ready.kept.get(day)
        for each in kept_on(ready.facts, day) if kept is None else kept:
            if isinstance(each, HolidayPlan):
                said = {"date": each.date.isoformat(), "name": each.name}
                found.append(ready.clash(ConflictRule.HOLIDAY, one, **said))
                continue
            begins, ends = day * DAY + minutes(each.start), day * DAY + minutes(each.end)
            if one.start < ends and begins < one.end:
                said = {"weekday": each.weekday.value, "name": each.name}
                hours = {"from": f"{each.start:%H:%M}", "to": f"{each.end:%H:%M}"}
                clash = ready.clash(ConflictRule.LOCAL_RULE, one, **said, **hours)
                found.append(_for_now(clash) if one.plan.status is Status.TENTATIVE else clash)
    return found


def _for_now(clash: Clash) -> Clash:
    """What is only tentative may touch hours kept free, as a rolled-over week does, but is told."""
    blocks = clash.severity is Severity.BLOCKS
    return replace(clash, severity=Severity.WARNS) if blocks else clash


def _clock(at: int) -> str:
    return f"{at // 60 % 24:02}:{at % 60:02}"


def _partner(ready: Prepared, one: Placed) -> list[Clash]:
    expected, people = one.expected, ready.facts.people
    if not expected.partners:
        if expected.partner_open:
            return []
        return [ready.clash(ConflictRule.PARTNER_UNNAMED, one)]
    if people is None:
        return []
    missing = [
        code for code in ready.readings.parties_in(expected.partners) if code not in people.approved
    ]
    if not missing:
        return []
    return [ready.clash(ConflictRule.PARTNER_ABSENT, one, delegations=tuple(missing))]
