"""Ten thousand people who wait in one delegation, for the bench: made in three statements."""

import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import Category, Channel, State
from eventops.core.db import transaction
from eventops.core.ids import new_id
from eventops.delegations.models import Delegate, Delegation, Person


def crowd(engine: Engine, count: int) -> str:
    """So many more people waiting in one delegation; returns the id of one in the middle."""
    people, delegates, registrations = [], [], []
    with transaction(engine) as db:
        delegation = db.scalars(select(Delegation).order_by(Delegation.quota.desc())).first()
        if delegation is None:
            sys.exit("The demo has no delegation.")
        delegation.quota += count
        first = datetime(2025, 12, 1, tzinfo=UTC)
        for number in range(count):
            at, name = first + timedelta(minutes=number), f"Invented {number:05d}"
            person, delegate = new_id(), new_id()
            names = dict.fromkeys(("full_name", "badge_name", "sort_name"), name)
            empty = dict.fromkeys(("style", "own_script", "own_language", "source"), "")
            rest = {"search_name": name.lower(), "mrz_name": "", "document_end": ""}
            people.append({"id": person, "language": "en", **names, **empty, **rest})
            held = {"delegation_id": delegation.id, "person_id": person, "rank": 100 + number}
            words = {"function": "delegate", "position": "Adviser", "diet": ""}
            delegates.append({"id": delegate, "added_at": at, **held, **words})
            said = {"category": Category.DELEGATE, "channel": Channel.FORM, "reason": ""}
            stands = {"edition_id": delegation.edition_id, "state": State.SUBMITTED}
            free = dict.fromkeys(("print_block", "issue_block", "door_block", "late"), False)
            own = {"id": new_id(), "delegate_id": delegate, "submitted_at": at}
            quiet = {"block_reason": "", "words": ""}
            registrations.append({**own, **said, **stands, **free, **quiet})
        for model, rows in ((Person, people), (Delegate, delegates), (Registration, registrations)):
            db.execute(insert(model), rows)
    return str(registrations[count // 2]["id"])
