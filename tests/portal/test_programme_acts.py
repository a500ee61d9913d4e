"""Acts on many sessions through their pages: shown first, done as one step, undone as one."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.core.clock import real_now
from eventops.core.db import transaction
from eventops.editions.queries import current_edition
from eventops.programme.drafts import draft_of
from tests.portal.conftest import Drafted, SignedIn
from tests.portal.little import officer, sign_in
from tests.portal.programme_desk import BOARD, fields_of, place, text_of


def test_acts_show_first_and_are_undone_in_one_step(editor: FlaskClient, drafted: Drafted) -> None:
    address = f"{BOARD}/acts/later"
    asked = {"day": "2030-03-05", "after": "09:00", "minutes": "20", "room": ""}
    preview = editor.post(address, data=asked)
    assert "Open forum forum Tue 5 Mar 09:30–11:00, Hall Tue 5 Mar 09:50–11:20, Hall" in text_of(
        preview
    )
    assert drafted().changes == ()
    done = editor.post(address, data={**asked, "seen": fields_of(preview)["seen"], "do": "1"})
    assert done.status_code == 303
    assert [each.code for each in drafted().changes] == ["group-x", "forum"]
    editor.post(f"{BOARD}/undoing")
    assert drafted().changes == ()


def test_act_is_shown_once_more_when_the_draft_changed_since(
    editor: FlaskClient, at_desk: SignedIn, drafted: Drafted
) -> None:
    other = at_desk(Role.PROTOCOL, Role.EDITOR)
    address = f"{BOARD}/acts/later"
    asked = {"day": "2030-03-05", "after": "09:00", "minutes": "20", "room": ""}
    seen = fields_of(editor.post(address, data=asked))["seen"]
    place(other, "forum", drafted().by_code["forum"].mark)
    answer = editor.post(address, data={**asked, "seen": seen, "do": "1"})
    assert answer.status_code == 409
    assert [each.code for each in drafted().changes] == ["forum"]


@pytest.mark.parametrize(
    ("act", "asked", "changed"),
    [
        ("rooms", {"one": "hall", "other": "blue", "day": ""}, 5),
        ("day", {"source": "2030-03-04", "target": "2030-03-05"}, 3),
        ("repetition", {"session": "forum", "days": "2030-03-04"}, 1),
    ],
)
def test_every_act_does_what_it_showed(
    editor: FlaskClient, drafted: Drafted, act: str, asked: dict[str, str], changed: int
) -> None:
    address = f"{BOARD}/acts/{act}"
    preview = editor.post(address, data=asked)
    hidden = {name: fields_of(preview).get(name, "") for name in ("seen", "codes")}
    done = editor.post(address, data={**asked, **hidden, "reason": "As told", "do": "1"})
    assert (done.status_code, len(drafted().changes)) == (303, changed)


def test_run_of_partners_takes_the_pattern_of_those_there_are(week: Flask) -> None:
    engine: Engine = week.extensions["engine"]
    with transaction(engine) as db:
        edition = current_edition(db, real_now())
        assert edition is not None
        slug, user = edition.slug, officer(db, edition, Role.EDITOR)
    editor = sign_in(week.test_client(), engine, user)
    address = f"/e/{slug}/desk/programme/acts/partners"
    asked: dict[str, object] = {
        **fields_of(editor.get(address)),
        "partners": ["EU", "JP", "CN"],
        "day": "2026-01-16",
        "start": "16:30",
        "length": "30",
        "gap": "10",
        "room": "red-river-3",
    }
    preview = editor.post(address, data=asked)
    hidden = {name: fields_of(preview)[name] for name in ("seen", "codes")}
    done = editor.post(address, data={**asked, **hidden, "reason": "As the chair asked", "do": "1"})
    assert done.status_code == 303
    with transaction(engine) as db:
        draft = draft_of(db, edition)
    runs = [
        (f"{each.plan.start:%H:%M}", each.plan.title["en"], [str(r) for r in each.plan.audience])
        for each in draft.changes
    ]
    assert runs == [
        ("16:30", "ASEAN – China Digital Ministers’ Meeting", ["ams 1+3", "CN 1+6", "ASEC 1+0"]),
        ("17:10", "ASEAN – Japan Digital Ministers’ Meeting", ["ams 1+3", "JP 1+6", "ASEC 1+0"]),
        (
            "17:50",
            "ASEAN – European Union Digital Ministers’ Meeting",
            ["ams 1+3", "EU 1+6", "ASEC 1+0"],
        ),
    ]
