"""Laws of the engine, held by drawn programmes."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from eventops.programme.conflicts.clash import difference
from eventops.programme.conflicts.engine import every, touched_by
from eventops.programme.conflicts.facts import Here, Naming
from eventops.programme.conflicts.prepared import prepare
from eventops.programme.plan import ConflictsPlan, Planned
from eventops.programme.rules import Access, ConflictRule, Status, Track
from tests.programme.conflicts.scene import FACTS, MON, PEOPLE, ROOMS, session

RULES = (
    "ams 1+3",
    "ams 0+1",
    "VN 1+0",
    "KH 1+12",
    "CN 1+6",
    "JP 1+2",
    "partner 1+0",
    "VN:chair",
    "named(speakers)",
    "named(interpreters) as interpreter",
    "tbd(1,partner) 1+3",
    "same(opening)",
    "same(s1)",
    "-KH",
    "everyone",
)
CODES = ("opening", "s1", "s2", "s3", "s4", "s5", "s6")
BUSY = replace(
    FACTS,
    judged=ConflictsPlan(turn_round_minutes=15, room_walk_minutes=10),
    people=replace(
        PEOPLE,
        accredited={"VN": 2, "KH": 1},
        at={
            "s2": Here(added=(Naming("an"), Naming("inge", "duty"))),
            "s3": Here(heads={("VN", "council"): "binh"}, removed=frozenset({"dara"})),
        },
    ),
)
quarters = st.integers(0, 95).map(lambda number: f"{number // 4:02}:{number % 4 * 15:02}")


@st.composite
def sessions(draw: st.DrawFn, code: str) -> Planned:
    """Any session: few rooms, few days, quarters of hours, so that most are in somebody's way."""
    start = draw(quarters)
    return session(
        code,
        start,
        draw(quarters),
        draw(st.sampled_from(ROOMS)).code,
        MON + timedelta(draw(st.sampled_from((0, 1, 3, 4)))),
        meeting=draw(st.sampled_from(("council", "wg-ai", "wg-sea"))),
        track=draw(st.sampled_from((Track.PARTNER, Track.CEREMONY, Track.WG, Track.SERVICE))),
        access=draw(st.sampled_from((Access.RESTRICTED, Access.CLOSED))),
        status=draw(st.sampled_from((None, None, Status.TENTATIVE, Status.CANCELLED))),
        audience=draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=3, unique=True)),
    )


programmes = st.tuples(*(sessions(code) for code in CODES)).map(list)
parked = st.frozensets(st.sampled_from(CODES), max_size=2)


@settings(max_examples=100, deadline=None)
@given(programmes, parked, st.sampled_from(CODES).flatmap(sessions), st.booleans())
def test_what_a_move_touches_is_the_difference_of_two_full_runs(
    programme: list[Planned], aside: frozenset[str], drawn: Planned, moves_only: bool
) -> None:
    day, plan = drawn
    if moves_only:
        known = next(each for _, each in programme if each.code == plan.code)
        plan = replace(known, start=plan.start, end=plan.end, room=plan.room, status=plan.status)
    ready = prepare(programme, BUSY, aside)
    others = [each for each in programme if each[1].code != plan.code]
    after = prepare([*others, (day, plan)], BUSY, aside - {plan.code})
    assert touched_by(ready, (day, plan)) == difference(every(ready), every(after))


@settings(max_examples=40, deadline=None)
@given(programmes, st.randoms())
def test_conflicts_do_not_depend_on_the_order_of_sessions(
    programme: list[Planned], random: object
) -> None:
    shuffled = list(programme)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert every(prepare(shuffled, BUSY)) == every(prepare(programme, BUSY))


@settings(max_examples=40, deadline=None)
@given(programmes)
def test_a_move_to_where_it_stands_touches_nothing(programme: list[Planned]) -> None:
    ready = prepare(programme, BUSY)
    assert [touched_by(ready, each) for each in programme] == [()] * len(programme)


@settings(max_examples=40, deadline=None)
@given(programmes)
def test_a_new_session_touches_what_the_full_run_adds(programme: list[Planned]) -> None:
    *others, last = programme
    before, after = every(prepare(others, BUSY)), every(prepare(programme, BUSY))
    assert touched_by(prepare(others, BUSY), last) == difference(before, after)


@settings(max_examples=100, deadline=None)
@given(sessions("a"), sessions("b"))
def test_two_sessions_are_in_each_other_s_way_alike(one: Planned, other: Planned) -> None:
    both = prepare([one, other], BUSY)
    pairs = {each for each in every(both) if len(each.sessions) == 2}
    for alone, moved in ((one, other), (other, one)):
        touched = touched_by(prepare([alone], BUSY), moved)
        assert {each for each in touched if len(each.sessions) == 2} == pairs


@settings(max_examples=40, deadline=None)
@given(sessions("a"), sessions("b"))
def test_room_is_taken_exactly_when_intervals_share_a_minute(one: Planned, other: Planned) -> None:
    ready = prepare([one, other], BUSY)
    held = [ready.known[code] for code in ("a", "b")]
    shared = set(range(held[0].start, held[0].end)) & set(range(held[1].start, held[1].end))
    expected = bool(shared) and held[0].room == held[1].room and all(each.held for each in held)
    assert any(each.rule is ConflictRule.ROOM_TAKEN for each in every(ready)) is expected
