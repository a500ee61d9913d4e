"""Rows of a batch as columns of the scan table."""

from collections.abc import Mapping
from typing import Any

from eventops.checkin.models import Scan, Verdict
from eventops.checkin.rows import BadRow, SentScan
from eventops.checkin.timing import Clock

Record = dict[str, Any]


def scan_record(row: SentScan, edition_id: str, device_id: str, clock: Clock) -> Record:
    """What the row itself says; time, verdict, reason and facts come from judging it."""
    override = row.override and {
        "reason": row.override.reason,
        "supervisor": row.override.supervisor,
    }
    return _blank(row.id, row.presented, edition_id, device_id, clock) | {
        "gate_code": row.gate,
        "method": row.method.value,
        "direction": row.direction,
        "annuls": row.annuls or None,
        "device_time": row.scanned_at,
        "offline": row.decided,
        "override": override,
    }


def bad_record(row: BadRow, edition_id: str, device_id: str, clock: Clock) -> Record:
    """A row that could not be understood is kept as it came."""
    return _blank(str(row.id), row.presented, edition_id, device_id, clock) | {
        "verdict": Verdict.INVALID,
        "reason": "bad_row",
        "facts": {"row": dict(row.kept)},
    }


def _blank(scan_id: str, presented: str, edition_id: str, device_id: str, clock: Clock) -> Record:
    return {
        "id": scan_id,
        "edition_id": edition_id,
        "device_id": device_id,
        "gate_code": "",
        "session_id": None,
        "delegate_id": None,
        "badge_id": None,
        "instrument_id": None,
        "method": "",
        "direction": "",
        "presented": presented,
        "scanned_at": clock.now,
        "device_time": clock.now,
        "received_at": clock.now,
        "offline": False,
        "annuls": None,
        "annulled_by": None,
        "override": None,
    }


def in_short(row: SentScan) -> dict[str, Any]:
    """A row for review, without the code itself."""
    return {
        "id": row.id,
        "method": row.method.value,
        "gate": row.gate,
        "scanned_at": row.scanned_at.isoformat(),
        "presented": row.presented,
    }


def as_record(scan: Scan) -> Mapping[str, Any]:
    """What taking a stored scan back asks of it."""
    return {
        "gate_code": scan.gate_code,
        "method": scan.method,
        "edition_id": scan.edition_id,
        "annulled_by": scan.annulled_by,
    }
