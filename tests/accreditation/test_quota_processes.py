"""Fifty approvals at once for the last three places, from several processes, round after round."""

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accreditation.models import Registration
from eventops.accreditation.queries import registration_by_id
from eventops.accreditation.rules import State
from eventops.accreditation.services import approve, nominate, submit
from eventops.core.db import Db, open_engine, transaction
from eventops.core.errors import Conflict
from eventops.core.journal import breaks
from eventops.delegations.arrangements import set_quota
from eventops.delegations.quota import Lines
from eventops.delegations.rules import QuotaScope
from eventops.delegations.services import add_delegate
from eventops.editions.queries import edition_by_slug
from tests.portal.little import AT, BY, SLUG, delegation_of, draft, publish_little

PROCESSES, EACH = 5, 10
ROUNDS = 4
APPROVED, LEFT = 7, 3
FULL = APPROVED + LEFT
PLENTY = 100
WITHIN = 60
"""Seconds after which somebody hangs."""

spawning = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Race:
    """A database with seven approved and fifty waiting, and how to tell the processes to go."""

    engine: Engine
    waiting: list[str]
    start: Barrier
    answers: "Queue[list[str]]"


def decide(url: str, ids: list[str], start: Barrier, answers: "Queue[list[str]]") -> None:
    """A process: on each start, all its approvals at once; ``done`` or the refusal's code."""
    engine = open_engine(url)

    def one(registration_id: str) -> str:
        try:
            with transaction(engine) as db:
                edition_id = edition_by_slug(db, SLUG).id
                approve(db, registration_by_id(db, edition_id, registration_id), by=BY, now=AT)
        except Conflict as refused:
            return refused.code
        return "done"

    with ThreadPoolExecutor(len(ids)) as officers:
        while True:
            start.wait()
            answers.put(list(officers.map(one, ids)))


def waiting_person(db: Db, number: int) -> Registration:
    who = draft(db, f"Person {number}", "main")
    delegate = add_delegate(db, delegation_of(db, "AA"), who, by=BY, now=AT)
    registration = nominate(db, delegate, by=BY, now=AT)
    submit(db, registration, by=BY, now=AT)
    return registration


@contextmanager
def racing(engine: Engine) -> Iterator[Race]:
    """The processes, ready to go."""
    with transaction(engine) as db:
        publish_little(db)
        set_quota(db, delegation_of(db, "AA"), PLENTY, {}, by=BY, now=AT)
        people = [waiting_person(db, number) for number in range(APPROVED + PROCESSES * EACH)]
        for one in people[:APPROVED]:
            approve(db, one, by=BY, now=AT)
        ids = [one.id for one in people[APPROVED:]]
    start, answers = spawning.Barrier(PROCESSES + 1, timeout=WITHIN), spawning.Queue()
    url = engine.url.render_as_string(hide_password=False)
    running = [
        spawning.Process(target=decide, args=(url, ids[at::PROCESSES], start, answers), daemon=True)
        for at in range(PROCESSES)
    ]
    for each in running:
        each.start()
    yield Race(engine, ids, start, answers)
    for each in running:
        each.terminate()
        each.join()


def round_of(race: Race) -> Counter[str]:
    """What the fifty were told, all starting from where nobody of them is approved."""
    with transaction(race.engine) as db:
        db.execute(
            sa.update(Registration)
            .where(Registration.id.in_(race.waiting))
            .values(state=State.SUBMITTED)
        )
    race.start.wait()
    return Counter(told for _ in range(PROCESSES) for told in race.answers.get(timeout=WITHIN))


@pytest.mark.parametrize("own_engine", ["sqlite", "postgresql"], indirect=True)
def test_three_places_are_given_three_times_whatever_is_counted(own_engine: Engine) -> None:
    quotas: list[tuple[str, int, Lines]] = [
        ("quota_full", FULL, {}),
        ("category_full", PLENTY, {(QuotaScope.CATEGORY, "delegate"): FULL}),
        ("level_full", PLENTY, {(QuotaScope.LEVEL, "minister"): FULL}),
    ]
    refused = PROCESSES * EACH - LEFT
    with racing(own_engine) as race:
        for code, total, lines in quotas * ROUNDS:
            with transaction(own_engine) as db:
                set_quota(db, delegation_of(db, "AA"), total, lines, by=BY, now=AT)
            assert round_of(race) == {"done": LEFT, code: refused}
            with transaction(own_engine) as db:
                states = Counter(db.scalars(sa.select(Registration.state)))
            assert states == {State.APPROVED: FULL, State.SUBMITTED: refused}
    with transaction(own_engine) as db:
        assert list(breaks(db)) == []
