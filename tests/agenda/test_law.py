"""The law of model.md: shown in the agenda if and only if the door admits inside the window."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from eventops.agenda.entitlement import Entitlement, Grade
from eventops.agenda.queries import Plan, plan_for, standings
from eventops.agenda.reasons import Circle, capacity, why
from eventops.checkin.verdict import (
    Arrival,
    BadgeFacts,
    GateFacts,
    History,
    SessionFacts,
    decide,
)
from eventops.core.db import open_db
from eventops.programme.models import Session
from tests.agenda.visitors import the_edition

GOOD_BADGE = BadgeFacts("collected", "approved", door_block=False, expired=False)
Pair = tuple[str, Session, Entitlement]


@pytest.fixture
def pairs(week: Flask) -> list[Pair]:
    """Every person with every session and what the one function says of them."""
    with open_db(week.extensions["engine"], write=False) as db:
        edition = the_edition(db)
        plan, people = plan_for(db, edition), standings(db, edition.id)
    return list(_pairs(plan, people))


def _pairs(plan: Plan, people: dict) -> Iterator[Pair]:  # type: ignore[type-arg]  # as queried
    for person in people.values():
        for entry in plan.entries(person):
            yield person.delegate, entry.session, entry.entitlement


def arrival(session: Session, answer: Entitlement) -> Arrival:
    """Somebody with a good badge at an empty room, inside its admission window."""
    return Arrival(
        at=session.doors_close_at or session.starts_at,
        method="code",
        direction="in",
        category="delegate",
        badge=GOOD_BADGE,
        gate=GateFacts("room", "free"),
        session=SessionFacts(
            code=session.code,
            access=session.access.value,
            cancelled=False,
            starts=session.starts_at,
            ends=session.ends_at,
            doors=session.doors_at,
            doors_close=session.doors_close_at,
        ),
        entitlement=answer,
    )


def test_agenda_shows_exactly_what_the_door_admits_to(pairs: list[Pair]) -> None:
    shown = {(who, session.code) for who, session, answer in pairs if answer.grade.shown}
    admitted = {
        (who, session.code)
        for who, session, answer in pairs
        if decide(arrival(session, answer)).verdict == "admit" and answer.grade is not Grade.RESERVE
    }
    assert shown == admitted
    assert len({who for who, _code in shown}) == len({who for who, _session, _answer in pairs})


def test_reserve_enters_while_a_seat_is_free_and_is_asked_about_when_none_is(
    pairs: list[Pair],
) -> None:
    reserve = [
        (arrival(session, answer), session.access.value in ("restricted", "closed"))
        for _who, session, answer in pairs
        if answer.grade is Grade.RESERVE
    ]
    free = {decide(each).verdict for each, _hard in reserve}
    full = {
        (hard, decide(replace(each, history=History(delegation_taken=999))).reason)
        for each, hard in reserve
    }
    assert (free, full) == ({"admit"}, {(True, "seats_taken"), (False, "ok")})


def test_nobody_unexpected_is_admitted_to_a_closed_session(pairs: list[Pair]) -> None:
    refused = {
        decide(arrival(session, answer)).reason
        for _who, session, answer in pairs
        if session.access == "closed" and not answer.grade.shown
    }
    assert refused == {"closed_not_named"}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_entitlement_of_the_week_has_its_sentence(
    week: Flask, pairs: list[Pair], language: str
) -> None:
    circle = Circle({"en": "Cambodia", "vi": "Campuchia"}, {"adgmin": "ADGMIN-6"})
    with week.test_request_context(f"/?lang={language}"):
        sentences = {
            (answer.reason, why(answer, session, circle), capacity(answer))
            for _who, session, answer in pairs
        }
        unknown = week.jinja_env.globals["say"]("x")[:9]  # type: ignore[operator]  # a function
    broken = [each for each in sentences if each[1].startswith(unknown) or "%(" in each[1]]
    said = {reason for reason, _sentence, _capacity in sentences}
    assert broken == []
    assert said >= {"head_of", "seat_of", "any_badge", "reserve", "not_invited", "on_duty", "named"}
