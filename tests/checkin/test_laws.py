"""Laws of the door over invented sequences: resends change nothing, nonsense harms nobody."""

from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventops.checkin.models import Scan
from tests.checkin.scene import Scene, at, row

QUIET = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example rolls back
)
UUID = "00000000-0000-4000-8000-000000000001"
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["\0", "\ud800", "x" * 3_000, "1e999", "2030-03-04", "0001-01-01T00:00+23:59"]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)
FIELDS: dict[str, list[Any]] = {
    "id": [UUID, UUID.upper()],
    "method": ["code", "serial", "recognised", "paper", "undo"],
    "code": ["ABCD2345", "E1" + "0" * 119],
    "code_sha256": ["0" * 64],
    "gate": ["h1", "b1", "zz"],
    "session": ["opening", "nothing"],
    "direction": ["in", "out"],
    "scanned_at": ["2030-03-04T08:30:00+07:00"],
    "verdict": ["admit", "refuse", "ask"],
    "reason": ["ok", "odd"],
    "person": ["nobody"],
    "party_of": [UUID],
    "annuls": [UUID],
    "override": [{"reason": "x", "supervisor": "y"}],
}
ROWS = st.one_of(
    ODD,
    st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(good) | ODD for name, good in FIELDS.items()}
    ),
)


@QUIET
@given(order=st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=4), min_size=1, max_size=8))
def test_a_resend_gets_the_first_answer_whatever_the_order(
    scene: Scene, order: list[list[int]]
) -> None:
    scans = [
        scene.scan("AA1", "r1"),
        scene.scan("AA2", "r1"),
        scene.scan("AA2", "r1"),
        scene.scan("AA4", "r1"),
        row("r1", code="nothing of ours"),
        {"id": UUID, "method": "tea"},
    ]
    outer = scene.db.begin_nested()
    first: dict[int, tuple[Any, ...]] = {}
    for upload in order:
        answers = scene.send(*(scans[index] for index in upload), now=at("12:45"))
        for index, answer in zip(upload, answers, strict=True):
            told = (answer.id, answer.verdict, answer.reason, answer.facts, answer.bearer)
            assert answer.duplicate is (index in first)
            assert first.setdefault(index, told) == told
    stored = scene.db.scalar(sa.select(sa.func.count()).select_from(Scan))
    assert stored == len(first)
    outer.rollback()


@QUIET
@given(rows=st.lists(ROWS, min_size=1, max_size=4))
def test_odd_rows_are_answered_and_fail_no_other(scene: Scene, rows: list[Any]) -> None:
    outer = scene.db.begin_nested()
    now = at("08:30")
    good = scene.scan("AA2", scanned_at=now.isoformat())
    answers = scene.send_raw([*rows, good], now=now, sent_at=now)
    assert len(answers) == len(rows) + 1
    assert (answers[-1].id, answers[-1].verdict.value) == (good["id"], "admit")
    outer.rollback()
