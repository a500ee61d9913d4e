"""What the page of the letters offers, and when it says that letters were written."""

import re

from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.core.db import transaction
from tests.portal.conftest import SignedIn
from tests.portal.little import focal_point
from tests.portal.test_letters import ANNA, LETTERS_AT, decide, somebody


def test_nobody_is_chosen_for_an_invitation_before_somebody_chooses(
    little: Engine, at_desk: SignedIn
) -> None:
    with transaction(little) as db:
        focal_point(db, "AA")
    desk = at_desk(Role.PROTOCOL)
    box = re.compile(r'<input type="checkbox" name="focal_point"[^>]*>')
    plain = box.findall(desk.get(LETTERS_AT).text)
    everybody = box.findall(desk.get(f"{LETTERS_AT}?all=yes").text)
    assert [" checked" in each for each in (*plain, *everybody)] == [False, True]


def test_letters_are_dated_by_the_clock_of_the_conference(
    little: Engine, at_desk: SignedIn, monday: None
) -> None:
    one = somebody(little, "Ann", ANNA)
    desk = at_desk(Role.ACCREDITATION)
    decide(desk, one, "approval")
    page = desk.get(f"{LETTERS_AT}?lang=en").text
    written = page.partition('data-heading="Written"')[2].partition("</td>")[0]
    assert ("Mon 4 Mar" in written, ">08:3" in written) == (True, True)
