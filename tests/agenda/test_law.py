"""The law of model.md: shown in the agenda if and only if the door admits inside the window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from eventops.agenda.asking import Request
from eventops.agenda.entitlement import Entitlement, Grade, Standing, entitlement
from eventops.agenda.queries import Plan, plan_for, standings, standings_of_delegations
from eventops.agenda.reasons import Circle, capacity, why
from eventops.agenda.rules import AskedBy
from eventops.agenda.substituting import lists_of, may_take
from eventops.agenda.substitution import name_alternate, replace_at_session
from eventops.checkin.verdict import (
    Arrival,
    BadgeFacts,
    GateFacts,
    History,
    SessionFacts,
    decide,
)
from eventops.core.clock import domain_now
from eventops.core.db import Db, transaction
from eventops.delegations.queries import delegations_of
from eventops.delegations.rules import PartyKind
from eventops.editions.models import Edition
from eventops.editions.queries import meetings_of
from eventops.programme.models import Session
from tests.agenda.visitors import the_edition

GOOD_BADGE = BadgeFacts("collected", "approved", door_block=False, expired=False)
Pair = tuple[str, Session, Entitlement]


@pytest.fixture(params=["as planned", "after substitutions"])
def pairs(week: Flask, request: pytest.FixtureRequest) -> list[Pair]:
    """Every person with every session and what the one function says of them."""
    with transaction(week.extensions["engine"]) as db:
        edition = the_edition(db)
        if request.param == "after substitutions":
            substitute(db, edition)
        plan, people = plan_for(db, edition), standings(db, edition.id)
    return list(_pairs(plan, people))


def substitute(db: Db, edition: Edition) -> None:
    """In every member's delegation the last takes a seat today, the next leads from noon on."""
    plan, now = plan_for(db, edition), domain_now(db)
    asked = Request("The delegation", AskedBy.IN_PERSON, "Illness")
    told: dict[str, Any] = {"request": asked, "badge": "", "by": "test", "now": now}
    main = next(each for each in meetings_of(db, edition.id) if each.code == "adgmin")
    for delegation in delegations_of(db, edition.id):
        people = standings_of_delegations(db, (delegation.id,))
        lists = lists_of(people).get(main.code, [])
        if delegation.party.kind is not PartyKind.MEMBER or len(lists) < 2:
            continue
        last = max(
            people.values(), key=lambda each: (each.places.get(main.code, 99), each.delegate)
        )
        noon: dict[str, Any] = {"begins": now + timedelta(hours=4), "until": None}
        name_alternate(db, edition, delegation, main, entering_id=lists[1], **noon, **told)
        today = next(
            each.session
            for each in plan.sessions
            if each.session.starts_at > now
            and each.session.access != "open"
            and entitlement(people[lists[0]], each.expectation).counted
            and may_take(entitlement(last, each.expectation), Entitlement(Grade.HEAD))
        )
        swapped: dict[str, Any] = {"leaving_id": lists[0], "entering_id": last.delegate}
        replace_at_session(db, edition, delegation, today, **swapped, **told)


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


def test_substitutions_of_the_week_are_felt(week: Flask) -> None:
    with transaction(week.extensions["engine"]) as db:
        edition = the_edition(db)
        before = dict(_reasons(plan_for(db, edition), standings(db, edition.id)))
        substitute(db, edition)
        after = dict(_reasons(plan_for(db, edition), standings(db, edition.id)))
    changed = {after[each] for each in before if before[each] != after[each]}
    assert changed >= {"head_of", "replaced"}
    assert list(before.values()).count("replaced") == 1  # in the demo's own week


def _reasons(plan: Plan, people: dict[str, Standing]) -> Iterator[tuple[tuple[str, str], str]]:
    for who, session, answer in _pairs(plan, people):
        yield (who, session.code), answer.reason
