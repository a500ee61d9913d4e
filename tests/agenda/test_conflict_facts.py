"""What the conflict engine learns of people, from both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.agenda.conflict_facts import conflict_facts
from eventops.core.db import Db
from eventops.core.ids import new_id
from eventops.editions.models import Edition
from eventops.programme.conflicts.engine import every
from eventops.programme.conflicts.facts import Here, Member, Naming, People, facts_of
from eventops.programme.conflicts.prepared import prepare
from eventops.programme.models import AudienceChange, Tagging
from eventops.programme.queries import plan_of, session_by_code
from eventops.programme.rules import ChangeKind
from tests.portal.little import AT, BY, SLUG, publish_little, register, stand_in


@pytest.fixture
def edition(db: Db) -> Edition:
    return publish_little(db)


def people_of(db: Db, edition: Edition) -> People:
    people = conflict_facts(db, edition).people
    assert people is not None
    return people


def approve(one: Registration) -> Registration:
    one.state = State.APPROVED
    return one


def change(db: Db, edition: Edition, one: Registration, kind: ChangeKind, **more: object) -> None:
    db.add(
        AudienceChange(
            session_id=session_by_code(db, edition.id, "plenary").id,
            delegate_id=one.delegate_id,
            kind=kind,
            capacity="",
            seat="",
            entered_by=BY,
            entered_at=AT,
            reason="",
            **more,
        )
    )
    db.flush()


def test_edition_without_people_is_known_by_its_text(db: Db, edition: Edition) -> None:
    assert conflict_facts(db, edition) == facts_of(plan_of(db, SLUG), People())


def test_people_are_known_by_function_list_tag_and_approval(db: Db, edition: Edition) -> None:
    head = approve(register(db, edition, "AA", "Ann", "main", "wg-x", function="head"))
    next_ = register(db, edition, "AA", "Ben", "main")
    guard = approve(register(db, edition, "AA", "Carl", function="security"))
    voice = register(db, edition, "STAFF", "Dora", function="interpreter")
    gone = register(db, edition, "BB", "Emil", "main")
    gone.state = State.REFUSED
    db.add(Tagging(edition_id=edition.id, tag="interpreters", delegate_id=voice.delegate_id))
    db.flush()
    assert people_of(db, edition) == People(
        members={
            head.delegate_id: Member("AA", "head", frozenset({"main", "wg-x"})),
            next_.delegate_id: Member("AA", "delegate", frozenset({"main"})),
            guard.delegate_id: Member("AA", "security", frozenset()),
            voice.delegate_id: Member("STAFF", "interpreter", frozenset()),
        },
        accredited={"AA": 1},
        approved=frozenset({"AA"}),
        heads={("AA", "main"): head.delegate_id, ("AA", "wg-x"): head.delegate_id},
        tags={"interpreters": (voice.delegate_id,)},
    )


def test_namings_and_removals_count_at_their_session_while_they_hold(
    db: Db, edition: Edition
) -> None:
    named = register(db, edition, "AA", "Ann")
    out = register(db, edition, "AA", "Ben")
    early = register(db, edition, "AA", "Carl")
    begins = session_by_code(db, edition.id, "plenary").starts_at
    change(db, edition, named, ChangeKind.ADD)
    change(db, edition, out, ChangeKind.REMOVE)
    change(db, edition, early, ChangeKind.ADD, valid_until=begins - timedelta(hours=1))
    assert people_of(db, edition).at == {
        "plenary": Here(added=(Naming(named.delegate_id),), removed=frozenset({out.delegate_id}))
    }


def test_substitute_is_head_at_that_session_alone(db: Db, edition: Edition) -> None:
    head = approve(register(db, edition, "AA", "Ann", "main", "wg-x", function="head"))
    other = approve(register(db, edition, "AA", "Ben", "main"))
    stand_in(db, edition, head, other)
    people = people_of(db, edition)
    assert people.heads["AA", "main"] == head.delegate_id
    here = people.at["opening"]
    assert here.heads["AA", "main"] == other.delegate_id
    assert here.instead == {head.delegate_id: other.delegate_id}
    assert set(people.at) == {"opening"}


def test_what_is_published_is_judged_with_its_people(db: Db, edition: Edition) -> None:
    register(db, edition, "AA", "Ann", "main", "wg-x", function="head")
    ready = prepare(plan_of(db, SLUG).dated_sessions(), conflict_facts(db, edition))
    assert every(ready) == ()


def test_as_many_statements_for_ten_people_as_for_none(db: Db, edition: Edition) -> None:
    def statements() -> int:
        counted: list[str] = []
        bind = db.get_bind()
        engine = bind if isinstance(bind, sa.Engine) else bind.engine

        def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
            counted.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        conflict_facts(db, edition)
        event.remove(engine, "before_cursor_execute", note)
        return len(counted)

    alone = statements()
    for number in range(5):
        for party in ("AA", "BB"):
            one = register(db, edition, party, f"Person {number}", "main")
            db.add(Tagging(edition_id=edition.id, tag=new_id()[:8], delegate_id=one.delegate_id))
    db.flush()
    assert statements() == alone
