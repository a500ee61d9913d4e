"""What an editor does to many sessions at once: pure, from the draft to what is wished.

Each answers with the sessions it would change and no other; ``free`` says of each whether it may be
touched (the past may not). What is cancelled or in the tray stays as it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from eventops.core.errors import Invalid
from eventops.core.multilingual import Multilingual
from eventops.programme.audience import PartyRef, Rule, parse
from eventops.programme.drafting import Wish
from eventops.programme.drafts import Draft, Drafted
from eventops.programme.plan import Planned, SessionPlan
from eventops.programme.rules import Access, Illustrative, Track
from eventops.programme.times import on_clock

Wishes = dict[str, Wish | None]
Free = Callable[[Drafted], bool]
PARTNER = "{partner}"
"""Stands in a pattern for the partner: its name in titles, its code in audience rules."""


def shifted(day: date, plan: SessionPlan, minutes: int) -> Planned:
    """The session as much later with its doors; earlier when negative.

    Raises Invalid ``act_leaves_day`` when it would begin, or open its doors, on another day.
    """
    by, seen = timedelta(minutes=minutes), on_clock(day, plan)
    starts = seen.starts + by
    doors = seen.doors + by if seen.doors else None
    close = seen.doors_close + by if seen.doors_close else None
    if starts.date() != day or (doors and doors.date() != day):
        raise Invalid("act_leaves_day", session=plan.code)
    return day, replace(
        plan,
        start=starts.time(),
        end=(seen.ends + by).time(),
        doors=doors.time() if doors else None,
        doors_close=close.time() if close else None,
    )


def moved(each: Planned, day: date, start: time, room: str) -> Planned:
    """The session on that day, at that time, in that room; it keeps its length and its doors' lead."""
    plan = each[1]
    later = _minute(start) - _minute(plan.start)
    return shifted(day, replace(plan, room=room), later)


def swap_rooms(
    draft: Draft, one: str, other: str, *, day: date | None = None, free: Free
) -> Wishes:
    """What is in one room goes into the other, of a day or of the whole edition."""
    rooms = {one: other, other: one}
    return {
        each.code: Wish(each.day, replace(each.plan, room=rooms[each.plan.room]))
        for each in _standing(draft, free)
        if each.plan.room in rooms and one != other and day in (None, each.day)
    }


def move_later(
    draft: Draft, day: date, after: time, minutes: int, *, room: str | None = None, free: Free
) -> Wishes:
    """Everything of a day that begins at that time or after it moves by so many minutes."""
    return {
        each.code: Wish(*shifted(each.day, each.plan, minutes))
        for each in _standing(draft, free)
        if each.day == day
        and each.plan.start >= after
        and room in (None, each.plan.room)
        and minutes
    }


def shift_day(draft: Draft, source: date, target: date, *, free: Free) -> Wishes:
    """A day's programme goes to another day, at the same times."""
    return {
        each.code: Wish(target, each.plan)
        for each in _standing(draft, free)
        if each.day == source != target
    }


def repeat(draft: Draft, code: str, days: Sequence[date], codes: Sequence[str]) -> Wishes:
    """The session once more on each of the days, under codes of their own."""
    plan = draft.by_code[code].plan
    return {
        new: Wish(day, replace(plan, code=new, status=None))
        for new, day in zip(codes, days, strict=True)
    }


@dataclass(frozen=True, slots=True)
class Partner:
    """Whom a consultation is with."""

    code: str
    name: Multilingual


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the consultations of a run say alike, with PARTNER where each says its own."""

    title: Multilingual
    audience: tuple[str, ...]
    """Rules as text; PARTNER is the party's code."""
    access: Access
    source: str
    meeting: str | None
    partners: frozenset[str] = frozenset()
    """Codes of all whom a consultation may be with: the first that its audience names."""


@dataclass(frozen=True, slots=True)
class Run:
    """When and where consultations follow each other."""

    day: date
    start: time
    length: int
    gap: int
    """Both in minutes."""
    room: str

    def times(self, place: int) -> tuple[time, time]:
        """Start and end of the one at that place; raises Invalid ``run_leaves_day``."""
        first = datetime.combine(self.day, self.start)
        starts = first + timedelta(minutes=place * (self.length + self.gap))
        if starts.date() != self.day:
            raise Invalid("run_leaves_day")
        return starts.time(), (starts + timedelta(minutes=self.length)).time()


def partner_run(
    draft: Draft,
    partners: Sequence[Partner],
    run: Run,
    pattern: Pattern,
    *,
    codes: Sequence[str],
    free: Free,
) -> Wishes:
    """A consultation with each partner, one after the other in the order given.

    A partner that has one of this meeting already keeps it, with its code, title and audience: it
    moves to its place. The others get new ones under ``codes``, as many as there are partners.
    """
    wishes: Wishes = {}
    for place, (partner, new) in enumerate(zip(partners, codes, strict=True)):
        start, end = run.times(place)
        known = _consultation_with(draft, partner.code, pattern, free)
        if known is None:
            plan = _new_consultation(partner, pattern, new, run.room, start, end)
            wishes[new] = Wish(run.day, plan)
            continue
        _, plan = moved(known.planned, run.day, start, run.room)
        wish = Wish(run.day, replace(plan, end=end))
        if known.parked or (wish.day, wish.plan) != known.planned:
            wishes[known.code] = wish
    return wishes


def pattern_of(draft: Draft, partners: Sequence[Partner], meeting: str | None) -> Pattern | None:
    """What the consultations of a meeting look like, taken from the first there is; ``partners``
    are all whom one may be with."""
    names = {partner.code: partner.name for partner in partners}
    for each in draft.sessions:
        plan = each.plan
        code = _with_whom(plan, frozenset(names))
        if plan.track is Track.PARTNER and plan.meeting == meeting and code:
            return Pattern(
                title={
                    tongue: text.replace(names[code].get(tongue, PARTNER), PARTNER)
                    for tongue, text in plan.title.items()
                },
                audience=tuple(_general(rule, code) for rule in plan.audience),
                access=plan.access,
                source=plan.source,
                meeting=meeting,
                partners=frozenset(names),
            )
    return None


def _consultation_with(draft: Draft, party: str, pattern: Pattern, free: Free) -> Drafted | None:
    for each in draft.sessions:
        plan = each.plan
        is_one = plan.track is Track.PARTNER and plan.meeting == pattern.meeting
        theirs = is_one and _with_whom(plan, pattern.partners) == party
        if theirs and not plan.cancelled and free(each):
            return each
    return None


def _new_consultation(
    partner: Partner, pattern: Pattern, code: str, room: str, start: time, end: time
) -> SessionPlan:
    return SessionPlan(
        code=code,
        meeting=pattern.meeting,
        track=Track.PARTNER,
        title={
            tongue: text.replace(PARTNER, partner.name.get(tongue) or partner.code)
            for tongue, text in pattern.title.items()
        },
        start=start,
        end=end,
        room=room,
        access=pattern.access,
        audience=tuple(parse(rule.replace(PARTNER, partner.code)) for rule in pattern.audience),
        source=pattern.source,
        illustrative=(Illustrative.TIME, Illustrative.ROOM),
    )


def _with_whom(plan: SessionPlan, partners: frozenset[str]) -> str | None:
    """The first partner that a consultation's audience names."""
    named = [rule.who.code for rule in plan.audience if isinstance(rule.who, PartyRef)]
    return next((code for code in named if code in partners), None)


def _general(rule: Rule, party: str) -> str:
    text = str(rule)
    is_theirs = isinstance(rule.who, PartyRef) and rule.who.code == party
    return text.replace(party, PARTNER, 1) if is_theirs else text


def _standing(draft: Draft, free: Free) -> Iterator[Drafted]:
    for each in draft.sessions:
        if not each.parked and not each.plan.cancelled and free(each):
            yield each


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
