"""Invented rules and plans, drawn by hypothesis; every plan drawn passes the check."""

import datetime
from typing import TypeVar

from hypothesis import strategies as st

from eventops.delegations.rules import PartyKind
from eventops.editions.rules import GateKind, MeetingLevel, ReEntry
from eventops.programme.audience import (
    MOST,
    Capacity,
    Each,
    Everyone,
    GroupRef,
    HeadPlus,
    Named,
    PartyRef,
    Rule,
    SameAs,
    Undecided,
    Who,
)
from eventops.programme.plan import (
    ConflictsPlan,
    DayPlan,
    EditionPlan,
    GatePlan,
    GroupPlan,
    HolidayPlan,
    LocalRule,
    MeetingPlan,
    Multilingual,
    PartyPlan,
    RoomPlan,
    SeriesPlan,
    SessionPlan,
    VenuePlan,
    Weekday,
)
from eventops.programme.rules import Access, ConflictRule, Illustrative, Severity, Status, Track

codes = st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}", fullmatch=True)
party_codes = st.from_regex(r"[A-Z][A-Z0-9]{0,3}(-[A-Z0-9]{1,2})?", fullmatch=True)
counts = st.integers(1, MOST)


def rules() -> st.SearchStrategy[Rule]:
    who = st.one_of(
        st.just(Everyone()),
        party_codes.map(PartyRef),
        codes.filter(lambda code: code != "everyone").map(GroupRef),
        codes.map(Named),
        st.builds(Undecided, counts, codes),
        codes.map(SameAs),
    )
    seats = st.one_of(
        st.builds(HeadPlus, st.just(1), st.integers(0, MOST)),
        st.builds(HeadPlus, st.just(0), counts),
        st.builds(Each, counts),
    )
    return st.builds(
        Rule,
        who,
        remove=st.booleans(),
        functions=st.lists(codes, max_size=3, unique=True).map(tuple),
        list=st.none() | st.from_regex(r"[a-z]{1,4}(-[a-z0-9*]{1,3})?", fullmatch=True),
        seats=st.none() | seats,
        capacity=st.none() | st.sampled_from(Capacity),
        until_minutes=st.none() | counts,
        item=st.none() | counts,
    )


LANGUAGES = ("en", "vi")
FIRST_DAY = datetime.date(2026, 3, 2)
T = TypeVar("T")
EARLY, LATE = datetime.time(6), datetime.time(22)

# Text that a careless writer would spoil. (Any text at all is tried in test_values.)
texts = st.sampled_from(
    (
        "Forum",
        "Diễn đàn Sen",
        'The "Lotus" \\ Forum',
        "# no comment = [1]",
        "ក្រុង ភ្នំពេញ",
        "\u200bນະຄອນຫຼວງ\u200b",
        " ''' ",
        "🪷" * 60,
    )
)
few_codes = st.sampled_from(("a", "b2", "ams", "wg-ai", "grand-hall"))
notes = st.none() | texts
multilingual: st.SearchStrategy[Multilingual] = st.fixed_dictionaries(
    dict.fromkeys(LANGUAGES, texts), optional={"ms": texts}
)
variants = st.fixed_dictionaries(
    {
        language: st.lists(texts, min_size=1, max_size=3, unique=True).map(tuple)
        for language in LANGUAGES
    }
)


def times(least: datetime.time, most: datetime.time) -> st.SearchStrategy[datetime.time]:
    return st.integers(least.hour * 60 + least.minute, most.hour * 60 + most.minute).map(
        lambda minutes: datetime.time(*divmod(minutes, 60))
    )


def tuples_of(values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=3, unique=True).map(lambda some: tuple(some))


@st.composite
def sound_rules(
    draw: st.DrawFn,
    parties: tuple[str, ...],
    groups: tuple[str, ...],
    meetings: tuple[str, ...],
    earlier: tuple[str, ...],
) -> Rule:
    """A rule that names only what there is, and of the sessions only earlier ones."""
    who: list[st.SearchStrategy[Who]] = [
        st.just(Everyone()),
        few_codes.map(Named),
        st.sampled_from(parties).map(PartyRef),
    ]
    if groups:
        who.append(st.sampled_from(groups).map(GroupRef))
        who.append(st.builds(Undecided, counts, st.sampled_from(groups)))
    if earlier:
        who.append(st.sampled_from(earlier).map(SameAs))
    any_rule = draw(rules())
    return Rule(
        draw(st.one_of(who)),
        any_rule.remove,
        any_rule.functions,
        draw(st.sampled_from((*meetings, "*"))),
        any_rule.seats,
        any_rule.capacity,
        any_rule.until_minutes,
        any_rule.item,
    )


@st.composite
def sessions(
    draw: st.DrawFn,
    code: str,
    room: str,
    meetings: tuple[str, ...],
    audience: st.SearchStrategy[Rule],
) -> SessionPlan:
    start = draw(times(EARLY, LATE))
    end = draw(times(start, datetime.time(23, 58)).map(_a_minute_later))
    doors = draw(st.none() | times(datetime.time(0), start))
    close = draw(st.none() | times(doors, start).map(_a_minute_later)) if doors else None
    return SessionPlan(
        code=code,
        meeting=draw(st.none() | st.sampled_from(meetings)),
        track=draw(st.sampled_from(Track)),
        title=draw(multilingual),
        start=start,
        end=end,
        doors=doors,
        doors_close=close,
        room=room,
        access=draw(st.sampled_from(Access)),
        audience=tuple(draw(st.lists(audience, min_size=1, max_size=4, unique=True))),
        status=draw(st.none() | st.sampled_from(Status)),
        re_entry=draw(st.none() | st.sampled_from(ReEntry)),
        source=draw(texts),
        illustrative=draw(tuples_of(st.sampled_from(Illustrative))),
        note=draw(notes),
    )


def _a_minute_later(time: datetime.time) -> datetime.time:
    return datetime.time(*divmod(time.hour * 60 + time.minute + 1, 60))


@st.composite
def days(
    draw: st.DrawFn,
    rooms: tuple[str, ...],
    meetings: tuple[str, ...],
    parties: tuple[str, ...],
    groups: tuple[str, ...],
) -> tuple[DayPlan, ...]:
    """At most one session a day in each room, so that none overlap; opaque codes throughout."""
    made: list[DayPlan] = []
    earlier: tuple[str, ...] = ()
    for number in range(draw(st.integers(0, 3))):
        there = []
        for room in draw(tuples_of(st.sampled_from(rooms))) if rooms else ():
            code = f"x{len(earlier):03}"
            audience = sound_rules(parties, groups, meetings, earlier)
            there.append(draw(sessions(code, room, meetings, audience)))
            earlier = (*earlier, code)
        made.append(
            DayPlan(
                date=FIRST_DAY + datetime.timedelta(days=number),
                title=draw(multilingual),
                sessions=tuple(there),
                note=draw(notes),
            )
        )
    return tuple(made)


@st.composite
def gates(draw: st.DrawFn, code: str, rooms: tuple[str, ...]) -> GatePlan:
    kinds = tuple(GateKind) if rooms else (GateKind.BUILDING, GateKind.ZONE)
    kind = draw(st.sampled_from(kinds))
    some = draw(tuples_of(st.sampled_from(rooms))) if rooms else ()
    return GatePlan(
        code=code,
        name=draw(multilingual),
        kind=kind,
        rooms=some or (rooms[:1] if kind is GateKind.ROOM else ()),
        categories=draw(tuples_of(few_codes)) if kind is GateKind.ZONE else (),
        re_entry=draw(st.sampled_from(ReEntry)),
        note=draw(notes),
    )


@st.composite
def parties_of(draw: st.DrawFn, code: str, groups: tuple[str, ...]) -> PartyPlan:
    return PartyPlan(
        code=code,
        kind=draw(st.sampled_from(PartyKind)),
        groups=draw(tuples_of(st.sampled_from(groups))) if groups else (),
        name=draw(multilingual),
        sort=draw(texts),
        flag=draw(st.sampled_from((None, "vn", "eu", "un", "asean"))),
        state=draw(st.booleans()),
        quota=draw(st.integers(0, 500)),
        note=draw(notes),
    )


@st.composite
def local_rules(draw: st.DrawFn) -> LocalRule:
    """Only at the weekend: the days drawn are Monday to Wednesday."""
    start = draw(times(EARLY, LATE))
    return LocalRule(
        weekday=draw(st.sampled_from((Weekday.SATURDAY, Weekday.SUNDAY))),
        start=start,
        end=_a_minute_later(start),
        name=draw(multilingual),
        note=draw(notes),
    )


@st.composite
def conflicts(
    draw: st.DrawFn, parties: tuple[str, ...], sessions: tuple[str, ...]
) -> ConflictsPlan:
    minutes = st.none() | st.integers(0, 24 * 60)
    severities = {rule.value: draw(st.none() | st.sampled_from(Severity)) for rule in ConflictRule}
    return ConflictsPlan(
        turn_round_minutes=draw(minutes),
        room_walk_minutes=draw(minutes),
        venue_walk_minutes=draw(minutes),
        openings=draw(tuples_of(st.sampled_from(sessions))) if sessions else (),
        partners=draw(tuples_of(st.sampled_from(parties))),
        **severities,
        note=draw(notes),
    )


@st.composite
def holidays(draw: st.DrawFn) -> HolidayPlan:
    return HolidayPlan(
        date=draw(st.dates(FIRST_DAY, FIRST_DAY + datetime.timedelta(days=9))),
        name=draw(multilingual),
        note=draw(notes),
    )


@st.composite
def venues(draw: st.DrawFn, code: str) -> VenuePlan:
    opens = draw(st.none() | times(EARLY, LATE))
    return VenuePlan(
        code=code,
        name=draw(multilingual),
        address=draw(st.none() | multilingual),
        latitude=draw(st.none() | st.floats(-90, 90)),
        longitude=draw(st.none() | st.floats(-180, 180)),
        opens=opens,
        closes=draw(times(EARLY, LATE)) if opens else None,
        illustrative=draw(st.booleans()),
        note=draw(notes),
    )


@st.composite
def rooms_of(draw: st.DrawFn, code: str, venue: str) -> RoomPlan:
    return RoomPlan(
        code=code,
        venue=venue,
        name=draw(multilingual),
        seats=draw(st.integers(0, 5000)),
        illustrative=draw(st.booleans()),
        column=draw(st.none() | few_codes),
        note=draw(notes),
    )


@st.composite
def meetings_of(draw: st.DrawFn, code: str) -> MeetingPlan:
    return MeetingPlan(
        code=code,
        short_name=draw(texts),
        name=draw(multilingual),
        level=draw(st.sampled_from(MeetingLevel)),
        source=draw(texts),
        note=draw(notes),
    )


@st.composite
def editions(draw: st.DrawFn) -> EditionPlan:
    meetings = draw(st.lists(few_codes, min_size=1, max_size=3, unique=True))
    groups = draw(tuples_of(few_codes))
    parties = tuple(
        draw(st.lists(st.sampled_from(("VN", "CN", "HOST-2")), min_size=1, max_size=3, unique=True))
    )
    rooms = draw(tuples_of(few_codes))
    no_session: tuple[str, ...] = ()
    duty = sound_rules(parties, groups, tuple(meetings), no_session)
    on_days = draw(days(rooms, tuple(meetings), parties, groups))
    codes_ = tuple(session.code for day in on_days for session in day.sessions)
    return EditionPlan(
        series=SeriesPlan(code=draw(few_codes), name=draw(multilingual), note=draw(notes)),
        slug=draw(few_codes),
        short_name=draw(texts),
        name=draw(variants),
        theme=draw(st.none() | variants),
        city=draw(multilingual),
        zone=draw(st.sampled_from(("Asia/Ho_Chi_Minh", "Asia/Brunei", "UTC"))),
        starts=FIRST_DAY,
        ends=FIRST_DAY + datetime.timedelta(days=draw(st.integers(2, 9))),
        languages=draw(st.permutations(LANGUAGES).map(tuple)),
        host=draw(st.sampled_from(parties)),
        chair=draw(st.sampled_from(parties)),
        next_chair=draw(st.none() | st.sampled_from(parties)),
        organiser=draw(multilingual),
        night_hour=draw(times(datetime.time(0), datetime.time(6))),
        duty=draw(st.lists(duty, max_size=2, unique=True).map(tuple)),
        source=draw(texts),
        note=draw(notes),
        rules=tuple(draw(st.lists(local_rules(), max_size=2, unique_by=lambda rule: rule.weekday))),
        conflicts=draw(st.none() | conflicts(parties, codes_)),
        holidays=tuple(
            draw(st.lists(holidays(), max_size=2, unique_by=lambda holiday: holiday.date))
        ),
        meetings=tuple(draw(meetings_of(code)) for code in meetings),
        venues=(draw(venues("centre")),),
        rooms=tuple(draw(rooms_of(code, "centre")) for code in rooms),
        gates=tuple(draw(gates(code, rooms)) for code in draw(tuples_of(few_codes))),
        groups=tuple(
            GroupPlan(code=code, name=draw(multilingual), note=draw(notes)) for code in groups
        ),
        parties=tuple(draw(parties_of(code, groups)) for code in parties),
        days=on_days,
    )
