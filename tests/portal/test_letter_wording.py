"""The wording of letters: the program's own, an edition's, and what neither may hold."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import LetterText
from eventops.accreditation.wording import LETTERS, filled, unknown_gaps
from eventops.core.db import open_db
from tests.portal.conftest import SignedIn
from tests.portal.test_letters import LETTERS_AT, decide, outbox, somebody


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("tongue", ["en", "vi"])
def test_the_programs_own_wording_can_be_kept_as_it_is(
    at_desk: SignedIn, little: Engine, letter: str, tongue: str
) -> None:
    """Also the translations hold only gaps that the letter fills."""
    browser = at_desk(Role.ACCREDITATION)
    address = f"{LETTERS_AT}/{letter}/{tongue}"
    page = browser.get(address)
    assert "{" not in re.findall(r"<pre.*?</pre>", page.text, re.DOTALL)[0]
    form = dict(re.findall(r'name="(subject)"[^>]*value="([^"]*)"', page.text))
    body = re.search(r"<textarea.*?>(.*?)</textarea>", page.text, re.DOTALL)
    assert body
    assert browser.post(address, data={**form, "body": body[1].strip()}).status_code == 303


def test_own_wording_is_used_and_can_be_taken_back(at_desk: SignedIn, little: Engine) -> None:
    browser = at_desk(Role.ACCREDITATION)
    address = f"{LETTERS_AT}/decisions/en"
    text = {"subject": "News of {delegation}", "body": "See:\r\n{decisions}\r\n{name}"}
    assert browser.post(address, data={**text, "preview": "1"}).status_code == 200
    assert browser.post(address, data=text).status_code == 303
    decide(browser, somebody(little, "Anna {page}"), "approval")
    (letter,) = outbox(little, "decisions")
    assert (letter.subject, letter.body) == (
        "News of Aland",
        "See:\n- Dr Anna {page}: accredited; the badge is issued.\nFocal point of AA",
    )
    browser.post(f"{address}/restoration")
    with open_db(little, write=False) as db:
        assert db.scalars(sa.select(LetterText)).all() == []


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("subject", "", "Write something here"),
        ("subject", "a\nb", "cannot be printed"),
        ("body", "Dear {nmae}", "cannot fill {nmae}"),
        ("body", "x" * 8001, "up to 8000"),
        ("body", "{decisions.__class__}", "cannot fill {decisions.__class__}"),
    ],
)
def test_a_wording_that_cannot_be_filled_is_told_at_its_field(
    at_desk: SignedIn, field: str, text: str, sentence: str
) -> None:
    form = {"subject": "Good", "body": "Also good"} | {field: text}
    answer = at_desk(Role.ACCREDITATION).post(f"{LETTERS_AT}/decisions/en", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_value_is_text_whatever_it_holds() -> None:
    assert filled("{a} {b}", {"a": "{b}", "b": "{a}"}) == "{b} {a}"
    assert unknown_gaps("decisions", "{name} {x} {x} {}") == ("x", "")
