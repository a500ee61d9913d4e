"""Dates and times of a programme: in order, inside the edition, and one session to a room."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import PurePosixPath
from typing import TypeAlias

from eventops.programme.blocks import Block, Blocks, Found
from eventops.programme.plan import LocalRule, SessionPlan, Weekday
from eventops.programme.rules import USUAL_SEVERITY, ConflictRule, Severity, Status, Track
from eventops.programme.shapes import (
    CONFLICTS,
    EDITION,
    HOLIDAY,
    ROOM,
    RULE,
    SESSION,
    VENUE,
    VENUE_FILE,
)
from eventops.programme.times import LONGEST_NIGHT, following, on_clock

Span: TypeAlias = tuple[datetime.datetime, datetime.datetime]


_DAY = datetime.date(2026, 1, 1)
"""Any day: where only lengths count."""


def broken_rules(
    date: datetime.date, session: SessionPlan, rules: Iterable[LocalRule]
) -> tuple[LocalRule, ...]:
    """The local rules whose hours a session touches, though it is neither a service nor off."""
    if session.track is Track.SERVICE or session.cancelled:
        return ()
    seen = on_clock(date, session)
    span = (seen.starts, seen.ends)
    return tuple(
        rule
        for rule in rules
        if any(
            rule.weekday is Weekday.of(on)
            and _overlap(span, (_at(on, rule.start), _at(on, rule.end)))
            for on in dict.fromkeys((date, seen.ends.date()))
        )
    )


def check_timetable(blocks: Blocks, found: Found) -> None:
    _check_dates(blocks, found)
    _check_rules(blocks, found)
    _check_holidays(blocks, found)
    _check_hours(blocks, found)
    for session in blocks.of(SESSION):
        _check_length(session, found)
        _check_doors(session, found)
    if _blocks(blocks, ConflictRule.LOCAL_RULE):
        for day, sessions in blocks.days():
            for session in sessions:
                _check_local_rules(day, session, blocks, found)
    if _blocks(blocks, ConflictRule.ROOM_TAKEN):
        _check_rooms(blocks, found)


def _blocks(blocks: Blocks, rule: ConflictRule) -> bool:
    """Whether a conflict is a fault of the text; one that only warns is told by the engine."""
    conflicts = blocks.one(CONFLICTS)
    told: Severity | None = conflicts.get(rule.value) if conflicts else None
    return (told or USUAL_SEVERITY[rule]) is Severity.BLOCKS


def _check_dates(blocks: Blocks, found: Found) -> None:
    edition = blocks.one(EDITION)
    starts, ends = (edition.get("starts"), edition.get("ends")) if edition else (None, None)
    in_order = starts is not None and ends is not None and starts <= ends
    if edition and starts is not None and ends is not None and not in_order:
        found.at(edition, "ends", "edition_order", starts=str(starts), ends=str(ends))
    for day, _ in blocks.days():
        date = day.get("date")
        if date is None:
            continue
        if date.isoformat() != PurePosixPath(day.file).stem:
            found.at(day, "date", "date_file_name", value=str(date))
        if in_order and not starts <= date <= ends:
            limits = {"starts": str(starts), "ends": str(ends)}
            found.at(day, "date", "date_outside", value=str(date), **limits)


def _check_rules(blocks: Blocks, found: Found) -> None:
    first: dict[tuple[Weekday, datetime.time, datetime.time], int] = {}
    for rule in blocks.of(RULE):
        _check_order(rule, "from", "to", found)
        weekday, start, end = rule.get("weekday"), rule.get("from"), rule.get("to")
        if weekday and start and end and start < end:
            other = first.setdefault((weekday, start, end), rule.number)
            if other != rule.number:
                found.at(rule, "", "rule_twice", other=str(other))


def _check_holidays(blocks: Blocks, found: Found) -> None:
    first: dict[datetime.date, int] = {}
    for holiday in blocks.of(HOLIDAY):
        date = holiday.get("date")
        other = first.setdefault(date, holiday.number) if date else holiday.number
        if other != holiday.number:
            found.at(holiday, "date", "holiday_twice", value=str(date), other=str(other))


def _check_hours(blocks: Blocks, found: Found) -> None:
    for venue in blocks.of(VENUE):
        if venue.has("opens") != venue.has("closes"):
            found.at(venue, "opens" if venue.has("opens") else "closes", "hours_missing")


def _check_order(block: Block, earlier: str, later: str, found: Found) -> None:
    first, last = block.get(earlier), block.get(later)
    if first is not None and last is not None and not first < last:
        after = {"after": _said(first), "after_key": earlier}
        found.at(block, later, "time_order", value=_said(last), **after)


def _check_length(session: Block, found: Found) -> None:
    """An end before the start is on the next day, unless that makes more than a night of it."""
    start, end = session.get("start"), session.get("end")
    if start is None or end is None or start < end:
        return
    if start == end or _ends(_DAY, start, end) - _at(_DAY, start) > LONGEST_NIGHT:
        after = {"after": _said(start), "after_key": "start"}
        found.at(session, "end", "time_order", value=_said(end), **after)


def _check_doors(session: Block, found: Found) -> None:
    start, end = session.get("start"), session.get("end")
    doors, close = session.get("doors"), session.get("doors_close")
    if doors is not None and start is not None and doors > start:
        found.at(session, "doors", "doors_after_start", value=_said(doors), start=_said(start))
    if close is None:
        return
    if not session.has("doors"):
        found.at(session, "doors_close", "doors_missing", value=_said(close))
    if start is None or end is None or start < end:
        _check_order(session, "doors", "doors_close", found)
        too_late = end is not None and close > end
    else:
        opens = min(doors or start, start)
        too_late = _ends(_DAY, opens, close) > _ends(_DAY, start, end)
    if too_late:
        told = {"value": _said(close), "end": _said(end)}
        found.at(session, "doors_close", "doors_close_after_end", **told)


def _check_local_rules(day: Block, session: Block, blocks: Blocks, found: Found) -> None:
    """Services go on: the desk stays open, and the lunch itself may stand in the programme. What
    is tentative may touch the hours for now, and is only noticed."""
    date, span = day.get("date"), _span(day, session)
    if date is None or span is None or session.get("track") is Track.SERVICE:
        return
    for rule in blocks.of(RULE):
        start, end = rule.get("from"), rule.get("to")
        if start is None or end is None or start >= end:
            continue
        if any(_overlap(span, kept) for kept in _kept_free(rule, date, span)):
            said = rule.get("name") or {}
            name = said.get("en") or next(iter(said.values()), "")
            window = {"start": _said(start), "end": _said(end)}
            weekday = rule.get("weekday").capitalize()
            tentative = session.get("status") is Status.TENTATIVE
            code = "local_rule_tentative" if tentative else "local_rule"
            found.at(session, "start", code, **window, weekday=weekday, name=name)


def _kept_free(rule: Block, date: datetime.date, span: Span) -> Iterator[Span]:
    """The rule's hours on each day that a session touches."""
    for on in dict.fromkeys((date, span[1].date())):
        if rule.get("weekday") is Weekday.of(on):
            yield _at(on, rule.get("from")), _at(on, rule.get("to"))


def _check_rooms(blocks: Blocks, found: Found) -> None:
    """Each pair of sessions that overlap in a room is one fault, at the later of the two."""
    known = {room.get("code") for room in blocks.of(ROOM)}
    taken: dict[str, list[tuple[Span, Block]]] = defaultdict(list)
    for day, sessions in blocks.days():
        for session in sessions:
            room, span = session.get("room"), _span(day, session)
            exists = room is not None and (room in known or VENUE_FILE in blocks.unread)
            if exists and span is not None:
                taken[room].append((span, session))
    for room, there in taken.items():
        in_order = sorted(there, key=lambda item: item[0])
        for (first, earlier), (second, later) in combinations(in_order, 2):
            if _overlap(first, second):
                times = {"start": _said(first[0].time()), "end": _said(first[1].time())}
                other = str(earlier.get("code") or earlier.number)
                found.at(later, "room", "room_taken", room=room, other=other, **times)


def _span(day: Block, session: Block) -> Span | None:
    """When a session takes place; None if that is not known, impossible, or called off."""
    date, first, last = day.get("date"), session.get("start"), session.get("end")
    called_off = session.get("status") is Status.CANCELLED
    if date is None or first is None or last is None or first == last or called_off:
        return None
    return _at(date, first), _ends(date, first, last)


def _at(date: datetime.date, clock: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(date, clock)


def _ends(date: datetime.date, start: datetime.time, end: datetime.time) -> datetime.datetime:
    return following(_at(date, start), end)


def _overlap(one: Span, other: Span) -> bool:
    """Touching ends do not overlap."""
    return one[0] < other[1] and other[0] < one[1]


def _said(time: datetime.time) -> str:
    return f"{time:%H:%M}"
