"""Each rule by hand: what breaks it, and what only comes near."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from eventops.programme.rules import Access, Severity, Status, Track
from tests.programme.conflicts.scene import (
    FACTS,
    FRI,
    MON,
    NIGHT,
    PEOPLE,
    PRAYER,
    THU,
    found,
    heads,
    judged,
    session,
    told,
)

NO_TURN = judged(turn_round_minutes=0)


@pytest.mark.parametrize(
    ("start", "end", "taken"),
    [
        ("08:00", "09:00", False),  # touches its start
        ("10:00", "11:00", False),  # touches its end
        ("09:00", "10:00", True),  # exactly its time
        ("09:59", "11:00", True),
        ("08:00", "09:01", True),
        ("09:20", "09:30", True),
        ("08:00", "12:00", True),
    ],
)
def test_room_is_taken_by_what_overlaps_and_not_by_what_touches(
    start: str, end: str, taken: bool
) -> None:
    both = (session("a", "09:00", "10:00"), session("b", start, end))
    assert bool(told(*both, facts=NO_TURN)) is taken


def test_room_taken_tells_both_sessions_by_time_and_the_room() -> None:
    late, early = session("a", "09:30", "10:00"), session("b", "09:00", "10:00")
    (conflict,) = found(late, early)
    assert (conflict.rule.value, conflict.sessions, conflict.facts) == (
        "room_taken",
        ("b", "a"),
        {"room": "hall"},
    )
    assert conflict.severity is Severity.BLOCKS


def test_other_rooms_and_other_days_are_not_taken() -> None:
    one = session("a", "09:00", "10:00")
    assert told(one, session("b", "09:00", "10:00", "library")) == []
    assert told(one, session("b", "09:00", "10:00", day=THU, track=Track.SERVICE)) == []


def test_session_past_midnight_takes_the_room_on_the_next_day() -> None:
    night = session("night", "23:00", "00:30")
    early = session("early", "00:00", "00:45", day=MON.replace(day=3))
    assert told(night, early) == [("room_taken", ("night", "early"), {"room": "hall"})]


def test_cancelled_and_parked_sessions_are_in_conflict_with_nothing() -> None:
    one, other = session("a", "09:00", "10:00"), session("b", "09:00", "10:00")
    off = (other[0], replace(other[1], status=Status.CANCELLED))
    assert told(one, off) == []
    assert told(one, other, parked=["b"]) == []
    assert told(session("c", "03:00", "04:00"), parked=["c"]) == []


@pytest.mark.parametrize(
    ("audience", "seats"),
    [
        (["ams 1+15"], 32),
        (["ams 1+14"], None),  # 30 seats for 30
        (["ams 1+14", "VN 1+15"], 31),  # of two formulas the larger counts
        (["ams 1+14", "tbd(1,partner) 1+0"], 31),
        (["ams 16 each as jury"], 32),
        (["ams 1+20", "-KH"], None),
        (["ams", "named(speakers)", "everyone"], None),  # not counted
        (["ams 1+30 as photo"], None),  # they stand
    ],
)
def test_room_is_too_small_for_the_seats_of_the_formulas(
    audience: list[str], seats: int | None
) -> None:
    one = session("a", "09:00", "10:00", "library", audience=audience, meeting="council")
    facts = {"room": "library", "needed": seats, "seats": 30}
    assert told(one) == ([("room_too_small", ("a",), facts)] if seats else [])


def test_audience_of_another_session_needs_as_many_seats() -> None:
    big = session("a", "09:00", "10:00", audience=["ams 1+15"], meeting="council")
    same = session("b", "15:00", "16:00", "library", audience=["same(a)"])
    facts = {"room": "library", "needed": 32, "seats": 30}
    assert told(big, same) == [("room_too_small", ("b",), facts)]


def test_room_needs_time_to_be_made_ready() -> None:
    one, other = session("a", "09:00", "10:00"), session("b", "10:04", "11:00")
    facts = {"room": "hall", "gap": 4, "needed": 5}
    assert told(one, other) == [("turn_round", ("a", "b"), facts)]
    assert told(one, session("b", "10:05", "11:00")) == []
    assert told(one, other, facts=judged(turn_round_minutes=4)) == []


def test_delegations_that_stay_in_their_meeting_need_no_turn_round() -> None:
    opening = heads("a", "09:00", "10:00", audience=["ams 1+4", "media as photo until +10m"])
    plenary = heads("b", "10:00", "11:00", audience=["ams 1+3"])
    assert told(opening, plenary) == []
    guests = heads("b", "10:00", "11:00", audience=["ams 1+3", "CN 1+1"])
    assert [rule for rule, *_ in told(opening, guests)] == ["turn_round"]


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        ("07:00", "10:00", True),
        ("06:59", "10:00", False),
        ("23:00", "01:00", True),
        ("23:00", "01:01", False),
        ("00:00", "01:00", True),  # still open since the day before
        ("01:00", "02:00", False),
        ("07:00", "01:00", True),
    ],
)
def test_session_is_held_while_the_building_is_open(start: str, end: str, inside: bool) -> None:
    hours = {"venue": "centre", "opens": "07:00", "closes": "01:00"}
    expected = [] if inside else [("outside_hours", ("a",), hours)]
    assert told(session("a", start, end)) == expected
    assert told(session("a", start, end, "palace")) == []  # hours not told


@pytest.mark.parametrize(
    ("start", "end", "touches"),
    [
        ("10:00", "11:30", False),
        ("14:15", "15:00", False),
        ("11:30", "14:15", True),
        ("11:00", "11:31", True),
        ("14:14", "15:00", True),
    ],
)
def test_hours_of_prayer_are_kept_free_on_their_weekday(
    start: str, end: str, touches: bool
) -> None:
    window = {"weekday": "friday", "name": PRAYER, "from": "11:30", "to": "14:15"}
    expected = [("local_rule", ("a",), window)] if touches else []
    assert told(session("a", start, end, day=FRI)) == expected
    assert told(session("a", start, end, day=MON)) == []
    assert told(session("a", start, end, day=FRI, track=Track.SERVICE)) == []


def test_session_on_a_public_holiday_is_told_and_a_service_goes_on() -> None:
    day = {"date": "2026-03-05", "name": NIGHT}
    assert told(session("a", "09:00", "10:00", day=THU)) == [("holiday", ("a",), day)]
    assert told(session("a", "09:00", "10:00", day=THU, track=Track.SERVICE)) == []
    eve = session("a", "23:30", "00:30", day=THU.replace(day=4))
    assert told(eve) == [("holiday", ("a",), day)]
    assert told(session("a", "23:00", "00:00", day=THU.replace(day=4))) == []


def test_opening_comes_before_the_rest_of_its_meeting() -> None:
    opening = heads("opening", "09:00", "10:00", track=Track.CEREMONY, audience=["everyone"])
    order = ("opening_order", ("a", "opening"), {"opening": "opening"})

    def before(**more: Any) -> Any:
        return told(heads("a", "08:00", "08:30", "library", audience=["everyone"], **more), opening)

    assert before() == [order]
    assert before(access=Access.CLOSED) == []
    assert before(track=Track.SOCIAL) == []
    assert before(meeting="wg-ai") == []
    assert told(opening, heads("a", "10:05", "11:00", audience=["everyone"])) == []
    during = heads("a", "09:30", "11:00", "library", audience=["everyone"])
    assert told(opening, during) == [("opening_order", ("opening", "a"), {"opening": "opening"})]


def test_edition_says_which_session_opens_a_meeting() -> None:
    first = heads("prelude", "09:00", "10:00", audience=["everyone"])
    early = heads("a", "08:00", "08:30", audience=["everyone"])
    assert told(early, first) == []
    assert told(early, first, facts=judged(openings=("prelude",))) == [
        ("opening_order", ("a", "prelude"), {"opening": "prelude"})
    ]


def test_partners_are_consulted_in_the_edition_s_order() -> None:
    def consultation(code: str, start: str, end: str, partner: str, **more: Any) -> Any:
        told = {"meeting": "council", "track": Track.PARTNER, "audience": [f"{partner} 0+1"]}
        return session(code, start, end, **{**told, **more})

    china = consultation("china", "10:00", "11:00", "CN")
    japan = consultation("japan", "09:00", "09:55", "JP")
    everybody = replace(FACTS, people=replace(PEOPLE, approved=frozenset({"CN", "JP"})))
    assert told(japan, china, facts=everybody) == [("partner_order", ("japan", "china"), {})]
    later = consultation("japan", "11:05", "12:00", "JP")
    assert told(later, china, facts=everybody) == []
    other = consultation("japan", "09:00", "09:55", "JP", meeting="wg-ai")
    assert told(other, china, facts=everybody) == []


def test_edition_sets_how_severe_a_rule_is() -> None:
    both = session("a", "09:00", "10:00"), session("b", "09:00", "10:00")
    (conflict,) = found(*both, facts=judged(room_taken=Severity.INFORMS))
    assert conflict.severity is Severity.INFORMS


def test_situation_changes_with_time_room_and_facts_and_not_with_severity() -> None:
    both = session("a", "09:00", "10:00"), session("b", "09:00", "10:00")

    def situation(*sessions: Any, facts: Any = FACTS) -> str:
        return found(*sessions, facts=facts)[0].situation

    here = situation(*both)
    assert situation(*both[::-1], facts=judged(room_taken=Severity.WARNS)) == here
    assert situation(both[0], session("b", "09:00", "10:01")) != here
    assert (
        situation(session("a", "09:00", "10:00", "stage"), session("b", "09:00", "10:00", "stage"))
        != here
    )
    assert time(9) == both[0][1].start
