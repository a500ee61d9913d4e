"""One person entered twice: found, compared, joined, or told apart for good."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from eventops.accounts.models import UserSession
from eventops.accounts.services import choose_person, ensure_user, start_session
from eventops.accreditation.consent import consents_of, record_consent
from eventops.accreditation.duplicates import (
    in_two_delegations,
    pair_in,
    say_two_people,
    settled_in,
    suspicions,
    unsay_two_people,
)
from eventops.accreditation.models import Photo, Registration
from eventops.accreditation.photos import keep_photo
from eventops.accreditation.queries import Checks, waiting
from eventops.accreditation.rules import Channel, State
from eventops.accreditation.services import refuse
from eventops.agenda.feed_state import feed_state
from eventops.agenda.models import FeedAddress
from eventops.agenda.services import give_feed_address
from eventops.badges.models import Badge
from eventops.core.db import Db
from eventops.core.errors import Conflict, NotFound
from eventops.core.journal import JournalEntry
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, NotTheSame, Person
from eventops.delegations.travel_document import sealed
from eventops.editions.models import Edition
from eventops.editions.services import set_up_instance
from eventops.portal.merging import merge_people
from eventops.portal.services import approve_person, register_person, withdraw_person
from tests.accreditation.test_photos import picture
from tests.portal.little import (
    AT,
    BY,
    SECRETS,
    delegation_of,
    draft,
    journal_of,
    order,
    publish_little,
    register,
)

LATER = AT + timedelta(hours=1)
BORN = date(1975, 12, 31)


def come(
    db: Db, edition: Edition, code: str, name: str, *lists: str, **more: object
) -> Registration:
    told: NominationDraft = replace(draft(db, name, *lists), **more)  # type: ignore[arg-type]
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


def test_pairs_are_found_across_delegations_the_strongest_first(db: Db) -> None:
    edition = publish_little(db)
    number = sealed("C1234567", secrets=SECRETS)
    come(db, edition, "AA", "Nguyễn Văn Đức", born_on=BORN)
    come(db, edition, "BB", "Duc Nguyen Van")
    come(db, edition, "AA", "Ann Lee", document=number)
    come(db, edition, "PRESS", "A. Lee", document=number)
    come(db, edition, "BB", "Nobody Else", born_on=BORN)
    assert suspected(db, edition) == [
        ({"Ann Lee", "A. Lee"}, ("same_document",)),
        ({"Nguyễn Văn Đức", "Duc Nguyen Van"}, ("same_name",)),
    ]


def test_who_is_withdrawn_is_nobodys_double_and_who_is_refused_may_be(db: Db) -> None:
    edition = publish_little(db)
    first, second = come(db, edition, "AA", "Ann"), come(db, edition, "BB", "Ann")
    refuse(db, first, "security", by=BY, now=AT)
    assert len(suspected(db, edition)) == 1
    refuse(db, second, "late", by=BY, now=AT)
    assert suspected(db, edition) == []
    third = come(db, edition, "AA", "Ann")
    assert len(suspected(db, edition)) == 2
    withdraw_person(db, edition, third, by=BY, now=AT)
    assert suspected(db, edition) == []


def test_two_people_of_one_name_are_never_asked_about_again_until_undone(db: Db) -> None:
    edition = publish_little(db)
    one, other = come(db, edition, "AA", "Ann"), come(db, edition, "BB", "Ann")
    ids = one.delegate.person_id, other.delegate.person_id
    for _time in range(2):
        pair = pair_in(db, edition.id, *ids)
        say_two_people(db, pair, edition_id=edition.id, by=BY, now=AT)
    assert (suspected(db, edition), settled_in(db, edition.id)) == ([], [tuple(sorted(ids))])
    assert waiting(db, one).checks.only_one
    unsay_two_people(
        db, pair_in(db, edition.id, *reversed(ids)), edition_id=edition.id, by=BY, now=AT
    )
    assert len(suspected(db, edition)) == 1
    assert journal_of(db, f"person:{min(ids)}") == ["two people", "two people taken back"]


def test_the_check_of_a_registration_names_the_other_entry(db: Db) -> None:
    edition = publish_little(db)
    one, other = come(db, edition, "AA", "Ann Lee"), come(db, edition, "BB", "LEE Ann")
    line = waiting(db, one)
    assert (line.checks, line.alike, line.also) == (
        Checks(photo=False, position=False, only_one=False),
        (other.delegate.person_id,),
        (),
    )


def test_people_of_another_edition_or_nowhere_are_no_pair(db: Db) -> None:
    edition = publish_little(db)
    one = come(db, edition, "AA", "Ann").delegate.person_id
    for other in (one, "0" * 20):
        with pytest.raises(NotFound, match="no_person"):
            pair_in(db, edition.id, one, other)


def test_two_delegations_keep_their_registrations_and_share_one_person(db: Db) -> None:
    edition = publish_little(db)
    number = sealed("C1234567", secrets=SECRETS)
    ann = come(db, edition, "AA", "Ann Lee", "main", email="ann@aa.example")
    twin = come(db, edition, "BB", "LEE Ann", "main", born_on=BORN, document=number)
    for one in (ann, twin):
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT)
    twin_id = twin.delegate.person_id
    theirs = keep_photo(db, twin_id, picture((480, 640)), by=BY, now=AT, edition_id=edition.id)
    record_consent(db, twin_id, edition.id, Channel.FORM, "vi", by=BY, now=AT)
    user = ensure_user(db, "ann@aa.example", "Ann", by=BY, now=AT)
    start_session(db, user, now=AT)
    running = db.scalars(sa.select(UserSession)).one()
    choose_person(db, running.id, twin_id)
    badges = db.scalars(sa.select(Badge.state).order_by(Badge.id)).all()

    kept = merge(db, edition, ann, twin, ("born_on", "document"))

    db.expire_all()
    assert db.scalars(sa.select(Person.id)).all() == [kept.id]
    assert db.scalars(
        sa.select(Delegate.person_id).where(Delegate.id.in_((ann.delegate_id, twin.delegate_id)))
    ).all() == [kept.id, kept.id]
    assert [one.state for one in (ann, twin)] == [State.APPROVED, State.APPROVED]
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
    assert db.scalars(sa.select(Badge.state).order_by(Badge.id)).all() == badges
    assert (order(db, "AA", "main"), order(db, "BB", "main")) == (["Ann Lee"], ["Ann Lee"])
    assert suspected(db, edition) == []
    both = in_two_delegations(db, edition.id)[kept.id]
    assert {one.id for one in both} == {ann.id, twin.id}
    assert [one.id for one in waiting(db, both[0]).also] == [both[1].id]
    facts = db.scalars(sa.select(JournalEntry).where(JournalEntry.action == "people merged")).one()
    assert facts.facts == {
        "other": twin_id,
        "fields": ["born_on", "document", "photo"],
        "withdrawn": [],
    }


def test_in_one_delegation_the_second_registration_goes_and_its_calendar_goes_on(db: Db) -> None:
    edition = with_calendars(db)
    head = come(db, edition, "AA", "Head", "main")
    ann = come(db, edition, "AA", "Ann Lee", "wg-x")
    twin = come(db, edition, "AA", "LEE Ann", "main", email="ann@aa.example")
    last = come(db, edition, "AA", "Last", "main")
    for one in (ann, twin):
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT)
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
    read_before = {
        each.session.code: (each.sequence, each.entitlement.seen)
        for each in feed_state(db, edition, twin.delegate_id).shown
    }

    merge(db, edition, ann, twin, ("email",))

    assert (ann.state, twin.state) == (State.APPROVED, State.WITHDRAWN)
    assert order(db, "AA", "main") == ["Head", "Ann Lee", "Last"]
    assert order(db, "AA", "wg-x") == ["Ann Lee"]
    states = dict(db.execute(sa.select(Badge.registration_id, Badge.state)).all())
    assert (states[ann.id], states[twin.id]) == ("issued", "revoked")
    assert set(db.scalars(sa.select(FeedAddress.delegate_id))) == {ann.delegate_id}
    assert person_of(ann).email == "ann@aa.example"
    left = person_of(twin)
    assert (left.full_name, left.email, left.document_hash) == ("LEE Ann", None, None)
    read_after = {
        each.session.code: (each.sequence, each.entitlement.seen)
        for each in feed_state(db, edition, ann.delegate_id).shown
    }
    assert read_before.keys() <= read_after.keys()
    for code, (sequence, seen) in read_before.items():
        now_sequence, now_seen = read_after[code]
        assert now_sequence >= sequence
        assert now_sequence > sequence or now_seen == seen
    assert suspected(db, edition) == []
    assert {head.state, last.state} == {State.SUBMITTED}


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
