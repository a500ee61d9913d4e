"""Finding whom a session concerns gives what asking everybody gives."""

import pytest
from flask import Flask

from eventops.agenda.entitlement import entitlement
from eventops.agenda.gathering import Gathering
from eventops.agenda.queries import Plan, plan_for, standings
from eventops.agenda.touching import Part
from eventops.core.db import transaction
from tests.agenda.test_law import substitute
from tests.agenda.visitors import the_edition


def asked_of_everybody(plan: Plan, people: dict) -> dict[tuple[str, str], Part]:  # type: ignore[type-arg]  # as queried
    answers = {
        (person.delegate, each.session.code): entitlement(person, each.expectation, plan.duty)
        for person in people.values()
        for each in plan.sessions
    }
    return {key: answer.seen for key, answer in answers.items() if answer.grade.shown}


@pytest.mark.parametrize("after_substitutions", [False, True])
def test_gathering_finds_every_part_that_asking_everybody_finds(
    week: Flask, *, after_substitutions: bool
) -> None:
    with transaction(week.extensions["engine"]) as db:
        edition = the_edition(db)
        if after_substitutions:
            substitute(db, edition)
        plan, people = plan_for(db, edition), standings(db, edition.id)
    gathered = Gathering(people)
    found = {
        (delegate, each.session.code): part
        for each in plan.sessions
        for delegate, part in gathered.parts_of(each.expectation, plan.duty).items()
    }
    assert found == asked_of_everybody(plan, people)
    assert len(found) > 1000
