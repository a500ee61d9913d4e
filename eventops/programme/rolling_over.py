"""The next edition's plan from the last one's: what can be carried is, and all else is reported.

Wall-clock times, order and rules of audience stay; days are shifted, places mapped, roles passed
on, codes renewed. Nothing in the result claims to be known: it says that it was rolled over.
"""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from eventops.programme.audience import Rule
from eventops.programme.codes import (
    Choose,
    as_code,
    free_code,
    opaque_code,
    with_marks_renewed,
)
from eventops.programme.plan import (
    ConflictsPlan,
    DayPlan,
    EditionPlan,
    LocalRule,
    MeetingPlan,
    Multilingual,
    SessionPlan,
)
from eventops.programme.remarks import Remark, remark
from eventops.programme.rolled_account import (
    first_of,
    told_of_left,
    told_of_tags,
    told_of_words,
)
from eventops.programme.rolled_days import Alignment, Calendar, calendar_for, said, told_of_days
from eventops.programme.rolled_roles import Roles, RuleTranslation
from eventops.programme.rolled_rooms import NewPlaces, Places, places_kept, places_mapped
from eventops.programme.rolled_words import OldWords, Replacement, Rewriting, reworded
from eventops.programme.rules import Access, Illustrative, Status
from eventops.programme.timetable import broken_rules


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What is known of the new edition. A role left out passes on as it does in a rotation."""

    slug: str
    short_name: str
    city: Multilingual
    zone: str
    first_day: datetime.date
    alignment: Alignment = Alignment.OFFSET
    days: Mapping[datetime.date, datetime.date | None] = field(default_factory=dict)
    host: str | None = None
    chair: str | None = None
    next_chair: str | None = None
    organiser: Multilingual | None = None
    places: Places | None = None
    rooms: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[LocalRule, ...] | None = None
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True)
class RolledOver:
    plan: EditionPlan
    remarks: tuple[Remark, ...]


class CannotRollOver(ValueError):
    """The wishes contradict each other or the old edition; says every contradiction."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


def source_of(slug: str) -> str:
    """What stands as the source of everything carried (schedules/README.md)."""
    return f"rolled over from {slug}"


def roll_over(old: EditionPlan, wishes: Wishes, choose: Choose) -> RolledOver:
    """The new plan and all there is to say of it; raises CannotRollOver.

    Whether what the wishes name exists (zone, parties, rooms) is for the check of the result.
    """
    own = wishes.days
    calendar = calendar_for(old.starts, wishes.first_day, wishes.alignment, own)
    _refuse_contradictions(old, wishes, calendar)
    return _Rolling(old, wishes, calendar, choose).done()


def _refuse_contradictions(old: EditionPlan, wishes: Wishes, calendar: Calendar) -> None:
    reasons = []
    days = [day.date for day in old.days]
    if wishes.slug == old.slug:
        reasons.append(f'the new edition needs a slug of its own, not "{old.slug}" again')
    if old.next_chair is None and (wishes.host is None or wishes.chair is None):
        reasons.append("the old edition names no next chair; give --host and --chair")
    reasons += [f"{day} is no day of {old.slug}" for day in wishes.days if day not in days]
    if not calendar.span(old.starts, old.ends):
        reasons.append("no day would be left")
    reasons += [f"two old days would fall on {said(day)}" for day in calendar.clashes(days)]
    if wishes.rooms and wishes.places is None:
        reasons.append("rooms are mapped, but no new venue is given (--venue)")
    known = {room.code for room in old.rooms}
    there = {room.code for room in wishes.places.rooms} if wishes.places else set()
    for room, target in wishes.rooms.items():
        if room not in known:
            reasons.append(f'{old.slug} has no room "{room}"')
        if wishes.places and target not in there:
            reasons.append(f'the new venue has no room "{target}"')
    if reasons:
        raise CannotRollOver(reasons)


class _Rolling:
    """One edition on its way into the next; each step adds its remarks."""

    def __init__(
        self, old: EditionPlan, wishes: Wishes, calendar: Calendar, choose: Choose
    ) -> None:
        self.old, self.wishes, self.calendar = old, wishes, calendar
        self.remarks: list[Remark] = []
        self.source = source_of(old.slug)
        self.starts, self.ends = calendar.span(old.starts, old.ends)
        self.roles = Roles.of(old, wishes.host, wishes.chair, wishes.next_chair)
        self.rewrite = Rewriting(wishes.replacements)
        self.rules = old.rules if wishes.rules is None else wishes.rules
        self.carried = self._carried()
        self.marks = {
            old.slug: wishes.slug,
            as_code(old.short_name): as_code(wishes.short_name),
            str(old.starts.year): str(self.starts.year),
        }
        self.meetings = self._renewed([meeting.code for meeting in old.meetings])
        self.sessions = self._session_codes(choose)
        self.places = self._places()
        left = {
            each.code: each for _, each in old.dated_sessions() if each.code not in self.carried
        }
        self.translation = RuleTranslation(self.roles, self.meetings, self.sessions, left)

    def done(self) -> RolledOver:
        old, wishes = self.old, self.wishes
        dates = [day.date for day in old.days]
        self.remarks[:0] = told_of_days(self.calendar, dates, old.starts, wishes.first_day)
        if wishes.zone != old.zone:
            self.remarks.append(remark("zone_changed", old=old.zone, new=wishes.zone))
        self.remarks += self.roles.remarks(old)
        plan = self._edition()
        quotas = {"count": len(plan.parties), "edition": old.slug}
        self.remarks.append(remark("quotas_kept", **quotas))
        if wishes.rules is None and old.rules and wishes.city != old.city:
            city = first_of(old.city)
            self.remarks.append(remark("rules_of_elsewhere", count=len(old.rules), city=city))
        parties = self.roles.left_by(old)
        self.remarks += self.rewrite.remarks()
        self.remarks += told_of_words(
            plan, OldWords.of(old, city=wishes.city, parties=parties), self.places.kept
        )
        self.remarks += told_of_tags(plan)
        self.remarks += told_of_left(old, self.source)
        return RolledOver(plan, tuple(self.remarks))

    def _carried(self) -> frozenset[str]:
        """Codes of the sessions that come along: those of the days kept that were not cancelled."""
        codes = set()
        for day in self.old.days:
            if self.calendar.day(day.date) is None:
                count = len(day.sessions)
                self.remarks.append(remark("day_left", old=said(day.date), count=count))
                continue
            for session in day.sessions:
                if session.cancelled:
                    facts = {"subject": f"session {session.code}", "text": first_of(session.title)}
                    self.remarks.append(remark("session_cancelled", **facts))
                else:
                    codes.add(session.code)
        return frozenset(codes)

    def _renewed(self, codes: list[str]) -> dict[str, str]:
        """New codes where the old ones hold the edition, and the same ones elsewhere."""
        renewed: dict[str, str] = {}
        kept = {code for code in codes if with_marks_renewed(code, self.marks) == code}
        for code in codes:
            new = code
            if code not in kept:
                taken = kept | set(renewed.values())
                new = free_code(with_marks_renewed(code, self.marks), taken)
                self.remarks.append(remark("code_renewed", old=code, new=new))
            renewed[code] = new
        return renewed

    def _session_codes(self, choose: Choose) -> dict[str, str]:
        sessions = [each for _, each in self.old.dated_sessions() if each.code in self.carried]
        open_codes = [each.code for each in sessions if each.access is not Access.CLOSED]
        new = self._renewed(open_codes)
        every_old = {each.code for _, each in self.old.dated_sessions()}
        for session in sessions:
            if session.access is Access.CLOSED:
                new[session.code] = opaque_code(every_old | set(new.values()), choose)
                said_so = f"{new[session.code]}, {first_of(session.title)}"
                self.remarks.append(remark("code_minted", subject=said_so))
        return new

    def _places(self) -> NewPlaces:
        used: dict[str, list[str]] = defaultdict(list)
        for _, session in self.old.dated_sessions():
            if session.code in self.carried:
                used[session.room].append(self.sessions[session.code])
        if self.wishes.places is None:
            places = places_kept(self.old)
        else:
            places = places_mapped(self.old, self.wishes.places, self.wishes.rooms, used)
        self.remarks += places.remarks
        return places

    def _edition(self) -> EditionPlan:
        old, wishes, places = self.old, self.wishes, self.places.places
        host = next((party.name for party in old.parties if party.code == self.roles.host), None)
        organiser = wishes.organiser or host or old.organiser
        if wishes.organiser is None:
            self.remarks.append(remark("organiser_open", name=first_of(organiser)))
        renamed = reworded(replace(old, theme=None, note=None), self.rewrite)
        return replace(
            renamed,
            slug=wishes.slug,
            short_name=wishes.short_name,
            city=wishes.city,
            zone=wishes.zone,
            starts=self.starts,
            ends=self.ends,
            host=self.roles.host,
            chair=self.roles.chair,
            next_chair=self.roles.next_chair,
            organiser=organiser,
            duty=self._rules_of("the duty of the edition", old.duty),
            source=self.source,
            conflicts=self._conflicts(),
            rules=self.rules,
            holidays=(),
            meetings=tuple(self._meeting(meeting) for meeting in old.meetings),
            venues=places.venues,
            rooms=places.rooms,
            gates=places.gates,
            days=tuple(self._days()),
        )

    def _rules_of(self, subject: str, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        new, remarks = self.translation.of(subject, rules)
        self.remarks += remarks
        return new

    def _conflicts(self) -> ConflictsPlan | None:
        """Judged as before; what opens a meeting goes by its new code, and holidays by new dates."""
        if self.old.holidays:
            self.remarks.append(remark("holidays_left", count=len(self.old.holidays)))
        old, codes = self.old.conflicts, self.sessions
        openings = tuple(codes[code] for code in (old.openings if old else ()) if code in codes)
        return old and replace(reworded(old, self.rewrite), openings=openings)

    def _meeting(self, meeting: MeetingPlan) -> MeetingPlan:
        code = self.meetings[meeting.code]
        return replace(reworded(meeting, self.rewrite), code=code, source=self.source)

    def _days(self) -> list[DayPlan]:
        days = []
        for day in self.old.days:
            new = self.calendar.day(day.date)
            if new is not None:
                there = (each for each in day.sessions if each.code in self.carried)
                sessions = tuple(self._session(new, session) for session in there)
                bare = reworded(replace(day, sessions=()), self.rewrite)
                days.append(replace(bare, date=new, sessions=sessions))
        return days

    def _session(self, day: datetime.date, old: SessionPlan) -> SessionPlan:
        marks = {*old.illustrative, Illustrative.TIME, Illustrative.ROOM}
        subject = f"session {self.sessions[old.code]}"
        new = replace(
            reworded(old, self.rewrite),
            code=self.sessions[old.code],
            meeting=old.meeting and self.meetings.get(old.meeting, old.meeting),
            room=self.places.rooms.get(old.room, old.room),
            audience=self._rules_of(subject, old.audience),
            source=self.source,
            illustrative=tuple(mark for mark in Illustrative if mark in marks),
        )
        broken = broken_rules(day, new, self.rules)
        for rule in broken:
            hours = {"start": f"{rule.start:%H:%M}", "end": f"{rule.end:%H:%M}"}
            when = f"{said(day)} {new.start:%H:%M}–{new.end:%H:%M}"
            weekday, name = rule.weekday.capitalize(), first_of(rule.name)
            told = {"subject": subject, "when": when, "weekday": weekday, "name": name, **hours}
            self.remarks.append(remark("hours_broken", **told))
        return replace(new, status=Status.TENTATIVE) if broken else new
