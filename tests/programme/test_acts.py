"""Acts on many sessions: what each wishes, laws that hold of drawn programmes, what it leaves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventops.core.errors import Invalid
from eventops.programme.acts import (
    Partner,
    Pattern,
    Run,
    Wishes,
    move_later,
    moved,
    partner_run,
    pattern_of,
    repeat,
    shift_day,
    shifted,
    swap_rooms,
)
from eventops.programme.audience import parse
from eventops.programme.drafting import Wish
from eventops.programme.drafts import Draft, Drafted
from eventops.programme.minting import is_opaque, new_codes
from eventops.programme.plan import SessionPlan
from eventops.programme.rules import Access, Illustrative, Status, Track

MONDAY = date(2030, 3, 4)
TUESDAY, WEDNESDAY = MONDAY + timedelta(1), MONDAY + timedelta(2)
ROOMS = ("hall", "blue", "red")


def session(code: str, start: str, end: str, room: str = "hall", **more: object) -> SessionPlan:
    told: dict[str, object] = {
        "code": code,
        "track": Track.SIDE,
        "title": {"en": code},
        "start": time.fromisoformat(start),
        "end": time.fromisoformat(end),
        "room": room,
        "access": Access.OPEN,
        "audience": (parse("everyone"),),
        "source": "I",
    }
    return SessionPlan(**{**told, **more})  # type: ignore[arg-type]  # each test names real fields


def draft(*planned: tuple[date, SessionPlan], parked: tuple[str, ...] = ()) -> Draft:
    return Draft(tuple(Drafted(*each, each, each[1].code in parked) for each in planned))


def after(before: Draft, wishes: Mapping[str, Wish | None]) -> Draft:
    """The draft with the wishes fulfilled."""
    known = {each.code: each for each in before.sessions}
    for code, wish in wishes.items():
        assert wish is not None
        known[code] = Drafted(wish.day, wish.plan, None, wish.parked)
    return Draft(tuple(known.values()))


def stands(found: Draft) -> dict[str, object]:
    return {each.code: (each.day, each.plan, each.parked) for each in found.sessions}


def times(wishes: Wishes) -> dict[str, tuple[date, str, str, str]]:
    return {
        code: (wish.day, f"{wish.plan.start:%H:%M}", f"{wish.plan.end:%H:%M}", wish.plan.room)
        for code, wish in wishes.items()
        if wish
    }


def anything(_each: Drafted) -> bool:
    return True


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Sessions of three days between 08:00 and 18:00, some cancelled, some in the tray."""
    planned, parked = [], []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(96, 200)) * 5
        end = start + draw(st.integers(1, 16)) * 5
        code = f"s{number}"
        status = draw(st.sampled_from((None, Status.TENTATIVE, Status.CANCELLED)))
        plan = session(code, clock(start), clock(end), draw(st.sampled_from(ROOMS)), status=status)
        planned.append((draw(st.sampled_from((MONDAY, TUESDAY, WEDNESDAY))), plan))
        if draw(st.booleans()) and draw(st.booleans()):
            parked.append(code)
    return draft(*planned, parked=tuple(parked))


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@given(drafts(), st.sampled_from((None, MONDAY, TUESDAY)))
def test_rooms_swapped_twice_stand_as_before(found: Draft, day: date | None) -> None:
    once = after(found, swap_rooms(found, "hall", "blue", day=day, free=anything))
    twice = after(once, swap_rooms(once, "hall", "blue", day=day, free=anything))
    assert stands(twice) == stands(found)


@given(drafts())
def test_day_shifted_to_an_empty_day_and_back_stands_as_before(found: Draft) -> None:
    empty = WEDNESDAY + timedelta(1)
    there = after(found, shift_day(found, MONDAY, empty, free=anything))
    back = after(there, shift_day(there, empty, MONDAY, free=anything))
    assert stands(back) == stands(found)


@given(drafts(), st.integers(96, 200), st.integers(1, 24))
def test_part_of_a_day_moved_there_and_back_stands_as_before(
    found: Draft, after_step: int, by_steps: int
) -> None:
    first, minutes = after_step * 5, by_steps * 5
    at, later = time.fromisoformat(clock(first)), time.fromisoformat(clock(first + minutes))
    there = after(found, move_later(found, MONDAY, at, minutes, free=anything))
    back = after(there, move_later(there, MONDAY, later, -minutes, free=anything))
    assert stands(back) == stands(found)


@given(drafts(), st.integers(96, 200), st.integers(0, 24))
def test_moving_a_part_of_a_day_keeps_the_order_of_the_day(
    found: Draft, after_step: int, by_steps: int
) -> None:
    at = time.fromisoformat(clock(after_step * 5))
    there = after(found, move_later(found, MONDAY, at, by_steps * 5, free=anything))

    def order(one: Draft) -> list[str]:
        held = [
            each
            for each in one.sessions
            if each.day == MONDAY and not each.parked and not each.plan.cancelled
        ]
        return [each.code for each in sorted(held, key=lambda each: (each.plan.start, each.code))]

    assert order(there) == order(found)


@given(drafts(), st.sets(st.sampled_from([f"s{number}" for number in range(12)])))
def test_no_act_touches_what_has_begun_nor_what_is_cancelled_or_parked(
    found: Draft, begun: set[str]
) -> None:
    def free(each: Drafted) -> bool:
        return each.code not in begun

    acts = (
        swap_rooms(found, "hall", "blue", free=free),
        shift_day(found, MONDAY, TUESDAY, free=free),
        move_later(found, MONDAY, time(8), 20, free=free),
    )
    aside = {each.code for each in found.sessions if each.parked or each.plan.cancelled}
    assert [set(wishes) & (begun | aside) for wishes in acts] == [set(), set(), set()]


def test_moving_takes_the_doors_along_and_keeps_the_length() -> None:
    plan = session("a", "09:00", "10:00", doors=time(8), doors_close=time(8, 50))
    there = moved((MONDAY, plan), TUESDAY, time(11, 30), "blue")
    wanted = replace(
        plan,
        start=time(11, 30),
        end=time(12, 30),
        doors=time(10, 30),
        doors_close=time(11, 20),
        room="blue",
    )
    assert there == (TUESDAY, wanted)


def test_session_may_come_to_end_past_midnight_but_not_to_begin_on_another_day() -> None:
    plan = session("a", "21:00", "22:30")
    assert shifted(MONDAY, plan, 120)[1].end == time(0, 30)
    with pytest.raises(Invalid) as refused:
        shifted(MONDAY, plan, 180)
    assert (refused.value.code, refused.value.facts) == ("act_leaves_day", {"session": "a"})


def test_moving_everything_after_a_time_leaves_other_rooms_when_one_is_named() -> None:
    found = draft(
        (MONDAY, session("a", "13:30", "14:30")),
        (MONDAY, session("b", "14:00", "15:00")),
        (MONDAY, session("c", "15:00", "16:00", "blue")),
        (TUESDAY, session("d", "15:00", "16:00")),
    )
    all_rooms = move_later(found, MONDAY, time(14), 20, free=anything)
    one_room = move_later(found, MONDAY, time(14), 20, room="blue", free=anything)
    c = (MONDAY, "15:20", "16:20", "blue")
    assert times(all_rooms) == {"b": (MONDAY, "14:20", "15:20", "hall"), "c": c}
    assert times(one_room) == {"c": c}


def test_repeated_session_is_another_session_on_each_day() -> None:
    plan = session("a", "09:00", "10:00", status=Status.TENTATIVE)
    wishes = repeat(draft((MONDAY, plan)), "a", [TUESDAY, WEDNESDAY], ["x2y3", "x2y4"])
    assert wishes == {
        "x2y3": Wish(TUESDAY, replace(plan, code="x2y3", status=None)),
        "x2y4": Wish(WEDNESDAY, replace(plan, code="x2y4", status=None)),
    }


CHINA, JAPAN, KOREA = (
    Partner("CN", {"en": "China", "vi": "Trung Quốc"}),
    Partner("JP", {"en": "Japan", "vi": "Nhật Bản"}),
    Partner("KR", {"en": "Republic of Korea"}),
)
WITH_CHINA = session(
    "plus-china",
    "08:30",
    "09:10",
    meeting="main",
    track=Track.PARTNER,
    title={"en": "Members – China", "vi": "Các nước – Trung Quốc"},
    access=Access.RESTRICTED,
    audience=(parse("ams 1+3"), parse("CN 1+6"), parse("ASEC")),
)
FOUND = draft((MONDAY, WITH_CHINA))


def test_pattern_is_taken_from_the_consultation_there_is() -> None:
    assert pattern_of(FOUND, [CHINA, JAPAN], "main") == Pattern(
        title={"en": "Members – {partner}", "vi": "Các nước – {partner}"},
        audience=("ams 1+3", "{partner} 1+6", "ASEC"),
        access=Access.RESTRICTED,
        source="I",
        meeting="main",
        partners=frozenset({"CN", "JP"}),
    )
    assert pattern_of(FOUND, [JAPAN], "main") is None
    assert pattern_of(FOUND, [CHINA], "other") is None


def test_run_places_partners_in_order_and_keeps_the_session_one_has() -> None:
    pattern = pattern_of(FOUND, [CHINA, JAPAN, KOREA], "main")
    assert pattern is not None
    run = Run(TUESDAY, time(9), length=30, gap=10, room="blue")
    wishes = partner_run(
        FOUND, [JAPAN, CHINA, KOREA], run, pattern, codes=["x2y3", "x2y4", "x2y5"], free=anything
    )
    assert times(wishes) == {
        "x2y3": (TUESDAY, "09:00", "09:30", "blue"),
        "plus-china": (TUESDAY, "09:40", "10:10", "blue"),
        "x2y5": (TUESDAY, "10:20", "10:50", "blue"),
    }
    new = wishes["x2y3"]
    assert new is not None
    assert new.plan == session(
        "x2y3",
        "09:00",
        "09:30",
        "blue",
        meeting="main",
        track=Track.PARTNER,
        title={"en": "Members – Japan", "vi": "Các nước – Nhật Bản"},
        access=Access.RESTRICTED,
        audience=(parse("ams 1+3"), parse("JP 1+6"), parse("ASEC")),
        illustrative=(Illustrative.TIME, Illustrative.ROOM),
    )


def test_run_may_not_go_on_after_midnight() -> None:
    pattern = Pattern({"en": "{partner}"}, ("{partner} 1+3",), Access.RESTRICTED, "I", "main")
    run = Run(MONDAY, time(23), length=40, gap=40, room="hall")
    with pytest.raises(Invalid, match="run_leaves_day"):
        partner_run(FOUND, [JAPAN, KOREA], run, pattern, codes=["x2y3", "x2y4"], free=anything)


@given(st.sets(st.text("23456789abcdefgh", min_size=4, max_size=4), max_size=30))
def test_minted_codes_are_opaque_new_and_different(taken: set[str]) -> None:
    codes = new_codes(5, taken)
    assert len({*codes} - taken) == 5
    assert [code for code in codes if not is_opaque(code) or not 4 <= len(code) <= 6] == []
