"""Files taken in beside the pages: each once, whole or not at all, whoever comes for it."""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from eventops.accreditation.models import Consent, ImportFile
from eventops.accreditation.rules import Channel, ImportState
from eventops.app import create_app
from eventops.core.clock import set_domain_clock
from eventops.core.db import open_db, transaction
from eventops.core.journal import JournalEntry, breaks
from eventops.core.settings import load
from eventops.delegations.models import Delegate, FocalPoint, Person
from eventops.editions.queries import edition_by_slug
from eventops.operation.imports import Teller, take_in_next
from eventops.operation.jobs import expire_files
from eventops.portal.spreadsheet.faults import Fault, found_again
from eventops.portal.spreadsheet.files import confirm, hold, keep_file
from eventops.portal.spreadsheet.known import Scope
from tests.operation.shell import ROOT, Shell
from tests.portal.little import AT, SLUG, delegation_of, focal_point, publish_little

PEOPLE = 60


@pytest.fixture
def app(own_engine: Engine, tmp_path: Path) -> Flask:
    """The application at a database of this test's own, on either engine."""
    told = {"EVENTOPS_INSTANCE": str(tmp_path), "EVENTOPS_SECRET_KEY": "s" * 40}
    made = create_app(load(told))
    made.extensions["engine"] = own_engine
    return made


def csv_of(count: int) -> bytes:
    return "".join(["Full name\n", *(f"Person {each}\n" for each in range(count))]).encode()


def confirmed(
    engine: Engine, content: bytes, rows: int = PEOPLE, told_in: str | None = "vi"
) -> str:
    """A file of AA's focal point that waits for the worker."""
    with transaction(engine) as db:
        if db.scalar(sa.select(sa.func.count()).select_from(FocalPoint)) == 0:
            publish_little(db)
            delegation_of(db, "AA").quota = 500
        by = f"user:{focal_point(db, 'AA').id}"
        scope = Scope(
            edition_by_slug(db, SLUG),
            delegation_of(db, "AA").id,
            officer=False,
            desk=False,
            on=AT.date(),
        )
        file = keep_file(db, scope, "aa.csv", content, rows, by=by, now=AT)
        confirm(db, file, told_in=told_in, by=by, now=AT)
        return file.id


def looked_at(engine: Engine, file_id: str) -> tuple[ImportState, int, list[Fault]]:
    with open_db(engine, write=False) as db:
        file = db.get_one(ImportFile, file_id)
        return file.state, file.rows_done, found_again(file.fault)


def people(engine: Engine) -> int:
    with open_db(engine, write=False) as db:
        return db.scalar(sa.select(sa.func.count()).select_from(Delegate)) or 0


def test_confirmed_file_is_taken_in_and_said_in_the_journal(own_engine: Engine, app: Flask) -> None:
    file_id = confirmed(own_engine, csv_of(PEOPLE))
    assert [take_in_next(app) for _ in range(2)] == [1, 0]
    assert looked_at(own_engine, file_id) == (ImportState.DONE, PEOPLE, [])
    assert people(own_engine) == PEOPLE
    with open_db(own_engine, write=False) as db:
        happened = db.execute(
            sa.select(JournalEntry.action, JournalEntry.facts)
            .where(JournalEntry.subject == f"import_file:{file_id}")
            .order_by(JournalEntry.position)
        ).all()
        assert [tuple(each) for each in happened] == [
            ("import checked", {"rows": PEOPLE}),
            ("import confirmed", {"told_in": "vi"}),
            ("people imported", {"new": PEOPLE, "changed": 0, "unchanged": 0}),
        ]
        assert list(breaks(db)) == []


def test_two_workers_take_a_file_in_once(own_engine: Engine, app: Flask) -> None:
    file_id = confirmed(own_engine, csv_of(PEOPLE))
    workers = [threading.Thread(target=take_in_next, args=(app,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (looked_at(own_engine, file_id)[0], people(own_engine)) == (ImportState.DONE, PEOPLE)


def test_file_of_a_worker_that_died_is_taken_in_by_the_next(own_engine: Engine, app: Flask) -> None:
    file_id = confirmed(own_engine, csv_of(PEOPLE))
    with open_db(own_engine, write=True) as db:
        assert hold(db, file_id) is not None
        db.rollback()  # the machine stops here
    assert looked_at(own_engine, file_id)[0] is ImportState.RUNNING
    assert take_in_next(app) == 1
    assert people(own_engine) == PEOPLE


def test_list_that_filled_up_meanwhile_refuses_the_whole_file(
    own_engine: Engine, app: Flask
) -> None:
    file_id = confirmed(own_engine, csv_of(PEOPLE))
    with transaction(own_engine) as db:
        delegation_of(db, "AA").quota = 10
    take_in_next(app)
    facts = {"delegation": "AA", "quota": "10", "used": "0", "new": str(PEOPLE)}
    assert looked_at(own_engine, file_id) == (
        ImportState.REFUSED,
        PEOPLE,
        [Fault("quota_overflow", facts=facts)],
    )
    assert people(own_engine) == 0


def test_consents_are_kept_with_the_people_who_agreed(own_engine: Engine, app: Flask) -> None:
    confirmed(own_engine, csv_of(PEOPLE))
    take_in_next(app)
    with open_db(own_engine, write=False) as db:
        given = db.scalars(sa.select(Consent)).all()
        assert {each.person_id for each in given} == set(db.scalars(sa.select(Person.id)))
        assert {(each.channel, each.language, each.notice_version) for each in given} == {
            (Channel.SPREADSHEET, "vi", 1)
        }
        (sender,) = set(db.scalars(sa.select(ImportFile.sent_by)))
        assert {each.given_by for each in given} == {sender}


def test_file_with_new_people_who_were_not_told_is_refused_whole(
    own_engine: Engine, app: Flask
) -> None:
    """When it was confirmed they stood on the list; by now they do not."""
    file_id = confirmed(own_engine, csv_of(PEOPLE), told_in=None)
    take_in_next(app)
    assert looked_at(own_engine, file_id) == (
        ImportState.REFUSED,
        PEOPLE,
        [Fault("people_not_told")],
    )
    assert people(own_engine) == 0


def test_sender_who_may_no_longer_is_refused(own_engine: Engine, app: Flask) -> None:
    file_id = confirmed(own_engine, csv_of(PEOPLE))
    with transaction(own_engine) as db:
        db.execute(sa.delete(FocalPoint))
    take_in_next(app)
    assert looked_at(own_engine, file_id) == (ImportState.REFUSED, 0, [Fault("not_focal_point")])
    assert people(own_engine) == 0


def test_progress_is_noted_every_hundred_rows_and_never_backwards(
    own_engine: Engine, app: Flask
) -> None:
    file_id = confirmed(own_engine, csv_of(250), 250)
    teller, seen = Teller(own_engine, file_id, 250), []
    for rows in (99, 100, 180, 200, 100, 250):
        teller(rows)
        seen.append(looked_at(own_engine, file_id)[1])
    assert seen == [0, 100, 100, 200, 200, 250]


@pytest.mark.parametrize(
    ("later", "gone"), [(timedelta(hours=23), 0), (timedelta(days=1), 1)], ids=["hours", "a day"]
)
def test_file_that_nobody_confirmed_goes_after_a_day(
    own_engine: Engine, app: Flask, later: timedelta, gone: int
) -> None:
    going, done = confirmed(own_engine, csv_of(2)), confirmed(own_engine, csv_of(1), 1)
    with transaction(own_engine) as db:
        db.get_one(ImportFile, going).state = ImportState.CHECKED
        set_domain_clock(db, AT + later)
    assert (expire_files(app), expire_files(app)) == (gone, 0)
    with open_db(own_engine, write=False) as db:
        assert set(db.scalars(sa.select(ImportFile.id))) == {done, *([] if gone else [going])}
        last = db.scalars(sa.select(JournalEntry).order_by(JournalEntry.position.desc())).first()
        assert last is not None
        expired = (last.action, last.subject) == ("import expired", f"import_file:{going}")
        assert (expired, list(breaks(db))) == (bool(gone), [])


@pytest.fixture
def with_little(shell: Shell) -> Shell:
    folder = shell.instance.parent / "little-2030"
    folder.symlink_to(ROOT / "tests" / "little")
    assert shell.run("schedule", "publish", str(folder))[0] == 0
    return shell


def test_command_takes_people_in(with_little: Shell, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Delegation,Full name\nAA,Anna\nBB,Ben\n")
    command = ("people", "import", str(file), "--edition", SLUG)
    dry = "2 new, 0 changed, 0 unchanged. Nothing was stored.\n"
    checked = "2 of 2 rows checked.\n"
    assert with_little.run(*command, "--dry-run") == (0, checked + dry, "")
    untold = (
        "There are new people in the file: declare with --consent-declared that they have been "
        "told how their data is used, and agree.\n"
    )
    assert with_little.run(*command) == (1, checked, untold)
    code, out, err = with_little.run(*command, "--consent-declared", "--told-in", "vi")
    assert (code, out.splitlines()[-1], err) == (
        0,
        "2 new, 0 changed, 0 unchanged. All of it is stored.",
        "",
    )
    with closing(sqlite3.connect(with_little.instance / "eventops.db")) as database:
        given = database.execute("SELECT channel, language, given_by FROM consent").fetchall()
    assert given == [("spreadsheet", "vi", "cli")] * 2
    again = with_little.run(*command)[1].splitlines()[-1]
    assert again == "0 new, 0 changed, 2 unchanged. All of it is stored."


def test_command_names_every_fault_and_stores_nothing(with_little: Shell, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Delegation,Full name,Mail address\nAA,Anna,nobody\nZZ,Ben,b@c.example\n")
    code, _, err = with_little.run("people", "import", str(file), "--edition", SLUG)
    assert (code, err.splitlines()) == (
        1,
        [
            "Row 2, column C (Mail address): This is not a mail address; one looks like a@b.org.",
            "Row 3, column A (Delegation): There is no delegation with this code.",
        ],
    )


def test_command_says_what_else_a_file_is(with_little: Shell, tmp_path: Path) -> None:
    file = tmp_path / "people.pdf"
    file.write_bytes(b"%PDF-1.7")
    assert with_little.refused("people", "import", str(file), "--edition", SLUG) == (
        "This is neither CSV nor XLSX nor ODS, or it is locked with a password. Save it as an "
        "Excel workbook (.xlsx) without a password.\n"
    )
