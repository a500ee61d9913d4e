"""Reminders of many delegations at once."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from eventops.core.db import transaction
from eventops.delegations.rules import DelegationState
from eventops.portal.reminders import remind_everywhere
from tests.portal.little import delegation_of
from tests.portal.test_letters import set_deadline, somebody


def test_more_delegations_to_remind_are_no_more_questions_to_the_database(
    app: Flask, little: Engine
) -> None:
    somebody(little, "Anna")
    set_deadline(little, timedelta(days=1))
    asked = []
    for state in (DelegationState.SUBMITTED, DelegationState.OPEN):
        with transaction(little) as db:
            delegation_of(db, "BB").state = state
        read: list[str] = []
        note = lambda *told, into=read: into.append(told[2])
        event.listen(little, "before_cursor_execute", note)
        with app.app_context(), transaction(little) as db:
            remind_everywhere(db, base_url="https://desk.example")
            db.rollback()
        event.remove(little, "before_cursor_execute", note)
        asked.append(sum(each.startswith("SELECT") for each in read))
    assert asked[0] == asked[1]
