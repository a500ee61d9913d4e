"""CPU per request and statements per request on the demo's data, against bars.

A bar on statements is strict, since it does not depend on the machine; one on CPU is generous, to be
read as "something became ten times dearer". Ratios compare two rows of the same run.
"""

import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from board import board_bars
from crowd import crowd
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from week import bench_conflicts

if TYPE_CHECKING:
    from eventops.portal.lists.said import Cell

ROUNDS = 30
SEED = 0
CROWD = 10_000


@dataclass(frozen=True)
class Bar:
    """What one request may cost: milliseconds of CPU (median) and SQL statements."""

    what: str
    ask: Callable[[], int]
    """Makes the request; returns the HTTP status."""
    status: int
    cpu_ms: float
    statements: int
    rounds: int = ROUNDS


def stage(folder: Path) -> tuple[Flask, dict[str, str]]:
    """The demo on a database of its own; the application and the ways in."""
    os.environ |= {"EVENTOPS_INSTANCE": str(folder), "EVENTOPS_ENV": "demo"}
    from eventops.app import create_app
    from eventops.core.db import open_engine, transaction
    from eventops.core.settings import load
    from eventops.demo.stage import SCHEDULE, set_the_stage
    from eventops.demo.ways import ways_in
    from eventops.editions.queries import edition_by_slug

    settings = load()
    engine = open_engine(settings.database_url)
    started = time.process_time()
    set_the_stage(engine, settings, seed=SEED, say=lambda _text: None)
    print(f"demo set-up, 366 people with badges   {time.process_time() - started:6.2f} s CPU")
    with transaction(engine) as db:
        ways = ways_in(db, edition_by_slug(db, SCHEDULE), settings, "")
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    return app, {way.who.split(" (")[0].split(" of ")[0]: way.address for way in ways}


def bars_in_crowd(app: Flask, ways: dict[str, str]) -> list[Bar]:
    """What an officer asks for while ten thousand wait."""
    e = "/e/adgmin-2026/desk"
    officer = signed_in(app, ways["accreditation officer"])
    vetting = signed_in(app, ways["vetting officer"])
    one = f"{e}/accreditation/{crowd(app.extensions['engine'], CROWD)}"
    return [
        Bar("next person of 10,000", lambda: officer.get(one).status_code, 200, 100, 26),
        Bar("queue of 10,000", lambda: officer.get(f"{e}/accreditation").status_code, 200, 150, 18),
        Bar(
            "vetting's list of 10,000",
            lambda: vetting.get(f"{e}/vetting").status_code,
            200,
            200,
            16,
        ),
    ]


def signed_in(app: Flask, address: str) -> FlaskClient:
    """A browser that used a sign-in address."""
    client = app.test_client()
    if client.post(address).status_code != 302:
        sys.exit(f"{address} signs nobody in.")
    return client


def bars(app: Flask, ways: dict[str, str]) -> list[Bar]:
    """The requests that matter and what they may cost."""
    e = "/e/adgmin-2026"
    public, desk = app.test_client(), signed_in(app, ways["organiser"])
    reader, focal = signed_in(app, ways["delegate"]), signed_in(app, ways["focal point"])
    feed = ways["calendar"]
    known = {"If-None-Match": public.get(feed).headers["ETag"]}
    day = f"{e}/programme/2026-01-15"
    door = enrolled(public, ways["door"])
    return [
        Bar("health", lambda: public.get("/healthz").status_code, 200, 2, 0),
        Bar("programme of a day", lambda: public.get(day).status_code, 200, 25, 9),
        Bar("my agenda", lambda: reader.get(f"{e}/agenda").status_code, 200, 50, 22),
        Bar("feed, warm", lambda: public.get(feed).status_code, 200, 40, 19),
        Bar("feed, 304", lambda: public.get(feed, headers=known).status_code, 304, 30, 18),
        Bar("organiser's start", lambda: desk.get(f"{e}/desk/").status_code, 200, 130, 25),
        Bar("delegation", lambda: focal.get(f"{e}/delegations/kh").status_code, 200, 45, 19),
        *(Bar(*told) for told in board_bars(desk, f"{e}/desk/programme")),
        *list_bars(desk, f"{e}/desk/lists/participants-provisional"),
        Bar("one scan", lambda: scan(public, door), 200, 40, 22),
    ]


def list_bars(desk: FlaskClient, path: str) -> list[Bar]:
    """The list of everybody: its page, its files, and one three times as long on paper."""
    return [
        Bar("page of participants", lambda: desk.get(path).status_code, 200, 200, 16),
        Bar("366 people as PDF", lambda: taken(desk, path, "pdf"), 200, 3000, 18, rounds=5),
        Bar("366 people as XLSX", lambda: taken(desk, path, "xlsx"), 200, 400, 18),
        Bar("1,000 people as PDF", lambda: many_printed(1_000), 200, 5000, 0, rounds=3),
    ]


def enrolled(client: FlaskClient, address: str) -> str:
    """A bearer token for the demo's door."""
    secret = address.rpartition("/")[2]
    answer = client.post("/api/v1/door/enrolments", json={"secret": secret})
    token: str = answer.get_json()["token"]
    return token


def scan(client: FlaskClient, token: str) -> int:
    """A code that nobody signed: the dearest answer without a badge at hand."""
    now = datetime.now(UTC).isoformat()
    row = {
        "id": str(uuid.uuid4()),
        "method": "serial",
        "code": "ZZZZZZZZ",
        "gate": "g1",
        "session": None,
        "direction": "in",
        "scanned_at": now,
    }
    answer = client.post(
        "/api/v1/scans",
        json={"device_sent_at": now, "scans": [row]},
        headers={"Authorization": f"Bearer {token}"},
    )
    return answer.status_code


def taken(client: FlaskClient, path: str, form: str) -> int:
    """A list as a file."""
    return client.post(f"{path}/files", data={"format": form}).status_code


def many_printed(people: int) -> int:
    """A printed list of so many invented people in fifty delegations; no request, but its dear part."""
    from eventops.core.resources import FLAGS, FONTS
    from eventops.portal.lists.attendance import PartyLine
    from eventops.portal.lists.contents import ListName
    from eventops.portal.lists.paper import Masthead
    from eventops.portal.lists.said import Column, SaidList, Section
    from eventops.portal.lists.table_sheet import table_sheet

    parties = [PartyLine(f"P{number}", {"en": f"Party {number}"}, "kh") for number in range(50)]
    sections = tuple(
        Section(party.code, "", "", party, tuple(_invented(party.code, people // 50)), ())
        for party in parties
    )
    columns = (Column("Name", 70), Column("Title or post", 66), Column("Function", 35))
    told = SaidList(ListName.FINAL, ("List", "Danh sách"), (), "", columns, sections, people)
    head = Masthead(
        "E", ("Edition",), (), told.titles, (), "", lambda page, of: f"{page}/{of}", "", "en", "vi"
    )
    made = datetime(2026, 1, 15, tzinfo=UTC)
    pdf = table_sheet(told, head, fonts=FONTS, flags=FLAGS, made=made, continued="continued")
    return 200 if pdf.startswith(b"%PDF") else 500


def _invented(code: str, people: int) -> Iterator[tuple["Cell", ...]]:
    from eventops.portal.lists.said import Cell

    for number in range(people):
        letter = chr(0x1780 + number % 30)
        name = Cell(f"Ms Sok{number} Chanthavy{code}", f"{letter}សុខ {letter}{code}", "km")
        yield name, Cell(f"Deputy Director-General of Posts {number}"), Cell("Delegate")


def measure(app: Flask, bar: Bar) -> tuple[float, int]:
    """Median CPU in milliseconds and statements of one request."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    engine = app.extensions["engine"]
    bar.ask()
    event.listen(engine, "before_cursor_execute", note)
    status = bar.ask()
    event.remove(engine, "before_cursor_execute", note)
    if status != bar.status:
        sys.exit(f"{bar.what} answered {status} instead of {bar.status}.")
    spent = []
    for _ in range(bar.rounds):
        started = time.process_time()
        bar.ask()
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent), count


IMPORTED, IMPORT_SECONDS, IMPORT_STATEMENTS = 2000, 10.0, 80


def take_in(app: Flask) -> tuple[float, int]:
    """CPU seconds and statements of a spreadsheet of new people: read, checked, stored, undone."""
    from eventops.core.db import open_db
    from eventops.delegations.models import Delegation
    from eventops.demo.stage import SCHEDULE
    from eventops.editions.queries import edition_by_slug
    from eventops.portal.spreadsheet.checking import check
    from eventops.portal.spreadsheet.known import Scope, what_is_known
    from eventops.portal.spreadsheet.reading import read_rows
    from eventops.portal.spreadsheet.taking import take_in as store
    from eventops.portal.spreadsheet.words import function_words

    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    lines = [f"KH,Person {number},Delegate,x" for number in range(IMPORTED)]
    content = "\n".join(["Delegation,Full name,Function,adgmin", *lines]).encode()
    engine = app.extensions["engine"]
    with app.test_request_context(), open_db(engine, write=True) as db:
        edition, words = edition_by_slug(db, SCHEDULE), function_words()
        db.query(Delegation).update({"quota": 2 * IMPORTED})
        event.listen(engine, "before_cursor_execute", note)
        started = time.process_time()
        now = datetime.now(UTC)
        scope = Scope(edition, None, officer=True, desk=True, on=now.date())
        known = what_is_known(db, scope)
        checked = check(read_rows(content), known, words)
        taken = store(db, checked, known, told_in="en", by="bench", now=now)
        spent = time.process_time() - started
        event.remove(engine, "before_cursor_execute", note)
        db.rollback()
    if taken.new != IMPORTED:
        sys.exit(f"Only {taken.new} of {IMPORTED} people were taken in: {checked.faults[:3]}")
    return spent, count


def bench_import(app: Flask) -> list[str]:
    """Print the line of the spreadsheet; its name when its bar is broken."""
    spent, count = take_in(app)
    good = spent <= IMPORT_SECONDS and count <= IMPORT_STATEMENTS
    print(
        f"{IMPORTED} people by spreadsheet {spent:8.2f} s CPU (bar {IMPORT_SECONDS:g})"
        f" {count:4d} statements (bar {IMPORT_STATEMENTS}){'' if good else '  BROKEN'}"
    )
    return [] if good else ["spreadsheet"]


def all_bars(app: Flask, ways: dict[str, str]) -> Iterator[Bar]:
    """First as the demo is, then with the crowd in it."""
    yield from bars(app, ways)
    yield from bars_in_crowd(app, ways)


def main() -> None:
    """Print a line a request; fail when a bar is broken."""
    broken = []
    with tempfile.TemporaryDirectory() as folder:
        app, ways = stage(Path(folder))
        for bar in all_bars(app, ways):
            cpu, statements = measure(app, bar)
            good = cpu <= bar.cpu_ms and statements <= bar.statements
            print(
                f"{bar.what:24} {cpu:8.1f} ms CPU (bar {bar.cpu_ms:g})"
                f" {statements:4d} statements (bar {bar.statements}){'' if good else '  BROKEN'}"
            )
            if not good:
                broken.append(bar.what)
        broken += bench_import(app) + bench_conflicts()
    if broken:
        sys.exit(f"Bars broken: {', '.join(broken)}.")


main()
