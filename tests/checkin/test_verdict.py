"""The door's rules, judged by the cases that the JavaScript twin is judged by too."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from eventops.agenda.entitlement import Entitlement, Grade
from eventops.checkin.floater_rules import FloaterFacts, floater_alone
from eventops.checkin.verdict import (
    OVERRIDABLE,
    Arrival,
    BadgeFacts,
    Decision,
    GateFacts,
    History,
    SessionFacts,
    decide,
    overridden,
)

CASES = json.loads((Path(__file__).parents[1] / "golden" / "verdicts.json").read_text("utf-8"))
TIMES = ("at", "starts", "ends", "doors", "doors_close", "seen_at")


def times_read(value: dict[str, Any]) -> dict[str, Any]:
    """ISO times of a JSON object as instants."""
    return {
        name: datetime.fromisoformat(each) if name in TIMES and each else each
        for name, each in value.items()
    }


def arrival(told: dict[str, Any]) -> Arrival:
    """The arrival that a case's JSON tells."""
    parts = times_read(told)
    gate, entitled = parts["gate"], parts["entitlement"]
    return Arrival(
        **{name: parts[name] for name in ("at", "method", "direction", "category", "vouched")},
        badge=BadgeFacts(**parts["badge"]),
        gate=GateFacts(**{**gate, "categories": tuple(gate["categories"])}),
        session=SessionFacts(**times_read(parts["session"])) if parts["session"] else None,
        entitlement=Entitlement(**{**entitled, "grade": Grade(entitled["grade"])}),
        history=History(**times_read(parts["history"])),
        floater=FloaterFacts(**parts["floater"]) if parts.get("floater") else None,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_verdict_on_an_arrival(case: dict[str, Any]) -> None:
    assert decide(arrival(case["arrival"])) == Decision(**case["decision"])


def test_no_head_of_delegation_is_ever_refused() -> None:
    heads = [arrival({**case["arrival"], "category": "head"}) for case in CASES]
    assert [each for each in heads if decide(each).verdict == "refuse"] == []


def test_whoever_is_inside_may_always_leave() -> None:
    leaving = [decide(arrival({**case["arrival"], "direction": "out"})) for case in CASES]
    assert {(each.verdict, each.reason) for each in leaving} == {("admit", "ok_exit")}


def test_a_supervisor_overrides_the_rules_but_no_dead_badge() -> None:
    decided = {case["decision"]["reason"]: Decision(**case["decision"]) for case in CASES}
    admitted = {reason for reason, each in decided.items() if overridden(each).verdict == "admit"}
    assert admitted == OVERRIDABLE | {
        "ok",
        "ok_again",
        "ok_exit",
        "ok_floater",
        "ok_recognised",
    }


def test_a_floater_alone_asks_for_the_badge() -> None:
    said = {state: floater_alone(state) for state in ("issued", "returned", "lost")}
    asked = "ask", "floater_alone"
    assert said == {"issued": asked, "returned": asked, "lost": ("refuse", "lost")}
