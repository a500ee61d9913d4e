"""A programme edited outside, beside the draft it is meant for: what it says and every fault.

Whatever the file was, its sessions become blocks of the text beside those of the draft, and the
checks of the text judge them. What two sessions do to each other, and a title that lacks a
language, are no faults here: the desk shows them, and publishing asks again.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from eventops.programme.blocks import Block, Blocks, Found, read_block, read_blocks
from eventops.programme.changes import Change, Subject, compare
from eventops.programme.contents import content_of
from eventops.programme.dayfile import dump, made
from eventops.programme.faults import Fault
from eventops.programme.plan import DayPlan, EditionPlan, Planned, SessionPlan
from eventops.programme.references import check_references
from eventops.programme.shapes import DAY, PROGRAMME, SESSION
from eventops.programme.timetable import check_timetable

LATER = frozenset({"room_taken", "local_rule", "local_rule_tentative", "language_missing"})
"""Faults of the text that the draft may have for now."""
NO_DAY = f"{PROGRAMME}/none"


@dataclass(frozen=True)
class Outside:
    """What a file says. With any fault nothing may be taken, and ``sessions`` is empty."""

    sessions: Mapping[str, Planned] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    others: tuple[Change, ...] = ()
    """What the file says of rooms, parties and the like, which the draft does not hold."""


@dataclass(frozen=True)
class Differences:
    """What taking a file in would do to the draft."""

    changed: tuple[Change, ...]
    added: tuple[Change, ...]
    missing: tuple[Planned, ...]
    """Sessions of the draft that the file does not hold; they stay."""
    from_tray: tuple[str, ...]
    """Codes of parked sessions that the file places."""
    others: tuple[Change, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Of every session that would be written."""
        listed = [change.code for change in (*self.changed, *self.added)]
        return tuple(dict.fromkeys((*listed, *self.from_tray)))


def plan_with(plan: EditionPlan, sessions: Iterable[Planned]) -> EditionPlan:
    """The edition with other sessions on its days; one on no day of it gets a bare day."""
    by_day: dict[datetime.date, list[SessionPlan]] = {day.date: [] for day in plan.days}
    for date, session in sessions:
        by_day.setdefault(date, []).append(session)
    titles = {day.date: day for day in plan.days}
    days = (
        replace(titles[date], sessions=tuple(there))
        if date in titles
        else DayPlan(date=date, title={}, sessions=tuple(there))
        for date, there in by_day.items()
    )
    return replace(plan, days=tuple(days))


def differences(draft: EditionPlan, outside: Outside, parked: Iterable[str] = ()) -> Differences:
    """Between the draft and a file without faults, session by session and key by key."""
    before = {session.code: (date, session) for date, session in draft.dated_sessions()}
    after = plan_with(draft, {**before, **outside.sessions}.values())
    entries = compare(draft, after).of(Subject.SESSION)
    tray = set(parked)
    return Differences(
        changed=tuple(each for each in entries if each.code in before),
        added=tuple(each for each in entries if each.code not in before),
        missing=tuple(
            each
            for code, each in before.items()
            if code not in outside.sessions and code not in tray
        ),
        from_tray=tuple(code for code in before if code in tray and code in outside.sessions),
        others=outside.others,
    )


def structure(draft: EditionPlan) -> list[Block]:
    """The blocks of everything but sessions, and of the days."""
    bare = replace(draft, days=())
    blocks = list(read_blocks(dump(bare), (), Found()).blocks)
    for day in draft.days:
        told = {"date": day.date, "title": day.title}
        blocks.append(read_block(file_of(day.date), DAY, 0, told, Found()))
    return blocks


def file_of(date: datetime.date) -> str:
    return f"{PROGRAMME}/{date}.toml"


def block_of(planned: Planned) -> Block:
    """A session of the draft as a block that nobody has to be told of: its number is 0."""
    return read_block(file_of(planned[0]), SESSION, 0, raw_of(planned), Found())


def raw_of(planned: Planned) -> dict[str, Any]:
    """A session as tomllib would give it; the day stands apart."""
    content = content_of(*planned)
    del content["date"]
    return content


def judged(draft: EditionPlan, read: Iterable[Block], found: Found) -> tuple[Fault, ...]:
    """Every fault of sessions read from outside, among the draft's others; ``found`` may hold
    faults of reading already."""
    listed = list(read)
    codes = {block.get("code") for block in listed}
    others = [block_of(each) for each in draft.dated_sessions() if each[1].code not in codes]
    blocks = Blocks((*structure(draft), *others, *listed), frozenset())
    check_references(blocks, found)
    check_timetable(blocks, found)
    return tuple(fault for fault in found.in_order() if fault.code not in LATER)


def session_of(block: Block) -> SessionPlan:
    session: SessionPlan = made(block)
    return session
