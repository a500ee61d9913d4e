"""Conflicts in words, in both languages, as they are printed."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from eventops.core.multilingual import Multilingual
from eventops.programme.conflict_telling import Names, tell
from eventops.programme.plan import Planned
from eventops.programme.rules import ConflictRule, Track
from eventops.web.sentences import say_in
from tests.programme.conflicts.scene import FACTS, FRI, PEOPLE, THU, found, session

PARTIES: dict[str, Multilingual] = {
    "VN": {"en": "Viet Nam", "vi": "Việt Nam"},
    "KH": {"en": "Cambodia", "vi": "Campuchia"},
    "CN": {"en": "China", "vi": "Trung Quốc"},
    "JP": {"en": "Japan", "vi": "Nhật Bản"},
}
COUNCIL: dict[str, Any] = {"meeting": "council"}
A = session("a", "09:00", "10:00", audience=["ams 1+0"], **COUNCIL)
HEADLESS = replace(FACTS, people=replace(PEOPLE, heads={}))


def partner(code: str, start: str, end: str, audience: str) -> Planned:
    return session(code, start, end, track=Track.PARTNER, audience=[audience], **COUNCIL)


INTERPRETED = ["named(interpreters) as interpreter"]
OPENING = session("opening", "09:00", "10:00", track=Track.CEREMONY, **COUNCIL)
CASES = {
    ConflictRule.ROOM_TAKEN: (
        [session("a", "09:00", "10:00"), session("b", "09:30", "11:00")],
        FACTS,
    ),
    ConflictRule.PRINCIPAL_TWICE: (
        [A, session("b", "09:30", "11:00", "library", audience=["ams 1+0"], **COUNCIL)],
        HEADLESS,
    ),
    ConflictRule.STAFF_TWICE: (
        [
            session("a", "09:00", "10:00", audience=INTERPRETED),
            session("b", "09:30", "11:00", "library", audience=INTERPRETED),
        ],
        FACTS,
    ),
    ConflictRule.LOCAL_RULE: ([session("a", "11:00", "12:00", day=FRI)], FACTS),
    ConflictRule.HOLIDAY: ([session("a", "11:00", "12:00", day=THU)], FACTS),
    ConflictRule.OUTSIDE_HOURS: ([session("a", "06:00", "08:00")], FACTS),
    ConflictRule.ROOM_TOO_SMALL: (
        [session("a", "09:00", "10:00", "stage", audience=["ams 0+8"], **COUNCIL)],
        FACTS,
    ),
    ConflictRule.COVERAGE: (
        [
            session("a", "09:00", "10:00", audience=["ams 0+1"], **COUNCIL),
            session("b", "09:00", "10:00", "library", audience=["KH 0+1"], **COUNCIL),
        ],
        FACTS,
    ),
    ConflictRule.TURN_ROUND: (
        [session("a", "09:00", "10:00"), session("b", "10:02", "11:00")],
        FACTS,
    ),
    ConflictRule.WALKING_TIME: (
        [A, session("b", "10:15", "11:00", "palace", audience=["VN 1+0"], **COUNCIL)],
        FACTS,
    ),
    ConflictRule.PARTNER_UNNAMED: ([partner("a", "09:00", "10:00", "ams 1+0")], FACTS),
    ConflictRule.PARTNER_ABSENT: ([partner("a", "09:00", "10:00", "JP 1+0")], FACTS),
    ConflictRule.OPENING_ORDER: (
        [OPENING, session("b", "08:00", "08:30", "library", **COUNCIL)],
        FACTS,
    ),
    ConflictRule.PARTNER_ORDER: (
        [partner("a", "09:00", "10:00", "JP 0+1"), partner("b", "11:00", "12:00", "CN 0+1")],
        replace(FACTS, people=None),
    ),
}

SAID = json.loads((Path(__file__).parents[2] / "golden" / "conflicts.json").read_text())


@pytest.mark.parametrize("rule", ConflictRule)
def test_conflict_is_said_in_both_languages(app: Flask, rule: ConflictRule) -> None:
    sessions, facts = CASES[rule]
    (conflict,) = (each for each in found(*sessions, facts=facts) if each.rule is rule)
    names = Names(
        titles={plan.code: plan.title for _, plan in sessions},
        parties=PARTIES,
        facts=facts,
        people={"inge": "Ms Inge", "an": "H.E. An"},
    )
    with app.test_request_context():
        said = {
            tongue: tell(conflict, names, partial(say_in, tongue), tongue)
            for tongue in ("en", "vi")
        }
    assert {tongue: each.why for tongue, each in said.items()} == SAID[rule.value]
    assert all(each.way.endswith(".") and "%" not in each.way for each in said.values())
