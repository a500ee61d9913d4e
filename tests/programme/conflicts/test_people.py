"""Rules of people by hand: principals, staff, coverage, partners."""

from dataclasses import replace
from typing import Any

import pytest

from eventops.programme.conflicts.facts import Here, Naming
from eventops.programme.rules import Track
from tests.programme.conflicts.scene import (
    FACTS,
    PEOPLE,
    heads,
    session,
    told,
)


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
