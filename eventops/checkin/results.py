"""What a device is told of each row, from what is stored."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventops.checkin.bearers import Bearer, bearers_by_delegate
from eventops.checkin.models import ReviewKind, Scan, Verdict
from eventops.checkin.records import in_short
from eventops.checkin.rows import BadRow, Row, SentScan
from eventops.core.db import Db

ANNULLED = "annulled"
Review = tuple[ReviewKind, str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the device is told of one row."""

    id: Any
    """As the row gave it."""
    verdict: Verdict
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    bearer: Bearer | None = None
    duplicate: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The answers of a batch, and what somebody has to look at."""

    answers: list[Answer]
    reviews: list[Review]


def answers(
    db: Db,
    edition_id: str,
    rows: Iterable[Row],
    stored: Mapping[str, Scan],
    *,
    fresh: Collection[str],
    known: Mapping[str, Bearer],
) -> Told:
    """One answer per row. ``fresh`` are the ids this batch brought first, ``known`` their people."""
    missing = {
        str(scan.delegate_id)
        for scan in stored.values()
        if scan.delegate_id and scan.delegate_id not in known
    }
    people = {**known, **bearers_by_delegate(db, edition_id, missing)}
    told, seen = Told([], []), set()
    for row in rows:
        again = row.id not in fresh or row.id in seen
        seen.add(row.id)
        told.answers.append(_answer(row, edition_id, stored, people, told.reviews, again=again))
    return told


def _answer(
    row: Row,
    edition_id: str,
    stored: Mapping[str, Scan],
    people: Mapping[str, Bearer],
    reviews: list[Review],
    *,
    again: bool,
) -> Answer:
    if row.id is None:
        if isinstance(row, BadRow):
            reviews.append((ReviewKind.BAD_ROW, row.presented, row.kept))
        return Answer(row.given_id, Verdict.INVALID, "bad_row")
    scan = stored[row.id]
    if scan.presented != row.presented or scan.edition_id != edition_id:
        kept = in_short(row) if isinstance(row, SentScan) else row.kept
        reviews.append((ReviewKind.SAME_ID, row.presented, kept))
        return Answer(row.given_id, Verdict.INVALID, "bad_row", duplicate=True)
    verdict, reason = scan.verdict, scan.reason
    if scan.annulled_by is not None:
        verdict, reason = Verdict.REFUSE, ANNULLED
    bearer = people.get(scan.delegate_id or "")
    if scan.offline and not scan.facts.get("proven"):
        bearer = None  # else a device could ask whose serial it guessed, past the limit
    return Answer(row.given_id, verdict, reason, scan.facts, bearer, again)
