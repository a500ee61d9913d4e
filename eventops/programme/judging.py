"""Whether a session may stand in the draft at all: pure, the first fault found as a situation.

What the text format refuses of a whole folder (references.py, timetable.py) is refused here of one
session. What two sessions do to each other is no fault but a conflict, and a title that lacks a
language is told on publishing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fnmatch import filter as matching

from eventops.core.errors import Invalid
from eventops.programme.audience import (
    SESSION_CODE,
    GroupRef,
    HeadPlus,
    PartyRef,
    Rule,
    SameAs,
    Undecided,
)
from eventops.programme.plan import SessionPlan
from eventops.programme.references import OPAQUE
from eventops.programme.rules import Access
from eventops.programme.times import LONGEST_NIGHT, on_clock


@dataclass(frozen=True, slots=True)
class Ground:
    """The codes that a session may refer to, and the edition's days."""

    days: Collection[date]
    rooms: Collection[str]
    meetings: Collection[str]
    parties: Collection[str]
    groups: Collection[str]
    sessions: Collection[str]


def judge(day: date, plan: SessionPlan, ground: Ground) -> None:
    """Raises Invalid with the code of what is wrong and the session's code."""
    told = {"session": plan.code}
    if not SESSION_CODE.fullmatch(plan.code):
        raise Invalid("draft_code_form", **told)
    if plan.access is Access.CLOSED and not OPAQUE.fullmatch(plan.code):
        raise Invalid("draft_code_tells", **told)
    if day not in ground.days:
        raise Invalid("draft_no_day", day=day.isoformat(), **told)
    if not any(text.strip() for text in plan.title.values()):
        raise Invalid("draft_no_title", **told)
    if plan.room not in ground.rooms:
        raise Invalid("draft_no_room", room=plan.room, **told)
    if plan.meeting is not None and plan.meeting not in ground.meetings:
        raise Invalid("draft_no_meeting", meeting=plan.meeting, **told)
    _judge_times(day, plan)
    for rule in plan.audience:
        _judge_rule(plan, rule, ground)


def _judge_times(day: date, plan: SessionPlan) -> None:
    told = {"session": plan.code, "start": f"{plan.start:%H:%M}", "end": f"{plan.end:%H:%M}"}
    seen = on_clock(day, plan)
    if plan.end == plan.start or (plan.past_midnight and seen.ends - seen.starts > LONGEST_NIGHT):
        raise Invalid("draft_time_order", **told)
    if seen.doors and seen.doors > seen.starts:
        raise Invalid("draft_doors_late", doors=f"{seen.doors:%H:%M}", **told)
    if seen.doors_close and not seen.doors:
        raise Invalid("draft_doors_missing", **told)
    if seen.doors_close and seen.doors_close > seen.ends:
        raise Invalid("draft_doors_close_late", doors=f"{seen.doors_close:%H:%M}", **told)


def _judge_rule(plan: SessionPlan, rule: Rule, ground: Ground) -> None:
    told = {"session": plan.code, "rule": str(rule)}
    match rule.who:
        case PartyRef(code):
            known = code in ground.parties
        case GroupRef(code) | Undecided(_, code):
            known = code in ground.groups
        case SameAs(code):
            known = code in ground.sessions and code != plan.code
        case _:
            known = True
    if not known:
        raise Invalid("draft_rule_unknown", **told)
    if rule.list is not None and not matching(list(ground.meetings), rule.list):
        raise Invalid("draft_rule_list", **told)
    if isinstance(rule.seats, HeadPlus) and not (rule.list or plan.meeting):
        raise Invalid("draft_rule_no_list", **told)
