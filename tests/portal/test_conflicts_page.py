"""The desk's page of conflicts: read, filtered, let stand, taken back."""

from datetime import time

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.core.db import transaction
from eventops.programme.dayfile import load
from eventops.programme.models import ConflictOverride
from eventops.programme.plan import EditionPlan
from eventops.programme.services import publish
from tests.portal.conftest import SignedIn
from tests.portal.little import AT, BY, SLUG, TEXT
from tests.portal.test_delegation_pages import words
from tests.programme.published import with_session

PAGE = f"/e/{SLUG}/desk/programme/conflicts"
SITUATION = 'name="situation" value="'


def at_once(plan: EditionPlan) -> EditionPlan:
    """The plenary begins while the opening is held next door: both want the heads."""
    return with_session(plan, "plenary", start=time(9, 30), room="blue")


def put(engine: Engine, plan: EditionPlan) -> None:
    with transaction(engine) as db:
        publish(db, plan, by=BY, now=AT)


@pytest.fixture
def clash(little: Engine) -> Engine:
    """The little edition with two sessions that want the heads of two delegations."""
    put(little, at_once(load(TEXT)))
    return little


def situation(page: str) -> str:
    """Of the first conflict that may be let stand."""
    return page.split(SITUATION, 1)[1].split('"', 1)[0]


def test_programme_without_conflicts_says_so(little: Engine, at_desk: SignedIn) -> None:
    page = at_desk(Role.EDITOR).get(PAGE)
    assert (page.status_code, "No conflicts." in page.text) == (200, True)
    assert SITUATION not in page.text


def test_conflict_says_who_and_where_and_what_would_resolve_it(
    clash: Engine, at_desk: SignedIn
) -> None:
    page = words(at_desk(Role.EDITOR).get(PAGE).text)
    assert (
        "Would be in two places at the same time: the heads of delegation of Aland, Beland, at "
        "“Opening ceremony” (Mon 4 Mar, 09:00–10:00) and “Plenary” (Mon 4 Mar, 09:30–12:00)."
    ) in page
    assert "Move one of them to another time, or let somebody else stand in" in page
    assert "“Plenary” (Mon 4 Mar, 09:30–12:00) would begin before “Opening ceremony”" in page


def test_filter_shows_one_rule(clash: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.EDITOR)
    page = words(desk.get(f"{PAGE}?rule=opening_order").text)
    assert ("would begin before" in page, "in two places at the same time" in page) == (True, False)
    assert "Nothing breaks this rule." in desk.get(f"{PAGE}?rule=holiday").text
    assert desk.get(f"{PAGE}?rule=nonsense").status_code == 404


def test_conflict_that_may_stand_comes_back_when_the_situation_changes(
    clash: Engine, at_desk: SignedIn
) -> None:
    desk = at_desk(Role.EDITOR)
    asked = situation(desk.get(f"{PAGE}?rule=principal_twice").text)
    sent = {"situation": asked, "reason": "Deputies take the <plenary>."}
    page = desk.post(f"{PAGE}/overrides", data=sent, follow_redirects=True).text
    assert "Deputies take the &lt;plenary&gt;." in page
    assert (asked in page, "programme editor, " in words(page)) == (False, True)
    put(clash, with_session(at_once(load(TEXT)), "plenary", start=time(9, 15), room="blue"))
    page = desk.get(PAGE).text
    assert "No longer holds, since the situation has changed: Opening ceremony, Plenary." in page
    assert situation(desk.get(f"{PAGE}?rule=principal_twice").text) != asked


def test_exception_is_revoked_and_undone(clash: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.EDITOR)
    asked = situation(desk.get(PAGE).text)
    desk.post(f"{PAGE}/overrides", data={"situation": asked, "reason": "So be it."})
    with transaction(clash) as db:
        made = db.scalars(sa.select(ConflictOverride)).one().id
    undo = f"{PAGE}/overrides/{made}/revocation"
    assert undo in desk.get(PAGE).text
    assert asked in desk.post(undo, follow_redirects=True).text
    assert desk.post(f"{PAGE}/overrides/{'0' * 20}/revocation").status_code == 404


def test_reason_is_asked_for_beside_its_conflict(clash: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.EDITOR)
    asked = situation(desk.get(PAGE).text)
    for reason in ("", "x" * 501):
        answer = desk.post(f"{PAGE}/overrides", data={"situation": asked, "reason": reason})
        assert (answer.status_code, answer.text.count('<details class="no-print" open')) == (422, 1)
        assert reason in answer.text
    with transaction(clash) as db:
        assert db.scalar(sa.select(sa.func.count(ConflictOverride.id))) == 0


def test_conflict_that_is_gone_is_told(clash: Engine, at_desk: SignedIn) -> None:
    desk = at_desk(Role.EDITOR)
    asked = situation(desk.get(PAGE).text)
    put(clash, load(TEXT))
    answer = desk.post(f"{PAGE}/overrides", data={"situation": asked, "reason": "So be it."})
    assert (answer.status_code, "This conflict is no longer there" in answer.text) == (409, True)


def test_protocol_officer_reads_and_only_an_editor_lets_stand(
    clash: Engine, at_desk: SignedIn
) -> None:
    editor, protocol = at_desk(Role.EDITOR), at_desk(Role.PROTOCOL)
    asked = situation(editor.get(PAGE).text)
    page = protocol.get(PAGE)
    assert (page.status_code, SITUATION in page.text) == (200, False)
    sent = {"situation": asked, "reason": "So be it."}
    assert protocol.post(f"{PAGE}/overrides", data=sent).status_code == 403
    assert at_desk(Role.BADGE_DESK).get(PAGE).status_code == 403


def test_focal_point_of_a_delegation_does_not_get_in(
    clash: Engine, at_focal_point: SignedIn
) -> None:
    assert at_focal_point("AA").get(PAGE).status_code == 403


def test_page_speaks_vietnamese(clash: Engine, at_desk: SignedIn) -> None:
    page = words(at_desk(Role.EDITOR).get(f"{PAGE}?lang=vi").text)
    assert "Phải có mặt ở hai nơi cùng một lúc: các Trưởng đoàn A quốc, B quốc" in page
