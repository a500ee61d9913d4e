"""One person entered twice: found, compared, joined, or told apart for good."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventops.accounts.models import UserSession
from eventops.accounts.services import choose_person, ensure_user, start_session
from eventops.accreditation.consent import consents_of, record_consent
from eventops.accreditation.duplicates import (
    in_two_delegations,
    pair_in,
    suspicions,
)
from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.photos import keep_photo
from eventops.accreditation.queries import waiting
from eventops.accreditation.rules import Channel, State
from eventops.accreditation.services import refuse
from eventops.accreditation.two_people import say_two_people
from eventops.agenda.feed_state import feed_state
from eventops.agenda.models import FeedAddress
from eventops.agenda.services import give_feed_address
from eventops.badges.models import Badge
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.core.journal import JournalEntry
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, NotTheSame, Person
from eventops.delegations.travel_document import sealed
from eventops.editions.models import Edition
from eventops.editions.services import set_up_instance
from eventops.portal.merging import merge_people
from eventops.portal.services import approve_person, register_person
from tests.accreditation.test_photos import picture
from tests.portal.little import (
    AS_THEY_ARE,
    AT,
    BY,
    SECRETS,
    delegation_of,
    draft,
    order,
    publish_little,
    register,
)

LATER = AT + timedelta(hours=1)
BORN = date(1975, 12, 31)


def come(db: Db, edition: Edition, code: str, name: str, *lists: str, **more: Any) -> Registration:
    told: NominationDraft = replace(draft(db, name, *lists), **more)
    return register_person(db, edition, delegation_of(db, code), told, None, by=BY, now=AT)


def with_calendars(db: Db) -> Edition:
    set_up_instance(db, demo=False)
    return publish_little(db)


def person_of(registration: Registration) -> Person:
    return registration.delegate.person


def suspected(db: Db, edition: Edition) -> list[tuple[set[str], tuple[str, ...]]]:
    names = dict(db.execute(sa.select(Person.id, Person.full_name)).all())
    return [
        ({names[key] for key in each.people}, each.likeness.reasons)
        for each in suspicions(db, edition.id)
    ]


def merge(
    db: Db,
    edition: Edition,
    staying: Registration,
    leaving: Registration,
    taken: Sequence[str] = (),
) -> Person:
    pair = pair_in(db, edition.id, staying.delegate.person_id, leaving.delegate.person_id)
    return merge_people(
        db,
        edition,
        pair,
        staying_id=staying.delegate.person_id,
        taken=taken,
        by=BY,
        now=LATER,
    )


def test_two_delegations_keep_their_registrations_and_share_one_person(db: Db) -> None:
    edition = publish_little(db)
    ann, twin = (
        come(db, edition, "AA", "Ann Lee", "main"),
        come(db, edition, "BB", "LEE Ann", "main"),
    )
    for one in (ann, twin):
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)
    badges = db.scalars(sa.select(Badge.state).order_by(Badge.id)).all()
    kept = merge(db, edition, ann, twin)
    db.expire_all()
    assert db.scalars(sa.select(Person.id)).all() == [kept.id]
    assert set(db.scalars(sa.select(Delegate.person_id))) == {kept.id}
    assert [one.state for one in (ann, twin)] == [State.APPROVED, State.APPROVED]
    assert db.scalars(sa.select(Badge.state).order_by(Badge.id)).all() == badges
    assert (order(db, "AA", "main"), order(db, "BB", "main")) == (["Ann Lee"], ["Ann Lee"])
    assert suspected(db, edition) == []
    both = in_two_delegations(db, edition.id)[kept.id]
    assert {one.id for one in both} == {ann.id, twin.id}
    assert [one.id for one in waiting(db, both[0]).also] == [both[1].id]


def test_chosen_values_photo_consents_and_sign_ins_go_over(db: Db) -> None:
    edition = publish_little(db)
    number = sealed("C1234567", secrets=SECRETS)
    ann = come(db, edition, "AA", "Ann Lee", "main", email="ann@aa.example")
    twin = come(db, edition, "BB", "LEE Ann", "main", born_on=BORN, document=number)
    twin_id = twin.delegate.person_id
    theirs = keep_photo(db, twin_id, picture((480, 640)), by=BY, now=AT, edition_id=edition.id)
    record_consent(db, twin_id, edition.id, Channel.FORM, "vi", by=BY, now=AT)
    user = ensure_user(db, "ann@aa.example", "Ann", by=BY, now=AT)
    start_session(db, user, now=AT)
    running = db.scalars(sa.select(UserSession)).one()
    choose_person(db, running.id, twin_id)

    kept = merge(db, edition, ann, twin, ("born_on", "document"))

    db.expire_all()
    assert (kept.full_name, kept.born_on, kept.document_end, kept.email) == (
        "Ann Lee",
        BORN,
        "567",
        "ann@aa.example",
    )
    assert db.scalars(sa.select(Photo.person_id, Photo.id)).all() == [kept.id]
    assert db.scalars(sa.select(Photo.id)).one() == theirs.id
    assert [each.language for each in consents_of(db, kept.id, edition.id)] == ["vi"]
    assert db.scalars(sa.select(UserSession.person_id)).all() == [kept.id]
    facts = db.scalars(sa.select(JournalEntry).where(JournalEntry.action == "people merged")).one()
    assert facts.facts == {
        "other": twin_id,
        "fields": ["born_on", "document", "photo"],
        "withdrawn": [],
    }


def test_in_one_delegation_the_second_registration_goes(db: Db) -> None:
    edition = publish_little(db)
    come(db, edition, "AA", "Head", "main")
    ann = come(db, edition, "AA", "Ann Lee", "wg-x")
    twin = come(db, edition, "AA", "LEE Ann", "main", email="ann@aa.example")
    come(db, edition, "AA", "Last", "main")
    for one in (ann, twin):
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)

    merge(db, edition, ann, twin, ("email",))

    assert (ann.state, twin.state) == (State.APPROVED, State.WITHDRAWN)
    assert order(db, "AA", "main") == ["Head", "Ann Lee", "Last"]
    assert order(db, "AA", "wg-x") == ["Ann Lee"]
    states = dict(db.execute(sa.select(Badge.registration_id, Badge.state)).all())
    assert (states[ann.id], states[twin.id]) == ("issued", "revoked")
    assert person_of(ann).email == "ann@aa.example"
    left = person_of(twin)
    assert (left.full_name, left.email, left.document_hash) == ("LEE Ann", None, None)
    assert suspected(db, edition) == []


def read(db: Db, edition: Edition, delegate_id: str) -> dict[str, tuple[int, object]]:
    """Session → its SEQUENCE in a delegate's calendar, and what is theirs of it."""
    return {
        each.session.code: (each.sequence, each.entitlement.seen)
        for each in feed_state(db, edition, delegate_id).shown
    }


def test_whoever_subscribed_to_the_entry_that_goes_reads_on(db: Db) -> None:
    edition = with_calendars(db)
    come(db, edition, "AA", "Head", "main")
    ann = come(db, edition, "AA", "Ann Lee", "wg-x")
    twin = come(db, edition, "AA", "LEE Ann", "main")
    for one in (ann, twin):
        give_feed_address(
            db,
            one.delegate_id,
            language="en",
            secret=SECRETS[0],
            edition_id=edition.id,
            by=BY,
            now=AT,
        )
    before = read(db, edition, twin.delegate_id)
    merge(db, edition, ann, twin)
    after = read(db, edition, ann.delegate_id)
    assert set(db.scalars(sa.select(FeedAddress.delegate_id))) == {ann.delegate_id}
    assert before
    assert before.keys() <= after.keys()
    for code, (sequence, seen) in before.items():
        now_sequence, now_seen = after[code]
        assert now_sequence >= sequence
        assert now_sequence > sequence or now_seen == seen


def test_nobody_elses_calendar_changes_by_it(db: Db) -> None:
    edition = with_calendars(db)
    come(db, edition, "AA", "Head", "main")
    ann = come(db, edition, "AA", "Ann Lee")
    twin = come(db, edition, "AA", "LEE Ann", "main")
    last = come(db, edition, "AA", "Last", "main")
    before = feed_state(db, edition, last.delegate_id).parts()
    merge(db, edition, ann, twin)
    assert feed_state(db, edition, last.delegate_id).parts() == before


def test_a_refused_entry_does_not_swallow_one_that_still_comes(db: Db) -> None:
    edition = publish_little(db)
    refused, comes = come(db, edition, "AA", "Ann"), come(db, edition, "AA", "Ann")
    refuse(db, refused, "security", by=BY, now=AT)
    with pytest.raises(Conflict, match="keep_the_other"):
        merge(db, edition, refused, comes)
    merge(db, edition, comes, refused)
    assert (comes.state, refused.state) == (State.SUBMITTED, State.REFUSED)


def test_judgements_about_others_go_over(db: Db) -> None:
    edition = publish_little(db)
    ann, twin, third = (come(db, edition, code, "Ann") for code in ("AA", "BB", "PRESS"))
    pair = pair_in(db, edition.id, twin.delegate.person_id, third.delegate.person_id)
    say_two_people(db, pair, edition_id=edition.id, by=BY, now=AT)
    merge(db, edition, ann, twin)
    row = db.scalars(sa.select(NotTheSame)).one()
    assert {row.one_id, row.other_id} == {ann.delegate.person_id, third.delegate.person_id}
    assert suspected(db, edition) == []


def test_the_journal_holds_no_personal_value(db: Db) -> None:
    edition = publish_little(db)
    secret = ("Ann Lee", "1975", "C1234567", "567", "halal", "ann@aa.example", "LEE<<ANN")
    ann = come(
        db,
        edition,
        "AA",
        "Ann Lee",
        born_on=BORN,
        document=sealed("C1234567", secrets=SECRETS),
        diet="halal",
        email="ann@aa.example",
        mrz_name="LEE<<ANN",
    )
    merge(db, edition, ann, register(db, edition, "BB", "Ann Lee"))
    told = [str(entry.facts) for entry in db.scalars(sa.select(JournalEntry))]
    assert [(word, line) for word in secret for line in told if word in line] == []
