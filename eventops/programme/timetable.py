"""Dates and times of a programme: in order, inside the edition, and one session to a room."""

import datetime
from collections import defaultdict
from itertools import combinations
from pathlib import PurePosixPath
from typing import TypeAlias

from eventops.programme.blocks import Block, Blocks, Found
from eventops.programme.plan import Weekday
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

Span: TypeAlias = tuple[datetime.time, datetime.time]


def check_timetable(blocks: Blocks, found: Found) -> None:
    _check_dates(blocks, found)
    _check_rules(blocks, found)
    _check_holidays(blocks, found)
    _check_hours(blocks, found)
    for session in blocks.of(SESSION):
        _check_order(session, "start", "end", found)
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
    first: dict[tuple[Weekday, Span], int] = {}
    for rule in blocks.of(RULE):
        _check_order(rule, "from", "to", found)
        weekday, span = rule.get("weekday"), _span(rule, "from", "to")
        if weekday and span:
            other = first.setdefault((weekday, span), rule.number)
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


def _check_doors(session: Block, found: Found) -> None:
    start, end = session.get("start"), session.get("end")
    doors, close = session.get("doors"), session.get("doors_close")
    if doors is not None and start is not None and doors > start:
        found.at(session, "doors", "doors_after_start", value=_said(doors), start=_said(start))
    if close is None:
        return
    if not session.has("doors"):
        found.at(session, "doors_close", "doors_missing", value=_said(close))
    _check_order(session, "doors", "doors_close", found)
    if end is not None and close > end:
        found.at(
            session, "doors_close", "doors_close_after_end", value=_said(close), end=_said(end)
        )


def _check_local_rules(day: Block, session: Block, blocks: Blocks, found: Found) -> None:
    """Services go on: the desk stays open, and the lunch itself may stand in the programme."""
    date, span = day.get("date"), _span(session)
    if date is None or span is None or session.get("track") is Track.SERVICE:
        return
    for rule in blocks.of(RULE):
        kept_free = _span(rule, "from", "to")
        if kept_free and rule.get("weekday") is Weekday.of(date) and _overlap(span, kept_free):
            said = rule.get("name") or {}
            name = said.get("en") or next(iter(said.values()), "")
            window = {"start": _said(kept_free[0]), "end": _said(kept_free[1])}
            weekday = rule.get("weekday").capitalize()
            found.at(session, "start", "local_rule", **window, weekday=weekday, name=name)


def _check_rooms(blocks: Blocks, found: Found) -> None:
    """Each pair of sessions that overlap in a room is one fault, at the later of the two."""
    known = {room.get("code") for room in blocks.of(ROOM)}
    taken: dict[tuple[datetime.date, str], list[tuple[Span, Block]]] = defaultdict(list)
    for day, sessions in blocks.days():
        for session in sessions:
            date, room, span = day.get("date"), session.get("room"), _span(session)
            exists = room is not None and (room in known or VENUE_FILE in blocks.unread)
            if exists and date is not None and span is not None:
                taken[date, room].append((span, session))
    for (_, room), there in taken.items():
        in_order = sorted(there, key=lambda item: item[0])
        for (first, earlier), (second, later) in combinations(in_order, 2):
            if _overlap(first, second):
                times = {"start": _said(first[0]), "end": _said(first[1])}
                other = str(earlier.get("code") or earlier.number)
                found.at(later, "room", "room_taken", room=room, other=other, **times)


def _span(block: Block, start: str = "start", end: str = "end") -> Span | None:
    """When a block takes place; None if that is not known, impossible, or called off."""
    first, last = block.get(start), block.get(end)
    called_off = block.get("status") is Status.CANCELLED
    if first is None or last is None or first >= last or called_off:
        return None
    return first, last


def _overlap(one: Span, other: Span) -> bool:
    """Touching ends do not overlap."""
    return one[0] < other[1] and other[0] < one[1]


def _said(time: datetime.time) -> str:
    return f"{time:%H:%M}"
