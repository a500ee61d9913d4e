"""What holds whatever doors send, in whatever order and how often."""

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventops.accounts.models import Attempt
from eventops.checkin.models import Scan
from eventops.checkin.queries import crowds
from eventops.checkin.sentences import SENTENCES
from eventops.core.db import Db, open_db, transaction
from eventops.programme.models import Session
from tests.checkin.scene import Scene, at, row
from tests.checkin.wire import SCANS, Wire

LAW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WHO = ("AA1", "AA2", "AA3", "BB1", "PRESS1")
NOON = at("12:45")


def numbered(number: int) -> str:
    return str(UUID(int=number))


@st.composite
def moves(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Entries, exits and undos of a few people at a few doors, each with an id of its own."""
    told: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 8))):
        undone = draw(st.integers(0, 9))
        move: dict[str, Any] = {
            "id": numbered(number),
            "gate": draw(st.sampled_from(("b1", "h1", "r1"))),
            "direction": draw(st.sampled_from(("in", "out"))),
            "scanned_at": at(f"12:{draw(st.integers(10, 44))}").isoformat(),
        }
        if undone < 3:
            move |= {"method": "undo", "annuls": numbered(undone), "gate": "r1"}
        else:
            move["who"] = draw(st.sampled_from(WHO))
            if draw(st.booleans()):
                move |= {"verdict": "admit", "reason": "ok"}
        told.append(move)
    return told


@pytest.fixture(scope="module")
def columns() -> list[str]:
    """What a stored scan says that no resend may change."""
    return [column.key for column in sa.inspect(Scan).columns]


def rows_of(scene: Scene, told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    codes = {who: scene.code(who) for who in WHO}
    return [
        row(**{"code": codes[each["who"]], **each} if "who" in each else dict(each))
        for each in told
    ]


def stored(db: Db, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    table = sa.inspect(Scan).local_table
    query = sa.select(*(table.c[name] for name in columns)).order_by(table.c.id)
    return [tuple(each) for each in db.execute(query)]


@LAW
@given(told=moves(), data=st.data())
def test_resends_in_any_order_change_nothing(
    scene: Scene, columns: list[str], told: list[dict[str, Any]], data: st.DataObject
) -> None:
    db = scene.db
    outer = db.begin_nested()
    rows = rows_of(scene, told)
    scene.send(*deepcopy(rows), now=NOON)
    first = {each.id: each for each in scene.send(*rows, now=NOON)}
    kept = stored(db, columns)
    again = data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=20))
    cuts = data.draw(st.integers(1, len(again)))
    for batch in (again[:cuts], again[cuts:]):
        for answer in scene.send(*batch, now=NOON, door="Door 2") if batch else ():
            assert answer == first[answer.id]
    assert stored(db, columns) == kept
    outer.rollback()
    db.expire_all()


@LAW
@given(told=moves())
def test_nobody_is_inside_less_than_not_at_all(scene: Scene, told: list[dict[str, Any]]) -> None:
    db = scene.db
    outer = db.begin_nested()
    scene.send(*rows_of(scene, told), now=NOON)
    counts = crowds(db, set(db.scalars(sa.select(Session.id))))
    people = len(scene.people)
    assert [
        each for each in counts.values() if not 0 <= each.inside <= each.admitted <= people
    ] == []
    outer.rollback()
    db.expire_all()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
REASONS = sorted(code.removeprefix("door_") for code in SENTENCES)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "id": st.uuids().map(str),
    "method": st.sampled_from(["code", "serial", "recognised", "paper", "undo"]),
    "gate": st.sampled_from(["h1", "r1", "b1", "zz"]),
    "code": st.sampled_from(["E1", "ABCDEFGH", "\0", "E1" + "0" * 119]) | st.text(max_size=130),
    "person": st.text(max_size=20),
    "annuls": st.uuids().map(str),
    "party_of": st.uuids().map(str),
    "direction": st.sampled_from(["in", "out"]),
    "scanned_at": st.datetimes(timezones=st.timezones()).map(lambda when: when.isoformat())
    | st.just("2030-03-04T01:30:00+00:00"),
    "verdict": st.sampled_from(["admit", "refuse", "ask", "invalid"]),
    "reason": st.sampled_from(REASONS),
    "code_sha256": st.sampled_from(["0" * 64]),
    "override": st.just({"reason": "known", "supervisor": "S1"}),
    "session": st.sampled_from(["opening", "q7m2", "none"]),
}
ODD_ROW = st.fixed_dictionaries(
    {"id": FIELDS["id"], "scanned_at": FIELDS["scanned_at"] | JSON},
    optional={
        name: each | JSON for name, each in FIELDS.items() if name not in ("id", "scanned_at")
    },
)
BODY = JSON | st.fixed_dictionaries(
    {"device_sent_at": st.just("2030-03-04T01:30:01+00:00") | JSON, "scans": JSON}
)


@LAW
@given(body=BODY)
def test_no_body_makes_the_server_stumble(wire: Wire, body: Any) -> None:
    headers = {**wire.bearer(), "Content-Type": "application/json"}
    answer = wire.client.post(SCANS, data=json.dumps(body), headers=headers)
    assert answer.status_code in (200, 422)


@LAW
@given(rows=st.lists(ODD_ROW | JSON, min_size=1, max_size=6))
def test_every_row_gets_one_result_in_its_place(wire: Wire, rows: list[Any]) -> None:
    with transaction(wire.engine) as db:
        db.execute(sa.delete(Attempt))  # random serials are guesses
    sent = {"device_sent_at": "2030-03-04T01:30:01+00:00", "scans": rows}
    headers = {**wire.bearer(), "Content-Type": "application/json"}
    answer = wire.client.post(SCANS, data=json.dumps(sent), headers=headers)
    assert answer.status_code == 200, answer.text
    results = answer.get_json()["results"]
    ids = [each["id"] for each in results]
    named = [each.get("id") if isinstance(each, dict) else None for each in rows]
    assert ids == [each if isinstance(each, str) else None for each in named]
    assert {each["verdict"] for each in results} <= {"admit", "refuse", "ask", "invalid"}
    with open_db(wire.engine, write=False) as db:
        usable = {each for each in ids if isinstance(each, str) and len(each) == 36}
        kept = set(db.scalars(sa.select(Scan.id).where(Scan.id.in_(usable))))
    assert kept == usable
