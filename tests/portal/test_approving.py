"""What an approval asks first: the officer who is named, a photo and a consent."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.models import User
from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user, grant_role
from eventops.accreditation.consent import record_consent
from eventops.accreditation.models import CategoryTerms, Registration
from eventops.accreditation.photos import keep_photo
from eventops.accreditation.rules import Category, Channel, State
from eventops.core.db import Db, transaction
from eventops.core.errors import Conflict
from eventops.core.journal import JournalEntry
from eventops.editions.models import Edition
from eventops.editions.queries import edition_by_slug
from eventops.portal.bulk import Decision, decide_several
from eventops.portal.deciding import Waiver
from eventops.portal.services import approve_person
from tests.accreditation.test_photos import picture
from tests.portal.conftest import SignedIn
from tests.portal.desk import living, only, walk_in
from tests.portal.little import AS_THEY_ARE, AT, BY, SECRETS, SLUG, publish_little, register
from tests.portal.test_registration_to_badge import QUEUE, stand


def named(db: Db, edition: Edition) -> User:
    """The officer who decides about delegates that come late, and walk-ins."""
    user = ensure_user(db, "named@desk.example", "Nam Ed", by=BY, now=AT)
    grant_role(db, user, Role.ACCREDITATION, edition_id=edition.id, by=BY, now=AT)
    terms = {"category": Category.DELEGATE, "officer_id": user.id}
    db.add(CategoryTerms(edition_id=edition.id, **terms))
    db.flush()
    return user


def late(db: Db, edition: Edition, name: str) -> Registration:
    one = register(db, edition, "AA", name)
    one.late = True
    db.flush()
    return one


@pytest.mark.parametrize("channel", [Channel.FORM, Channel.WALK_IN])
def test_late_names_and_walk_ins_are_approved_by_the_named_officer_alone(
    db: Db, channel: Channel
) -> None:
    edition = publish_little(db)
    user, one = named(db, edition), late(db, edition, "Ann")
    one.channel, one.late = channel, channel is Channel.FORM
    told = {"secrets": SECRETS, "now": AT, "waiver": AS_THEY_ARE}
    with pytest.raises(Conflict, match="named_officer") as fault:
        approve_person(db, one, by="user:other", **told)  # type: ignore[arg-type]
    assert (one.state, fault.value.facts) == (State.SUBMITTED, {"officer": "Nam Ed"})
    approve_person(db, one, by=f"user:{user.id}", **told)  # type: ignore[arg-type]
    assert one.state is State.APPROVED


def test_another_officer_takes_over_with_a_reason_that_is_kept(db: Db) -> None:
    edition = publish_little(db)
    user, one = named(db, edition), late(db, edition, "Ann")
    waiver = Waiver(incomplete=True, instead="absent")
    approve_person(db, one, secrets=SECRETS, by="user:other", now=AT, waiver=waiver)
    query = sa.select(JournalEntry).where(JournalEntry.action == "approval taken over")
    entry = db.scalars(query).one()
    assert (entry.actor, entry.facts) == ("user:other", {"user": user.id, "instead": "absent"})


def test_of_several_the_late_ones_stay_for_their_officer(db: Db) -> None:
    edition = publish_little(db)
    named(db, edition)
    people = [late(db, edition, "Ann"), register(db, edition, "AA", "Ben")]
    decision = Decision(State.APPROVED, incomplete=True)
    ids = [each.id for each in people]
    told = {"secrets": SECRETS, "by": "user:other", "now": AT, "seen": State.SUBMITTED}
    outcomes = decide_several(db, edition, ids, decision, **told)  # type: ignore[arg-type]
    assert [(each.name, each.code) for each in outcomes] == [("Ann", "named_officer"), ("Ben", "")]


def test_whoever_comes_in_time_is_anybodys(db: Db) -> None:
    edition = publish_little(db)
    named(db, edition)
    one = register(db, edition, "AA", "Ann")
    approve_person(db, one, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)
    assert one.state is State.APPROVED


@pytest.mark.parametrize(
    ("photo", "consent", "missing"),
    [
        (False, False, "missing_both"),
        (False, True, "missing_photo"),
        (True, False, "missing_consent"),
        (True, True, None),
    ],
)
def test_without_photo_or_consent_an_approval_has_to_say_so(
    db: Db, photo: bool, consent: bool, missing: str | None
) -> None:
    edition = publish_little(db)
    one = register(db, edition, "AA", "Ann")
    person_id = one.delegate.person_id
    if photo:
        keep_photo(db, person_id, picture((600, 800)), by=BY, now=AT, edition_id=edition.id)
    if consent:
        record_consent(db, person_id, edition.id, Channel.FORM, "en", by=BY, now=AT)
    if missing:
        with pytest.raises(Conflict, match="approval_incomplete") as fault:
            approve_person(db, one, secrets=SECRETS, by=BY, now=AT)
        assert fault.value.facts == {"missing": missing}
    else:
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT)
    assert one.state is (State.SUBMITTED if missing else State.APPROVED)


def test_the_page_asks_for_what_this_approval_needs(little: Engine, at_desk: SignedIn) -> None:
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        named(db, edition)
        late(db, edition, "Ann")
    browser, at = at_desk(Role.ACCREDITATION), f"{QUEUE}/{stand(little, 'Ann').registration}"
    page = browser.get(at).text
    assert "Approve in place of Nam Ed" in page
    assert "Approve without a photo or a consent" in page
    assert "Consent on record" in page
    pressed = browser.post(f"{at}/approval", data={"instead": "agreed"})
    assert pressed.status_code == 409
    assert "There is neither a photo nor a consent on record." in pressed.text
    assert '<option selected value="agreed">' in pressed.text
    ticked = browser.post(f"{at}/approval", data={"incomplete": "y"})
    assert "Nam Ed is named to approve late names" in ticked.text
    done = browser.post(f"{at}/approval", data={"incomplete": "y", "instead": "agreed"})
    assert done.status_code == 303
    after = browser.get(at).text
    assert "Approved in place of the named officer. Agreed with the named officer." in after


@pytest.mark.usefixtures("monday")
def test_a_walk_in_of_the_named_officer_waits_for_them(little: Engine, at_desk: SignedIn) -> None:
    with transaction(little) as db:
        named(db, edition_by_slug(db, SLUG))
    both = at_desk(Role.BADGE_DESK, Role.ACCREDITATION)
    answer = walk_in(both)
    one = only(little)
    assert (one.state, living(little, one.id)) == (State.SUBMITTED, None)
    assert "Decided by Nam Ed." in both.get(answer.location).text
