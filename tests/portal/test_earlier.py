"""People of an earlier edition: nominated again as the same persons, confirmed before handed in."""

import re
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import Consent, Registration
from eventops.accreditation.photos import keep_photo
from eventops.accreditation.rules import Category, Channel, State
from eventops.accreditation.terms import Terms, set_terms
from eventops.core.db import Db, transaction
from eventops.delegations.arrangements import set_quota
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, Delegation, FocalPoint, Party
from eventops.delegations.rules import DelegationState, QuotaScope
from eventops.delegations.services import add_delegate
from eventops.editions.models import Edition
from eventops.editions.queries import edition_by_slug
from tests.accreditation.test_photos import picture
from tests.portal.conftest import SignedIn
from tests.portal.little import (
    AT,
    BY,
    SLUG,
    delegation_of,
    focal_point,
    journal_of,
    order,
    register,
)

EARLIER = "little-2028"
OWN = f"/e/{SLUG}/delegations/aa"
COPY = {"id", "edition_id", "party_id", "delegation_id", "slug"}


def like(row: Edition | Party | Delegation, **other: object) -> dict[str, object]:
    """The row's values with other ones for what tells it apart."""
    kept = {
        each.name: getattr(row, each.name)
        for each in row.__table__.columns
        if each.name not in COPY
    }
    return {**kept, **other}


def earlier_delegation(db: Db, code: str) -> Delegation:
    """The same party two years before; the edition is made when it is not there yet."""
    now = edition_by_slug(db, SLUG)
    before = db.scalar(sa.select(Edition).where(Edition.slug == EARLIER))
    if before is None:
        before = Edition(**like(now, slug=EARLIER, short_name="LITTLE-0"))
        before.starts_on, before.ends_on = date(2028, 3, 4), date(2028, 3, 5)
        db.add(before)
        db.flush()
    present = delegation_of(db, code)
    party = Party(**like(present.party, edition_id=before.id))
    db.add(party)
    db.flush()
    delegation = Delegation(**like(present, edition_id=before.id, party_id=party.id))
    db.add(delegation)
    db.flush()
    return delegation


@pytest.fixture
def before(little: Engine) -> dict[str, str]:
    """Ann and Ben of AA, two years ago; their focal point was the same."""
    with transaction(little) as db:
        found = was_there_before(db)
        db.add(
            FocalPoint(
                delegation_id=found["delegation"], user_id=focal_point(db, "AA").id, since=AT
            )
        )
        return found


def was_there_before(db: Db) -> dict[str, str]:
    delegation = earlier_delegation(db, "AA")
    delegation.party = db.get_one(Party, delegation.party_id)
    found = {"delegation": delegation.id}
    for name in ("Ann", "Ben"):
        draft = NominationDraft(full_name=name, position="Director", function="head")
        found[name] = add_delegate(db, delegation, draft, by=BY, now=AT).id
    keep_photo(
        db,
        db.get_one(Delegate, found["Ann"]).person_id,
        picture((480, 640)),
        by=BY,
        now=AT,
        edition_id=delegation.edition_id,
    )
    return found


def here(engine: Engine) -> list[tuple[str, ...]]:
    with transaction(engine) as db:
        rows = db.execute(
            sa.select(
                Delegate.person_id,
                Delegate.function,
                Delegate.position,
                Registration.state,
                Registration.channel,
            )
            .join(Registration, Registration.delegate_id == Delegate.id)
            .where(Delegate.delegation_id == delegation_of(db, "AA").id)
            .order_by(Delegate.rank)
        )
        return [tuple(row) for row in rows]


def person_of(engine: Engine, delegate_id: str) -> str:
    with transaction(engine) as db:
        return db.get_one(Delegate, delegate_id).person_id


def test_chosen_people_are_nominated_as_the_same_persons(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    page = browser.get(f"{OWN}/earlier").text
    assert "LITTLE-0" in page
    assert page.count('type="checkbox"') == 2
    answer = browser.post(f"{OWN}/earlier", data={"person": [before["Ann"]]})
    assert (answer.status_code, answer.location) == (303, f"{OWN}/copied")
    ann = person_of(little, before["Ann"])
    assert here(little) == [(ann, "head", "Director", State.NOMINATED, Channel.COPIED)]
    with transaction(little) as db:
        assert order(db, "AA", "main") == []
    assert "already in the delegation" in browser.get(f"{OWN}/earlier").text
    assert "Confirm the data of one person" in browser.get(OWN).text


def test_nobody_is_handed_in_before_the_data_is_confirmed(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    browser.post(f"{OWN}/earlier", data={"person": [before["Ann"], before["Ben"]]})
    with transaction(little) as db:
        ids = list(db.scalars(sa.select(Registration.id).order_by(Registration.id)))
    page = browser.get(f"{OWN}/copied").text
    assert all(each in page for each in ids)
    assert browser.post(f"{OWN}/copied", data={"person": []}).status_code == 422
    assert browser.post(f"{OWN}/copied", data={"person": [ids[0], "0" * 20]}).status_code == 404
    untold = browser.post(f"{OWN}/copied", data={"person": ids[:1]})
    assert (untold.status_code, untold.text.count(" checked")) == (422, 1)
    assert "Tell the people first how their data is used" in untold.text
    nobody = browser.post(f"{OWN}/copied", data={"told": "y"})
    assert (nobody.status_code, nobody.text.count(" checked")) == (422, 1)
    assert "Choose at least one person first" in nobody.text
    assert [state for *_, state, _ in here(little)] == [State.NOMINATED] * 2
    assert browser.post(f"{OWN}/copied", data={"person": ids, "told": "y"}).status_code == 303
    assert [state for *_, state, _ in here(little)] == [State.SUBMITTED] * 2
    assert "Nothing is left to be confirmed" in browser.get(f"{OWN}/copied").text


def test_focal_point_sees_only_editions_where_they_nominated_for_the_party(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        db.execute(sa.delete(FocalPoint).where(FocalPoint.delegation_id == before["delegation"]))
    browser = at_focal_point("AA")
    assert "There is nobody from an earlier edition" in browser.get(f"{OWN}/earlier").text
    answer = browser.post(f"{OWN}/earlier", data={"person": [before["Ann"]]})
    assert (answer.status_code, here(little)) == (404, [])
    assert at_desk(Role.PROTOCOL).get(f"{OWN}/earlier").text.count('type="checkbox"') == 2


def test_foreign_person_among_the_chosen_spoils_the_whole_choice(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn
) -> None:
    with transaction(little) as db:
        foreign = register(db, edition_by_slug(db, SLUG), "BB", "Cat").delegate_id
    browser = at_focal_point("AA")
    answer = browser.post(f"{OWN}/earlier", data={"person": [before["Ann"], foreign]})
    assert (answer.status_code, here(little)) == (404, [])


def test_choice_beyond_the_quota_is_refused_whole_and_kept_on_the_page(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn
) -> None:
    with transaction(little) as db:
        delegation_of(db, "AA").quota = 1
    browser = at_focal_point("AA")
    answer = browser.post(f"{OWN}/earlier", data={"person": [before["Ann"], before["Ben"]]})
    assert (answer.status_code, here(little)) == (409, [])
    assert answer.text.count(" checked") == 2
    assert "All 1 places of this delegation are taken" in answer.text


def test_nobody_chosen_and_chosen_twice_are_told(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    assert "Choose at least one person" in browser.post(f"{OWN}/earlier").text
    for status in (303, 409):
        answer = browser.post(f"{OWN}/earlier", data={"person": [before["Ann"]]})
        assert answer.status_code == status
    assert len(here(little)) == 1


def test_consent_is_kept_for_this_edition_and_the_page_tells_of_what(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    browser.post(f"{OWN}/earlier", data={"person": [before["Ann"], before["Ben"]]})
    page = browser.get(f"{OWN}/copied").text
    assert "Privacy notice, version 1" in page
    assert re.search(r'<input[^>]*name="told"[^>]*>', page)
    assert " checked" not in str(re.search(r'<input[^>]*name="told"[^>]*>', page))
    with transaction(little) as db:
        ids = list(db.scalars(sa.select(Registration.id)))
    browser.post(f"{OWN}/copied?lang=vi", data={"person": ids, "told": "y"})
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        given = db.scalars(sa.select(Consent)).all()
        assert {(each.edition_id, each.channel, each.notice_version) for each in given} == {
            (edition.id, Channel.COPIED, 1)
        }
        assert {each.person_id for each in given} == {
            db.get_one(Delegate, before[name]).person_id for name in ("Ann", "Ben")
        }
        for each in given:
            assert journal_of(db, f"person:{each.person_id}")[-1] == "consent given"


def test_copied_person_is_not_handed_in_from_their_own_page_before_they_agree(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn
) -> None:
    browser = at_focal_point("AA")
    browser.post(f"{OWN}/earlier", data={"person": [before["Ann"]]})
    with transaction(little) as db:
        ann = db.scalars(sa.select(Registration)).one()
        page = f"{OWN}/people/{ann.delegate_id}"
    answer = browser.post(f"{page}/submission")
    assert (answer.status_code, answer.location) == (303, f"{OWN}/copied")
    assert "have to be told first" in browser.get(answer.location).text
    assert [state for *_, state, _ in here(little)] == [State.NOMINATED]
    browser.post(page, data={"name": "Ann", "function": "head", "told": "y"})
    assert browser.post(f"{page}/submission").status_code == 303
    assert [state for *_, state, _ in here(little)] == [State.SUBMITTED]


def test_copying_finds_a_full_category_and_marks_who_comes_late(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn
) -> None:
    """Ann and Ben were both heads; there is one place for a head."""
    with transaction(little) as db:
        edition, heads = edition_by_slug(db, SLUG), {(QuotaScope.CATEGORY, "head"): 1}
        set_quota(db, delegation_of(db, "AA"), 5, heads, by=BY, now=AT)
        set_terms(
            db, edition, Terms(Category.HEAD, datetime(2020, 1, 1, tzinfo=UTC)), by=BY, now=AT
        )
    browser = at_focal_point("AA")
    answer = browser.post(f"{OWN}/earlier", data={"person": [before["Ann"], before["Ben"]]})
    assert (answer.status_code, here(little)) == (409, [])
    assert "All 1 places of this delegation for the category “Head of delegation”" in answer.text
    assert browser.post(f"{OWN}/earlier", data={"person": [before["Ann"]]}).status_code == 303
    with transaction(little) as db:
        assert db.scalars(sa.select(Registration.late)).all() == [True]


def test_list_declared_complete_takes_nobody_from_an_earlier_edition_but_from_the_desk(
    little: Engine, before: dict[str, str], at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        delegation_of(db, "AA").state = DelegationState.SUBMITTED
    browser, choice = at_focal_point("AA"), {"person": [before["Ann"]]}
    page = browser.get(f"{OWN}/earlier").text
    assert "The list was declared complete" in page
    assert "Nominate again" not in page
    assert (browser.post(f"{OWN}/earlier", data=choice).status_code, here(little)) == (409, [])
    assert at_desk(Role.PROTOCOL).post(f"{OWN}/earlier", data=choice).status_code == 303
    assert len(here(little)) == 1
