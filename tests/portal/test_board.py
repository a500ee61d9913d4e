"""The programme desk's board: sessions moved, edited, parked and taken back through its pages."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.core.db import transaction
from eventops.core.journal import JournalEntry
from eventops.programme.rules import Status
from tests.portal.conftest import Drafted, SignedIn
from tests.portal.programme_desk import BOARD, JSON, fields_of, place, text_of
from tests.portal.test_desk import statements

FORUM = f"{BOARD}/sessions/forum"
MONDAY = "2030-03-04"
ORGANISER = (Role.EDITOR, Role.PROTOCOL)


def test_board_shows_the_draft_and_what_differs(editor: FlaskClient, drafted: Drafted) -> None:
    place(editor, "forum", drafted().by_code["forum"].mark)
    shown = text_of(editor.get(f"{BOARD}/2030-03-05?session=forum"))
    assert "14:00 – 15:30" in shown.replace("–", " – ").replace("  ", " ")
    for words in (
        "1 session differs from the published programme.",
        "Edited by: programme editor.",
        "Undo: the move of “Open forum”",
        "published: Tue 5 Mar 09:30–11:00, Hall",
        "Starts at 09:30 14:00",
    ):
        assert words in shown


def test_drop_is_kept_and_told_where(editor: FlaskClient, drafted: Drafted) -> None:
    answer = place(editor, "forum", drafted().by_code["forum"].mark, headers=JSON)
    assert answer.get_json() == {"done": "“Open forum”: Tue 5 Mar 14:00–15:30, Hall."}
    plan = drafted().by_code["forum"].plan
    assert f"{plan.start:%H:%M} {plan.end:%H:%M} {plan.room}" == "14:00 15:30 hall"


def test_hint_says_what_a_drop_would_break_and_stores_nothing(
    editor: FlaskClient, drafted: Drafted
) -> None:
    asked = {"day": "2030-03-05", "start": "09:10", "room": "hall"}
    hint = editor.get(f"{BOARD}/sessions/group-x/place/hints", query_string=asked).get_json()
    said = [(each["severity"], each["why"]) for each in hint["says"]]
    taken = (
        "Hall is taken: “Open forum” (Tue 5 Mar, 09:30–11:00) would begin before “Working group X” "
        "(Tue 5 Mar, 09:10–10:10) has ended."
    )
    assert (hint["place"], hint["worst"]) == ("Tue 5 Mar 09:10–10:10, Hall", "blocks")
    assert ("blocks", taken) in said
    assert drafted().changes == ()


def test_blocking_drop_is_refused_until_a_reason_is_given(
    editor: FlaskClient, drafted: Drafted, little: Engine
) -> None:
    seen = drafted().by_code["group-x"].mark
    refused = place(editor, "group-x", seen, start="09:30", headers=JSON)
    told = refused.get_json()
    assert (refused.status_code, told["code"]) == (409, "drop_blocked")
    assert told["sentence"].startswith("It cannot stand there: Hall is taken")
    assert drafted().changes == ()

    page = editor.get(told["url"])
    assert "Why it may stand so all the same" in page.text
    place(editor, "group-x", seen, start="09:30", reason="The hall is parted")
    assert [each.code for each in drafted().changes] == ["group-x"]
    with transaction(little) as db:
        query = sa.select(JournalEntry.action).order_by(JournalEntry.position)
        actions = db.scalars(query).all()
    assert actions[-2:] == ["draft edited", "conflict overridden"]
    assert "May stand: The hall is parted" in text_of(
        editor.get(f"{BOARD}/sessions/group-x/details")
    )


def test_second_editor_sees_the_newer_version_and_overwrites_nothing(
    editor: FlaskClient, at_desk: SignedIn, drafted: Drafted
) -> None:
    other = at_desk(Role.PROTOCOL, Role.EDITOR)
    shown = drafted().by_code["forum"].mark
    place(editor, "forum", shown, start="13:00")
    script = place(other, "forum", shown, start="14:00", headers=JSON)
    page = place(other, "forum", shown, start="14:00")
    assert (script.status_code, script.get_json()["code"], page.status_code) == (
        409,
        "draft_newer",
        409,
    )
    assert "programme editor has changed this session since you opened it" in text_of(page)
    assert "Starts at 13:00 14:00" in text_of(page)
    assert f"{drafted().by_code['forum'].plan.start:%H:%M}" == "13:00"
    knowing = place(other, "forum", drafted().by_code["forum"].mark, start="14:00")
    assert knowing.status_code == 303
    assert f"{drafted().by_code['forum'].plan.start:%H:%M}" == "14:00"


def test_form_that_came_too_late_keeps_what_was_typed(
    editor: FlaskClient, at_desk: SignedIn, drafted: Drafted
) -> None:
    other = at_desk(Role.PROTOCOL, Role.EDITOR)
    sent = {**fields_of(other.get(FORUM)), "title_en": "Forum for all", "note": "By two"}
    place(editor, "forum", drafted().by_code["forum"].mark, start="13:00")
    late = other.post(FORUM, data=sent)
    assert late.status_code == 409
    assert [fields_of(late)[name] for name in ("title_en", "note", "start")] == [
        "Forum for all",
        "By two",
        "09:30",
    ]
    assert "Title Open forum / Diễn đàn mở Forum for all / Diễn đàn mở" in text_of(late)


def test_faults_stand_at_their_fields_and_nothing_is_lost(editor: FlaskClient) -> None:
    sent = {
        **fields_of(editor.get(FORUM)),
        "start": "9.30",
        "end": "25:00",
        "title_en": "Fo\u0007rum",
        "audience": "everyone\nams 5+1 now",
        "note": "kept",
    }
    answer = editor.post(FORUM, data=sent)
    assert answer.status_code == 422
    shown = text_of(answer)
    for words in (
        "Ends at: Write the time as 08:30.",
        "Title in English: The text holds a sign that cannot be printed. Write it again.",
        "Audience: A rule cannot be read; see below which one, and why.",
        "ams 5+1 now “5+1” must begin with 0 or 1, for the head of delegation.",
        "everyone Everyone with a valid badge",
    ):
        assert words in shown
    assert [fields_of(answer)[name] for name in ("start", "end", "note")] == [
        "9.30",
        "25:00",
        "kept",
    ]


def test_fault_of_the_draft_stands_at_its_field(editor: FlaskClient) -> None:
    sent = {**fields_of(editor.get(FORUM)), "doors": "10:00"}
    answer = editor.post(FORUM, data=sent)
    assert answer.status_code == 422
    assert "Doors open: The doors cannot open at 10:00, after the start at 09:30." in text_of(
        answer
    )


def test_session_sent_back_as_it_was_shown_is_no_edit(
    editor: FlaskClient, drafted: Drafted
) -> None:
    for code in ("forum", "group-x", "opening", "q7m2"):
        address = f"{BOARD}/sessions/{code}"
        sent = {**fields_of(editor.get(address)), "illustrative": ["time", "room"]}
        assert editor.post(address, data=sent).status_code == 303
    assert drafted().changes == ()


def test_new_session_gets_a_code_without_meaning_and_can_be_removed_again(
    editor: FlaskClient, drafted: Drafted
) -> None:
    sent = {
        **fields_of(editor.get(f"{BOARD}/sessions/new?day=2030-03-05&room=blue")),
        "title_en": "Reception",
        "title_vi": "Ti\u00ea\u0323c chiêu đãi",  # as some keyboards write it
        "start": "1900",
        "end": "0:30",
        "source": "",
    }
    assert editor.post(f"{BOARD}/sessions/new", data=sent).status_code == 303
    (new,) = drafted().changes
    assert (new.code, new.plan.title) == (
        sent["code"],
        {"en": "Reception", "vi": "Ti\u1ec7c chiêu đãi"},
    )
    assert (len(new.code), new.plan.past_midnight, new.plan.room) == (4, True, "blue")
    editor.post(f"{BOARD}/sessions/{new.code}/removal", data={"seen": new.mark})
    assert drafted().changes == ()


def test_published_session_can_be_cancelled_and_held_after_all_but_not_removed(
    editor: FlaskClient, drafted: Drafted
) -> None:
    assert editor.post(f"{FORUM}/removal").status_code == 409
    editor.post(f"{FORUM}/cancellation")
    assert drafted().by_code["forum"].plan.status is Status.CANCELLED
    assert "Cancelled in the draft" in editor.get(f"{BOARD}/2030-03-05").text
    editor.post(f"{FORUM}/reinstatement")
    assert drafted().changes == ()


def test_tray_holds_what_is_parked_and_what_is_copied(
    editor: FlaskClient, drafted: Drafted
) -> None:
    editor.post(f"{FORUM}/parking", headers=JSON)
    assert [each.code for each in drafted().tray] == ["forum"]
    copied = editor.post(f"{BOARD}/sessions/group-x/copies")
    assert copied.status_code == 303
    assert len(drafted().tray) == 2
    place(editor, "forum", drafted().by_code["forum"].mark, start="09:30", end="11:00")
    assert [each.code for each in drafted().changes] == [drafted().tray[0].code]


def test_undo_and_redo_say_what_they_did(editor: FlaskClient, drafted: Drafted) -> None:
    place(editor, "forum", drafted().by_code["forum"].mark)
    undone = editor.post(f"{BOARD}/undoing", headers=JSON)
    assert undone.get_json() == {"done": "Undone: the move of “Open forum”."}
    assert drafted().changes == ()
    assert "Redo: the move of “Open forum”" in editor.get(BOARD).text
    redone = editor.post(f"{BOARD}/redoing", headers=JSON)
    assert redone.get_json() == {"done": "Done again: the move of “Open forum”."}
    assert editor.post(f"{BOARD}/redoing", headers=JSON).get_json()["code"] == "nothing_to_redo"


def test_living_part_answers_304_until_somebody_does_something(
    editor: FlaskClient, at_desk: SignedIn, drafted: Drafted
) -> None:
    other = at_desk(Role.PROTOCOL, Role.EDITOR)
    first = editor.get(f"{BOARD}/2030-03-05/cards")
    again = {"If-None-Match": str(first.headers["ETag"])}
    assert editor.get(f"{BOARD}/2030-03-05/cards", headers=again).status_code == 304
    place(other, "forum", drafted().by_code["forum"].mark)
    fresh = editor.get(f"{BOARD}/2030-03-05/cards", headers=again)
    assert (fresh.status_code, "Edited by: protocol officer." in text_of(fresh)) == (200, True)


@pytest.mark.usefixtures("monday")
def test_only_an_organiser_unlocks_the_past(at_desk: SignedIn, drafted: Drafted) -> None:
    editor, organiser = at_desk(Role.EDITOR), at_desk(*reversed(ORGANISER))
    seen = drafted().by_code["opening"].mark
    assert "Unlock the past" not in editor.get(f"{BOARD}/2030-03-04").text
    assert editor.post(f"{BOARD}/past", data={"reason": "So"}).status_code == 403
    with_clock = place(organiser, "opening", seen, day=MONDAY, start="08:00", headers=JSON)
    assert (with_clock.status_code, with_clock.get_json()["code"]) == (409, "past_locked")
    assert organiser.post(f"{BOARD}/past", data={"reason": " "}).status_code == 422
    organiser.post(f"{BOARD}/past", data={"reason": "The chair asked", "day": "2030-03-04"})
    moved = place(organiser, "opening", seen, day=MONDAY, start="08:00", reason="Early")
    assert moved.status_code == 303
    assert f"{drafted().by_code['opening'].plan.start:%H:%M}" == "08:00"


def test_other_desks_do_not_enter(at_desk: SignedIn) -> None:
    for role in (Role.ACCREDITATION, Role.PROTOCOL, Role.VIEWER):
        assert at_desk(role).get(BOARD).status_code == 403


@pytest.mark.parametrize("path", ["week", "2030-03-05", "2030-03-05/cards", "sessions/forum"])
def test_more_sessions_cost_no_more_statements(
    editor: FlaskClient, little: Engine, path: str
) -> None:
    def after_one_more() -> int:
        editor.post(f"{BOARD}/sessions/group-x/copies")
        return statements(little, editor, f"{BOARD}/{path}")

    few = after_one_more()
    for _ in range(4):
        editor.post(f"{FORUM}/copies")
    assert after_one_more() == few


def test_drag_asks_the_database_the_same_however_many_sessions_there_are(
    editor: FlaskClient, little: Engine
) -> None:
    asked = f"{FORUM}/place/hints?day=2030-03-05&start=15:00"
    editor.get(asked)
    few = statements(little, editor, asked)
    for _ in range(4):
        editor.post(f"{FORUM}/copies")
    editor.get(asked)
    assert statements(little, editor, asked) == few
