"""The pages of a delegation, as its focal point and the desk use them."""

import re
from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.rules import Category
from eventops.accreditation.terms import Terms, set_terms
from eventops.badges.models import BadgeState
from eventops.core import journal
from eventops.core.clock import real_now, set_domain_clock
from eventops.core.db import transaction
from eventops.delegations.arrangements import set_quota
from eventops.delegations.queries import focal_points_of
from eventops.editions.queries import edition_by_slug
from eventops.editions.services import set_up_instance
from eventops.portal.history import TOLD
from eventops.portal.sentences import SENTENCES
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SLUG, delegation_of, meeting_id, order, register
from tests.portal.test_registration_to_badge import new_person, stand

LIST = f"/e/{SLUG}/delegations/aa"
QUEUE = f"/e/{SLUG}/desk/accreditation"
TAG, SPACES = re.compile(r"<[^>]+>"), re.compile(r"\s+")


def words(page: str) -> str:
    """A page as it is read."""
    return SPACES.sub(" ", TAG.sub(" ", page))


def people(little: Engine, *names: str) -> None:
    with transaction(little) as db:
        for name in names:
            register(db, edition_by_slug(db, SLUG), "AA", name, "main")


def put_up(little: Engine, total: int) -> None:
    with transaction(little) as db:
        set_quota(db, delegation_of(db, "AA"), total, {}, by=BY, now=AT)


def test_the_desk_sets_places_and_everybody_reads_them(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    people(little, "Ann", "Ben")
    desk, focal = at_desk(Role.PROTOCOL), at_focal_point("AA")
    sent = {"total": "7", "category-head": "1", "level-minister": "2"}
    assert desk.post(f"{LIST}/places", data=sent).status_code == 303
    told = words(focal.get(f"{LIST}/places").text)
    assert "The whole delegation 7 2 5 2" in told
    assert "Head of delegation 1 0 1 0" in told
    assert "Delegate – 2 – 2" in told
    assert "Ministers’ meetings people on the lists 2 2 0 2" in told
    assert "Set the places" not in told
    answer = focal.post(f"{LIST}/people/new", data=new("Cat", little))
    assert answer.status_code == 409
    assert "All 2 places of this delegation at “Ministers’ meetings” are taken." in answer.text
    wrong = desk.post(f"{LIST}/places", data={**sent, "total": "many"})
    assert wrong.status_code == 422
    assert 'value="many"' in wrong.text


def new(name: str, little: Engine) -> dict[str, object]:
    """A nomination for the ministers' list, as the form sends it."""
    with transaction(little) as db:
        return new_person(name, meetings=meeting_id(db, "main"))


def test_a_full_quota_says_who_can_help_instead_of_a_form(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    people(little, "Ann", "Ben", "Cat")
    put_up(little, 3)
    at_desk(Role.ACCREDITATION).post(
        f"{QUEUE}/{stand(little, 'Cat').registration}/question", data={"reason": "Which post?"}
    )
    page = at_focal_point("AA").get(f"{LIST}/people/new").text
    told = words(page)
    assert "The delegation has 3 places, and all are taken. 2 of them wait for a decision." in told
    assert "Withdraw Ann" in told
    assert "mailto:accreditation.officer@desk.example?subject=LITTLE-1%3A%20Aland" in page
    assert 'name="name"' not in page


def test_a_withdrawal_can_be_undone(little: Engine, at_focal_point: SignedIn) -> None:
    people(little, "Ann", "Ben")
    focal, ann = at_focal_point("AA"), stand(little, "Ann")
    where = f"{LIST}/people/{ann.delegate}"
    page = focal.post(f"{where}/withdrawal", follow_redirects=True).text
    assert f'action="{where}/reinstatement"' in page
    assert "Take the withdrawal back" in focal.get(where).text
    page = focal.post(f"{where}/reinstatement", follow_redirects=True).text
    assert "Ann is back, at the end of the lists." in page
    with transaction(little) as db:
        assert order(db, "AA", "main") == ["Ben", "Ann"]
    assert stand(little, "Ann").state == "submitted"


def test_a_withdrawal_is_not_undone_into_a_place_given_away(
    little: Engine, at_focal_point: SignedIn
) -> None:
    people(little, "Ann")
    focal, ann = at_focal_point("AA"), stand(little, "Ann")
    focal.post(f"{LIST}/people/{ann.delegate}/withdrawal")
    people(little, "Ben")
    put_up(little, 1)
    answer = focal.post(f"{LIST}/people/{ann.delegate}/reinstatement")
    assert answer.status_code == 409
    assert "All 1 places of this delegation are taken." in answer.text
    assert "The withdrawal was not taken back" in answer.text
    ben = f"{LIST}/people/{stand(little, 'Ben').delegate}"
    assert f'href="{ben}#registration"' in answer.text
    assert stand(little, "Ann").state == "withdrawn"


def test_a_list_declared_complete_takes_new_names_from_the_desk_alone(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    people(little, "Ann")
    focal, desk = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    assert focal.post(f"{LIST}/submission").status_code == 303
    assert "The list is complete" in focal.get(f"{LIST}/people/new").text
    refused = focal.post(f"{LIST}/people/new", data=new_person("Ben"))
    assert refused.status_code == 409
    assert 'value="Ben"' in refused.text
    assert desk.post(f"{LIST}/people/new", data=new_person("Cat")).location
    assert focal.post(f"{LIST}/reopening").status_code == 403
    assert desk.post(f"{LIST}/reopening").status_code == 303
    again = focal.post(f"{LIST}/people/new", data=new_person("Ben"))
    assert again.status_code == 303


def test_contacts_are_named_and_removed_by_page(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    desk = at_desk(Role.PROTOCOL)
    named = {
        "focal-name": "Ann",
        "focal-email": "ann@mfa.example",
        "focal-language": "en",
    }
    assert desk.post(f"{LIST}/focal-points", data=named).status_code == 303
    attached = {
        "liaison-name": "Lan",
        "liaison-email": "lan@host.example",
        "liaison-language": "vi",
        "liaison-phone": "+84 24 5550 0001",
    }
    assert desk.post(f"{LIST}/liaison-officers", data=attached).status_code == 303
    told = words(at_focal_point("AA").get(f"{LIST}/contacts").text)
    assert "Liaison officer: Lan, +84 24 5550 0001" in told
    wrong = desk.post(f"{LIST}/liaison-officers", data={**attached, "liaison-phone": "at night"})
    assert (wrong.status_code, 'value="at night"' in wrong.text) == (422, True)
    nobody = desk.post(f"{LIST}/focal-points", data={**named, "focal-email": "nowhere"})
    assert (nobody.status_code, "This is not a mail address" in nobody.text) == (422, True)
    with transaction(little) as db:
        ann = focal_points_of(db, delegation_of(db, "AA").id)[0]
    assert desk.post(f"{LIST}/focal-points/{ann.id}/removal").status_code == 303
    assert "ann@mfa.example" not in desk.get(f"{LIST}/contacts").text


def test_papers_are_missing_until_they_are_noted(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    desk, focal = at_desk(Role.ACCREDITATION), at_focal_point("AA")
    assert "Credentials: not arrived at the desk yet" in focal.get(LIST).text
    paper = {"kind": "credentials", "number": "12/NV", "dated": "2020-02-03", "note": "Safe 2"}
    assert desk.post(f"{LIST}/papers", data=paper).status_code == 303
    told = words(focal.get(f"{LIST}/papers").text)
    assert "Not arrived yet: Note verbale." in told
    assert "Credentials 12/NV 3 Feb 2020" in told
    assert "Credentials: not arrived" not in focal.get(LIST).text
    ahead = desk.post(f"{LIST}/papers", data={**paper, "dated": "2999-01-01"})
    assert (ahead.status_code, "A paper cannot be dated after today." in ahead.text) == (422, True)


def test_a_paper_of_this_morning_is_dated_by_the_venues_day(
    little: Engine, at_desk: SignedIn
) -> None:
    """Seven hours before it is that day in London."""
    with transaction(little) as db:
        set_up_instance(db, demo=True)
        set_domain_clock(db, datetime(2030, 3, 3, 23, tzinfo=UTC))
    paper = {"kind": "credentials", "number": "12/NV", "dated": "2030-03-04", "note": ""}
    desk = at_desk(Role.ACCREDITATION)
    assert desk.post(f"{LIST}/papers", data=paper).status_code == 303
    ahead = desk.post(f"{LIST}/papers", data={**paper, "dated": "2030-03-05"})
    assert ahead.status_code == 422


def test_a_history_has_an_end_whatever_page_is_asked(little: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.ACCREDITATION)
    assert desk.get(f"{LIST}/history?page={10**30}").status_code == 200


def test_an_approved_persons_mailbox_is_the_officers_to_change(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    people(little, "Ann")
    focal, desk = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    ann = stand(little, "Ann")
    desk.post(f"{QUEUE}/{ann.registration}/approval", data={"incomplete": "y"})
    where = f"{LIST}/people/{ann.delegate}"
    assert 'name="email"' not in focal.get(where).text
    focal.post(where, data={"email": "thief@mail.example", "position": "Director"})
    assert "thief@mail.example" not in desk.get(where).text
    corrected = {"name": "Ann", "function": "delegate", "email": "ann@mfa.example"}
    desk.post(where, data=corrected)
    assert 'value="ann@mfa.example"' in desk.get(where).text


def happenings(client: FlaskClient, language: str = "en") -> list[str]:
    page = client.get(f"{LIST}/history?lang={language}").text
    lines = re.findall(r"<p>(.*?)<small>", page.partition('class="happenings"')[2], re.DOTALL)
    return [words(re.sub(r"<a .*?</a>", "", line, flags=re.DOTALL)).strip() for line in lines]


def test_history_says_in_sentences_what_happened(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    focal, desk = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    focal.post(f"{LIST}/people/new", data=new("Ann", little))
    ann = stand(little, "Ann")
    desk.post(f"{QUEUE}/{ann.registration}/approval", data={"incomplete": "y"})
    focal.post(f"{LIST}/people/{ann.delegate}", data={"position": "Director"})
    desk.post(f"{QUEUE}/{ann.registration}/refusal", data={"reason": "late"})
    assert happenings(focal) == [
        "Focal point of AA was named focal point.",
        "The badge of Ann ended.",
        "Ann was refused. Nominated after the last day.",
        "Ann: title or post, lists corrected.",
        "A badge for Ann was issued.",
        "Ann was approved.",
        "Ann was handed in.",
        "Ann was told about the data and agreed.",
        "Ann was nominated.",
        "Ann was added to the delegation.",
    ]
    assert happenings(focal, "vi")[0] == "Focal point of AA được cử làm đầu mối."
    assert "Focal point of AA" in words(focal.get(f"{LIST}/history").text)


def test_everything_that_a_delegation_may_read_of_itself_has_a_sentence() -> None:
    codes = {f"did_{action.replace(' ', '_')}" for action in TOLD} - {"did_badge_state"}
    codes |= {f"did_badge_{state.value}" for state in BadgeState}
    assert codes <= SENTENCES.keys()


def test_what_officers_do_in_private_is_not_told_to_the_delegation(
    little: Engine, at_desk: SignedIn, at_focal_point: SignedIn
) -> None:
    people(little, "Ann")
    ann = stand(little, "Ann")
    with transaction(little) as db:
        edition_id = edition_by_slug(db, SLUG).id
        subject = f"registration:{ann.registration}"
        journal.record(db, "doubt looked into", subject, by=BY, now=AT, edition_id=edition_id)
    told = "Something was changed (doubt looked into)."
    roles = (Role.ACCREDITATION, Role.VETTING, Role.PROTOCOL, Role.EDITOR, Role.BADGE_DESK)
    reads = [told in happenings(at_desk(role)) for role in (*roles, Role.VIEWER)]
    assert reads == [True, True, False, False, False, False]
    assert told not in happenings(at_focal_point("AA"))


def test_history_of_places_that_were_set_shows(little: Engine, at_desk: SignedIn) -> None:
    """Facts of the journal may be figures by name, which are no text in several languages."""
    desk = at_desk(Role.ACCREDITATION)
    desk.post(f"{LIST}/places", data={"total": "40", "category-delegate": "30"})
    desk.post(f"{LIST}/places", data={"total": "41", "category-delegate": "20"})
    assert desk.get(f"{LIST}/history").status_code == 200
    assert desk.get(f"{LIST}/history?lang=vi").status_code == 200


def test_history_is_paged(little: Engine, at_focal_point: SignedIn) -> None:
    put_up(little, 40)
    people(little, *(f"Person {number}" for number in range(20)))
    focal = at_focal_point("AA")
    assert "1–50 of 62" in focal.get(f"{LIST}/history").text
    assert "51–62 of 62" in focal.get(f"{LIST}/history?page=2").text


def test_until_when_something_is_missing(little: Engine, at_focal_point: SignedIn) -> None:
    with transaction(little) as db:
        edition = edition_by_slug(db, SLUG)
        terms = Terms(Category.DELEGATE, real_now().replace(year=2999, month=1, day=31))
        set_terms(db, edition, terms, by=BY, now=AT)
    people(little, "Ann")
    told = words(at_focal_point("AA").get(LIST).text)
    assert re.search(r"Ann: photo missing \(by \w+ \d+ \w+ \d\d:\d\d\)", told)
