"""Scans as a device sends them: JSON in, bounded values out. Odd input is a BadRow, never a fault.

The shapes are contract.md's, section Scans.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from eventops.badges.code import normal_serial, sha256
from eventops.checkin.models import Method, Verdict

MOST_ROWS = 1_000
LONGEST = 2_048
"""Characters of a code; a longer one cannot be ours."""
LONGEST_WORD = 200
LONGEST_KEPT = 4_000
"""Characters kept of a row that could not be read."""
OLDEST = timedelta(days=400)
"""A device that says it scanned longer ago than this has no clock worth correcting."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class BadBody(Exception):
    """The request as a whole is no list of scans; nothing of it was looked at."""


class _Odd(Exception):
    """A row says something that no device of ours would."""


@dataclass(frozen=True, slots=True)
class Override:
    """A supervisor lets somebody in whom the rules did not."""

    reason: str
    supervisor: str


@dataclass(frozen=True, slots=True)
class SentScan:
    """One readable row."""

    given_id: str
    """As sent, for the answer."""
    method: Method
    gate: str
    direction: str
    scanned_at: datetime
    code: str = ""
    code_sha256: str = ""
    person: str = ""
    party_of: str = ""
    annuls: str = ""
    session: str | None = None
    verdict: Verdict | None = None
    reason: str = ""
    override: Override | None = None

    @property
    def id(self) -> str:
        """In the spelling the database keeps."""
        return self.given_id.lower()

    @property
    def decided(self) -> bool:
        """Whether the door decided by itself: a list on paper records who was let in."""
        return self.verdict is not None or self.method is Method.PAPER

    @property
    def presented(self) -> str:
        """What makes a resend the same scan: the hash of the code, the serial, the person.

        A code sent live and again, decided offline, as serial and hash is one and the same.
        """
        match self.method:
            case Method.CODE:
                return sha256(self.code)
            case Method.UNDO:
                return self.annuls
            case _ if self.code_sha256:
                return self.code_sha256
            case _ if self.code:
                return normal_serial(self.code) or digest_of(self.code)
            case _:
                return digest_of(self.person)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read. ``id`` is None when it has none that could be kept."""

    given_id: str | None
    id: str | None
    kept: Mapping[str, Any]
    """What was sent, cut to a bounded text."""

    @property
    def presented(self) -> str:
        """The same nonsense sent again is the same scan."""
        return digest_of(self.kept)


Row = SentScan | BadRow


@dataclass(frozen=True, slots=True)
class Batch:
    """One request's rows and the device's clock when it sent them."""

    sent_at: datetime | None
    rows: tuple[Row, ...]


def read_batch(body: Any) -> Batch:
    """The rows of a request body; raises BadBody when it is no list of 1 to 1,000 scans."""
    if not isinstance(body, dict) or not isinstance(body.get("scans"), list):
        raise BadBody
    sent = body["scans"]
    if not 1 <= len(sent) <= MOST_ROWS:
        raise BadBody
    try:
        sent_at = _instant(body, "device_sent_at")
    except _Odd:
        sent_at = None
    return Batch(sent_at, tuple(_row(row, sent_at) for row in sent))


def kept(row: Any) -> dict[str, Any]:
    """What was sent as a bounded text that any database takes."""
    text = _as_text(row)
    whole = {"sent": text[:LONGEST_KEPT]}
    return whole if len(text) <= LONGEST_KEPT else {**whole, "digest": digest_of(row)}


def digest_of(value: Any) -> str:
    """SHA-256 of a JSON value, the same for the same value."""
    return hashlib.sha256(_as_text(value).encode()).hexdigest()


def _as_text(value: Any) -> str:
    try:
        return json.dumps(value, sort_keys=True, ensure_ascii=True)
    except RecursionError:
        return '"nested too deeply"'


def _row(row: Any, sent_at: datetime | None) -> Row:
    given = row.get("id") if isinstance(row, dict) else None
    name = given if isinstance(given, str) and len(given) <= LONGEST_WORD else None
    usable = name.lower() if name is not None and _UUID.fullmatch(name) else None
    try:
        if usable is None or sent_at is None:
            raise _Odd
        return _sent(row, sent_at)
    except _Odd:
        return BadRow(name, usable, kept(row))


def _sent(row: dict[str, Any], sent_at: datetime) -> SentScan:
    scanned_at = _instant(row, "scanned_at")
    if abs(sent_at - scanned_at) > OLDEST:
        raise _Odd
    scan = SentScan(
        given_id=row["id"],
        method=Method(_one_of(row, "method", Method)),
        gate=_text(row, "gate"),
        direction=_one_of(row, "direction", ("in", "out"), default="in"),
        scanned_at=scanned_at,
        code=_text(row, "code", most=LONGEST),
        code_sha256=_matching(row, "code_sha256", _SHA256),
        person=_text(row, "person"),
        party_of=_matching(row, "party_of", _UUID).lower(),
        annuls=_matching(row, "annuls", _UUID).lower(),
        session=_text(row, "session") or None,
        verdict=_verdict(row),
        reason=_text(row, "reason"),
        override=_override(row),
    )
    needed = {
        Method.CODE: scan.code,
        Method.SERIAL: scan.code,
        Method.RECOGNISED: scan.person,
        Method.PAPER: scan.person or scan.code,
        Method.UNDO: scan.annuls,
    }
    if not scan.gate or not needed[scan.method]:
        raise _Odd
    return scan


def _text(row: Mapping[str, Any], name: str, *, most: int = LONGEST_WORD) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most or not _storable(value):
        raise _Odd
    return value


def _storable(text: str) -> bool:
    """PostgreSQL takes no NUL, and no encoding takes half a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _matching(row: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    value = _text(row, name)
    if value and not pattern.fullmatch(value):
        raise _Odd
    return value


def _one_of(
    row: Mapping[str, Any], name: str, choices: Sequence[str] | type[Method], *, default: str = ""
) -> str:
    value = _text(row, name) or default
    if value not in list(choices):
        raise _Odd
    return value


def _verdict(row: Mapping[str, Any]) -> Verdict | None:
    value = _text(row, "verdict")
    if not value:
        return None
    if value not in (Verdict.ADMIT, Verdict.REFUSE, Verdict.ASK) or not _text(row, "reason"):
        raise _Odd
    return Verdict(value)


def _override(row: Mapping[str, Any]) -> Override | None:
    value = row.get("override")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _Odd
    override = Override(_text(value, "reason"), _text(value, "supervisor"))
    if not override.reason or not override.supervisor:
        raise _Odd
    return override


def _instant(row: Mapping[str, Any], name: str) -> datetime:
    try:
        instant = datetime.fromisoformat(_text(row, name))
        # Near the first and last year an instant with a zone has no UTC.
        if instant.utcoffset() is None or not 1900 < instant.year < 9000:
            raise _Odd
    except ValueError as fault:
        raise _Odd from fault
    return instant
