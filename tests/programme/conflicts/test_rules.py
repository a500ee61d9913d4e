"""Each rule by hand: what breaks it, and what only comes near."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from eventops.programme.conflicts.facts import Here, Naming
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
    judged,
    session,
    told,
)

NO_TURN = judged(turn_round_minutes=0)


def heads(code: str, start: str, end: str, room: str = "hall", **more: Any) -> Any:
    """A session of the council for the head of Viet Nam alone."""
    return session(code, start, end, room, **{"meeting": "council", "audience": ["VN 1+0"], **more})


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


def test_principals_need_time_to_walk_between_rooms_and_more_between_buildings() -> None:
    one = heads("a", "09:00", "10:00")
    facts = {"people": ("an",), "gap": 4, "needed": 5}
    assert told(one, heads("b", "10:04", "11:00", "library")) == [
        ("walking_time", ("a", "b"), facts)
    ]
    assert told(one, heads("b", "10:05", "11:00", "library")) == []
    far = {"people": ("an",), "gap": 19, "needed": 20}
    assert told(one, heads("b", "10:19", "11:00", "palace")) == [("walking_time", ("a", "b"), far)]
    assert told(one, heads("b", "10:00", "11:00", "stage")) == []  # beside the hall
    assert told(one, session("b", "10:00", "11:00", "palace")) == []  # nobody walks


def test_head_cannot_be_at_two_tables() -> None:
    both = heads("a", "09:00", "10:00"), heads("b", "09:30", "11:00", "library")
    assert told(*both) == [("principal_twice", ("a", "b"), {"people": ("an",)})]
    assert told(both[0], heads("b", "10:05", "11:00", "library")) == []


def test_working_groups_at_one_time_have_heads_of_their_own() -> None:
    ai = session("a", "09:00", "10:00", meeting="wg-ai", audience=["VN 1+0"])
    sea = session("b", "09:00", "10:00", "library", meeting="wg-sea", audience=["VN 1+0"])
    assert told(ai, sea) == []
    council = heads("c", "09:00", "10:00", "palace")  # An heads the council and the group on AI
    assert told(ai, sea, council) == [("principal_twice", ("a", "c"), {"people": ("an",)})]


def test_office_stands_for_the_head_whom_no_list_names_yet() -> None:
    one = heads("a", "09:00", "10:00", audience=["CN 1+0"])
    other = heads("b", "09:00", "10:00", "library", audience=["CN 1+0"])
    office = {"people": ("head:CN:minister",)}
    assert told(one, other) == [("principal_twice", ("a", "b"), office)]
    groups = [
        session(code, "09:00", "10:00", room, meeting=code, audience=["CN 1+0"])
        for code, room in (("wg-ai", "hall"), ("wg-sea", "library"))
    ]
    assert told(*groups) == []


def test_chair_and_named_speaker_are_principals_too() -> None:
    chair = session("a", "09:00", "10:00", audience=["VN:chair"])
    head = heads("b", "09:00", "10:00", "library", audience=["VN:chair@council"])
    assert told(chair, head) == [("principal_twice", ("a", "b"), {"people": ("chi",)})]
    speaker = session("a", "09:00", "10:00", audience=["named(speakers)"])
    group = session("b", "09:00", "10:00", "library", meeting="wg-sea", audience=["VN 1+0"])
    assert told(speaker, group) == [("principal_twice", ("a", "b"), {"people": ("binh",)})]
    listening = session("a", "09:00", "10:00", audience=["named(speakers) as listening"])
    assert told(listening, group) == []


def test_interpreter_cannot_work_in_two_places() -> None:
    audience = ["named(interpreters) as interpreter"]
    one = session("a", "09:00", "10:00", audience=audience)
    other = session("b", "09:00", "10:00", "library", audience=audience)
    assert told(one, other) == [("staff_twice", ("a", "b"), {"people": ("inge",)})]
    assert told(one, session("b", "10:00", "11:00", "palace", audience=audience)) == []


def test_what_was_decided_for_one_session_counts_there() -> None:
    one, other = heads("a", "09:00", "10:00"), heads("b", "09:00", "10:00", "library")

    def at(here: Here) -> Any:
        return told(one, other, facts=replace(FACTS, people=replace(PEOPLE, at={"b": here})))

    assert at(Here(removed=frozenset({"an"}))) == []
    assert at(Here(heads={("VN", "council"): "binh"})) == []
    assert at(Here(added=(Naming("binh"),))) == [
        ("principal_twice", ("a", "b"), {"people": ("an",)})
    ]
    assert at(Here(heads={("VN", "council"): None})) == []


def test_delegation_cannot_be_in_more_sessions_than_it_has_members() -> None:
    def group(code: str, room: str, audience: str = "ams 0+1") -> Any:
        return session(code, "09:00", "10:00", room, meeting="council", audience=[audience])

    three = [group("a", "hall"), group("b", "library"), group("c", "palace")]
    assert told(*three) == [("coverage", ("a", "b", "c"), {"delegations": {"KH": 1}})]
    fourth = group("d", "stage", "VN 0+1")
    assert told(*three, fourth) == [
        ("coverage", ("a", "b", "c"), {"delegations": {"KH": 1}}),
        ("coverage", ("a", "b", "c", "d"), {"delegations": {"VN": 3}}),
    ]
    assert told(three[0]) == []
    assert (
        told(three[0], session("b", "10:00", "11:00", "library", audience=["KH@council 0+1"])) == []
    )


def test_coverage_is_not_judged_where_nobody_is_known() -> None:
    both = [
        session(code, "09:00", "10:00", room, audience=["ams@council 0+1"])
        for code, room in (("a", "hall"), ("b", "library"))
    ]
    assert told(*both, facts=replace(FACTS, people=None)) == []


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (["ams 1+3", "CN 1+6"], None),
        (["ams 1+3", "tbd(1,partner) 1+6"], None),
        (["ams 1+3", "ams:deputy"], ("partner_unnamed", {})),
        (["ams 1+3", "CN 1+6", "-CN"], ("partner_unnamed", {})),
        (["ams 1+3", "JP 1+6"], ("partner_absent", {"delegations": ("JP",)})),
        (["partner 1+3"], ("partner_absent", {"delegations": ("JP",)})),
    ],
)
def test_consultation_needs_its_partner(audience: list[str], expected: Any) -> None:
    one = session("a", "09:00", "10:00", track=Track.PARTNER, meeting="council", audience=audience)
    assert told(one) == ([(expected[0], ("a",), expected[1])] if expected else [])


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
