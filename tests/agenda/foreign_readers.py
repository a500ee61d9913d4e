"""What calendar programs that are not ours make of a feed: vobject (Python) and ical.js (node)."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Self

import vobject

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Seen:
    """One event as a reader understood it; instants in UTC, whole seconds."""

    uid: str
    sequence: int
    modified: datetime
    stamped: datetime
    starts: datetime
    ends: datetime
    title: str
    description: str
    location: str
    geo: tuple[float, float] | None
    url: str
    categories: tuple[str, ...]
    status: str
    transp: str
    privacy: str
    color: str


Reader = Callable[[bytes], list[Seen]]


def with_vobject(body: bytes) -> list[Seen]:
    calendar: Any
    (calendar,) = vobject.readComponents(body.decode())
    return [_from_vobject(event.contents) for event in calendar.contents.get("vevent", [])]


def _from_vobject(event: dict[str, list[Any]]) -> Seen:
    def text(name: str) -> str:
        return str(event[name][0].value) if name in event else ""

    geo = tuple(float(number) for number in text("geo").split(";")) if "geo" in event else None
    assert geo is None or len(geo) == 2
    return Seen(
        uid=text("uid"),
        sequence=int(text("sequence")),
        modified=_instant(event["last-modified"][0].value),
        stamped=_instant(event["dtstamp"][0].value),
        starts=_instant(event["dtstart"][0].value),
        ends=_instant(event["dtend"][0].value),
        title=text("summary"),
        description=text("description"),
        location=text("location"),
        geo=geo,
        url=text("url"),
        categories=tuple(event["categories"][0].value) if "categories" in event else (),
        status=text("status"),
        transp=text("transp"),
        privacy=text("class"),
        color=text("color"),
    )


def _instant(value: date) -> datetime:
    whole = value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)
    return whole.astimezone(UTC)


class IcalJs:
    """A running node process that reads one calendar after another."""

    @classmethod
    def found(cls) -> bool:
        packages = HERE.parents[1] / "node_modules"
        return bool(shutil.which("node")) and (packages / "ical.js").is_dir()

    def __enter__(self) -> Self:
        self._node = subprocess.Popen(
            ["node", str(HERE / "read_with_icaljs.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            # Floating and whole-day times are read in the process's zone: make that UTC.
            env={"TZ": "UTC", "PATH": str(Path(shutil.which("node") or "node").parent)},
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._node.communicate(timeout=10)

    def read(self, body: bytes) -> list[Seen]:
        assert self._node.stdin and self._node.stdout
        self._node.stdin.write(json.dumps(body.decode()) + "\n")
        self._node.stdin.flush()
        answer = self._node.stdout.readline()
        return [_from_icaljs(event) for event in json.loads(answer)]


def _from_icaljs(event: dict[str, Any]) -> Seen:
    instants: dict[str, Any] = {
        name: datetime.fromisoformat(event.pop(name))
        for name in ("modified", "stamped", "starts", "ends")
    }
    geo: list[float] | None = event.pop("geo")
    return Seen(
        geo=None if geo is None else (geo[0], geo[1]),
        categories=tuple(event.pop("categories")),
        privacy=event.pop("class"),
        **instants,
        **event,
    )
