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
from importing import bench_import
from publishing import bench_publishing
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


SESSIONS = 600


def bars_in_long_programme(app: Flask) -> list[Bar]:
    """What everyone asks for of six hundred sessions: made anew, kept by the process, and 304."""
    from eventops.core.clock import domain_now
    from eventops.core.db import transaction
    from eventops.core.resources import folder
    from eventops.demo.crowd import with_sessions
    from eventops.demo.stage import SCHEDULE
    from eventops.programme.dayfile import load
    from eventops.programme.services import publish

    plan = load(folder("schedules") / SCHEDULE)
    more = SESSIONS - len(list(plan.dated_sessions()))
    with transaction(app.extensions["engine"]) as db:
        publish(db, with_sessions(plan, more), by="bench", now=domain_now(db))
    e, client, kept = f"/e/{SCHEDULE}", app.test_client(), app.extensions["kept"]

    def anew(path: str) -> int:
        kept.clear()
        return client.get(path).status_code

    def again(path: str) -> int:
        answer = client.get(path, headers={"If-None-Match": tags.get(path, "")})
        tags[path] = answer.headers["ETag"]
        return answer.status_code

    day, as_json, now_next = (
        f"{e}/{path}" for path in ("programme/2026-01-15", "programme.json", "now-next.json")
    )
    tags: dict[str, str] = {}
    return [
        Bar("day of 600 sessions, anew", lambda: anew(day), 200, 40, 13),
        Bar("day of 600, as asked", lambda: client.get(day).status_code, 200, 25, 4),
        Bar("day of 600, 304", lambda: again(day), 304, 2, 4),
        Bar("600 as JSON, anew", lambda: anew(as_json), 200, 40, 8),
        Bar("600 as JSON, as asked", lambda: client.get(as_json).status_code, 200, 15, 3),
        Bar("600 as JSON, 304", lambda: again(as_json), 304, 2, 3),
        Bar("600 as XLSX, anew", lambda: anew(f"{e}/programme.xlsx"), 200, 400, 9, rounds=5),
        Bar("600 as PDF, anew", lambda: anew(f"{e}/programme.pdf"), 200, 6000, 9, rounds=3),
        Bar("now and next, anew", lambda: anew(now_next), 200, 30, 8),
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
        Bar("my agenda", lambda: reader.get(f"{e}/agenda").status_code, 200, 50, 23),
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


def all_bars(app: Flask, ways: dict[str, str]) -> Iterator[Bar]:
    """First as the demo is, then with the crowd in it."""
    yield from bars(app, ways)
    yield from bars_in_crowd(app, ways)
    yield from bars_in_long_programme(app)


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
        broken += bench_import(app) + bench_conflicts() + bench_publishing(app)
    if broken:
        sys.exit(f"Bars broken: {', '.join(broken)}.")


main()
