"""The door over HTTP: the real application, a device with its token, a clock of the conference."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.checkin.models import ReviewItem, ReviewKind, Scan
from eventops.checkin.services import enrol_device
from eventops.core.clock import real_now, set_domain_clock
from eventops.core.db import open_db, transaction
from tests.checkin.scene import GATES, at, build

SCANS = "/api/v1/scans"
ENROLMENTS = "/api/v1/door/enrolments"


class Wire:
    """The little conference behind its API; Monday 08:30 unless ``set_clock`` says otherwise."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.engine: Engine = app.extensions["engine"]
        with transaction(self.engine) as db:
            self.scene = build(db)
            who = self.scene.people
            self.codes = {each: self.scene.code(each) for each in who}
            self.serials = {each: self.scene.badge(each).serial for each in who}
        self.set_clock(at("08:30"))

    def set_clock(self, to: datetime) -> None:
        with transaction(self.engine) as db:
            set_domain_clock(db, to)

    def bearer(self, door: str = "Door 1") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.scene.tokens[door]}"}

    def get(self, address: str, **more: Any) -> TestResponse:
        return self.client.get(address, headers=self.bearer(), **more)

    def post(self, *rows: Any, door: str = "Door 1") -> TestResponse:
        """Rows as a device with a true clock sends them."""
        told = real_now().isoformat()
        scans = [
            {"scanned_at": told, **each} if isinstance(each, Mapping) else each for each in rows
        ]
        body = {"device_sent_at": told, "scans": scans}
        return self.client.post(SCANS, json=body, headers=self.bearer(door))

    def say(self, *rows: Any, door: str = "Door 1") -> list[tuple[str, str]]:
        """Verdict and reason of each row of a batch that is answered."""
        answer = self.post(*rows, door=door)
        assert answer.status_code == 200, answer.text
        return [(each["verdict"], each["reason"]) for each in answer.get_json()["results"]]

    def enrolment(self, name: str, *, now: datetime | None = None, reusable: bool = False) -> str:
        """The secret of an enrolment address."""
        days = {"from_day": date(2030, 3, 4), "to_day": date(2030, 3, 5)}
        with transaction(self.engine) as db:
            return enrol_device(
                db,
                self.scene.edition,
                name,
                GATES,
                **days,
                by="test",
                now=now or real_now(),
                reusable=reusable,
            )

    def scans(self) -> int:
        with open_db(self.engine, write=False) as db:
            return db.scalar(sa.select(sa.func.count()).select_from(Scan)) or 0

    def seen_at(self, scan_id: str) -> str:
        with open_db(self.engine, write=False) as db:
            return db.get_one(Scan, scan_id).scanned_at.isoformat()

    def reviews(self) -> list[ReviewKind]:
        with open_db(self.engine, write=False) as db:
            kinds = sa.select(ReviewItem.kind).where(ReviewItem.kind != ReviewKind.CLOCK)
            return list(db.scalars(kinds.order_by(ReviewItem.kind)))


def code_of(answer: TestResponse) -> tuple[int, str]:
    """Status and stable code of a problem."""
    assert answer.mimetype == "application/problem+json"
    return answer.status_code, answer.get_json()["code"]
