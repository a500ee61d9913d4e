"""POST /api/v1/scans: every row of a batch gets one answer, and the answer is a stored scan.

The id comes first: a known id gets its first answer again before any rule is asked. Rows are
judged in the order of their corrected times, one delegation at a time across all doors.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventops.accounts.queries import tries_left
from eventops.accounts.services import count_attempt
from eventops.checkin.bearers import Bearer
from eventops.checkin.bench import set_bench
from eventops.checkin.errors import TooManyUnknown
from eventops.checkin.floaters import Asked
from eventops.checkin.history import Passage
from eventops.checkin.identity import NOBODY, Identities, Shown
from eventops.checkin.judging import Judged
from eventops.checkin.models import Device, DeviceState, Method, ReviewKind, Scan, Verdict
from eventops.checkin.queries import (
    edition_of,
    lock_device,
    scans_by_id,
    undone_before_arrival,
)
from eventops.checkin.records import as_record, bad_record, in_short, scan_record
from eventops.checkin.results import ANNULLED, Answer, Review, answers
from eventops.checkin.rows import BadRow, Batch, Row, SentScan
from eventops.checkin.services import insert_new, set_aside
from eventops.checkin.serving import venue_day
from eventops.checkin.timing import Clock, clock_of
from eventops.checkin.verdict import Decision
from eventops.core.db import Db
from eventops.editions.models import Edition

LIMIT = "unknown badge at device"


def take_scans(
    db: Db,
    device: Device,
    batch: Batch,
    *,
    now: datetime,
    shift: timedelta,
    secrets: tuple[bytes, ...],
) -> list[Answer]:
    """One answer per row, in their order; raises TooManyUnknown when none of them may be judged.

    ``now`` is the domain clock's, ``shift`` how far it runs from the real one.
    """
    lock_device(db, device.id)
    edition = edition_of(db, device)
    clock = clock_of(batch, now=now, shift=shift)
    stored = scans_by_id(db, {row.id for row in batch.rows if row.id})
    fresh = _first_of_each(row for row in batch.rows if row.id and row.id not in stored)
    desk = _Desk(db, edition, device, clock, fresh, secrets=secrets)
    desk.judge_all()
    stored |= desk.store()
    told = answers(db, edition.id, batch.rows, stored, fresh=desk.written, known=desk.bearers)
    raised = [review for scan_id, review in desk.reviews if scan_id in desk.written]
    set_aside(db, device, [*raised, *told.reviews], now=now)
    return told.answers


def _first_of_each(rows: Iterable[Row]) -> list[Row]:
    first: dict[str | None, Row] = {}
    for row in rows:
        first.setdefault(row.id, row)
    return list(first.values())


class _Desk:
    """The rows of one batch that were never answered, on their way to being stored."""

    def __init__(
        self,
        db: Db,
        edition: Edition,
        device: Device,
        clock: Clock,
        fresh: list[Row],
        *,
        secrets: tuple[bytes, ...],
    ) -> None:
        self.db, self.edition, self.device, self.clock = db, edition, device, clock
        self.bad = [row for row in fresh if isinstance(row, BadRow)]
        readable = [row for row in fresh if isinstance(row, SentScan)]
        self.rows = sorted(readable, key=lambda row: clock.corrected(row.scanned_at))
        self.records: dict[str, dict[str, Any]] = {}
        self.written: set[str] = set()
        self.bearers: dict[str, Bearer] = {}
        self.reviews: list[tuple[str, Review]] = []
        self.identities = Identities(db, edition, self.rows, secrets=secrets)
        self.named = scans_by_id(
            db, {each for row in self.rows for each in (row.annuls, row.party_of) if each}
        )
        self.undone = undone_before_arrival(db, edition.id, {row.id for row in self.rows})
        self.tries = self._tries()
        self.bench = (
            set_bench(db, edition, device, clock, self.rows, self.identities, self.named)
            if self.rows
            else None
        )

    def _tries(self) -> int:
        real = self.clock.now - self.clock.shift
        return tries_left(self.db, LIMIT, self.device.id, now=real)

    def judge_all(self) -> None:
        """Every row into a record; raises TooManyUnknown when there is no room for any."""
        for bad in self.bad:
            self._record_bad(bad)
        slowed = [row for row in self.rows if self._take(row)]
        if slowed and len(slowed) == len(self.rows) and not self.bad:
            raise TooManyUnknown
        self._annul_stored()

    def _take(self, row: SentScan) -> bool:
        """Judge one row; True when it was not looked at because of too many unknown badges."""
        at = self.clock.corrected(row.scanned_at)
        if row.method is Method.UNDO:
            self._undo(row, at)
            return False
        shown = self.identities.of(row)
        if not row.decided and self._guessing(row, shown):
            self._record(row, at, Shown(None), Judged(Decision("ask", TooManyUnknown.code)))
            return True
        judged = self._judge(row, shown, at)
        self._record(row, at, shown, judged)
        return False

    def _guessing(self, row: SentScan, shown: Shown) -> bool:
        """Whether the limit forbids to say anything: genuine codes are always answered."""
        unknown = shown.reason in NOBODY
        typed = row.method is not Method.CODE and row.code  # a serial counts under any method
        if shown.proven or not (unknown or typed):
            return False
        if self.tries <= 0:
            return True
        if unknown:
            self.tries -= 1
            real = self.clock.now - self.clock.shift
            count_attempt(self.db, LIMIT, self.device.id, now=real)
        return False

    def _judge(self, row: SentScan, shown: Shown, at: datetime) -> Judged:
        if self.bench is None:
            raise RuntimeError("a batch with rows has a bench")
        return self.bench.judge(row, shown, at, closed=self._closed(row, at))

    def _closed(self, row: SentScan, at: datetime) -> bool:
        """Outside the device's scope: its gates, its days, its life."""
        device, day = self.device, venue_day(self.edition, at)
        ended = device.state is not DeviceState.ACTIVE
        if ended and device.ended_at and self.clock.real(row.scanned_at) > device.ended_at:
            return True
        return row.gate not in device.gates or not device.from_day <= day <= device.to_day

    def _record(self, row: SentScan, at: datetime, shown: Shown, judged: Judged) -> None:
        decision, facts = judged.decision, {**judged.decision.facts, **judged.facts}
        verdict, reason = Verdict(decision.verdict), decision.reason
        if row.decided:
            facts["server"] = {"verdict": decision.verdict, "reason": decision.reason}
            facts["proven"] = shown.proven
            server, verdict = verdict, row.verdict or Verdict.ADMIT
            reason = row.reason or "ok"
            if (server is Verdict.ADMIT) != (verdict is Verdict.ADMIT):
                self._review(ReviewKind.DECIDED_OTHERWISE, row)
        if self.clock.real(row.scanned_at) < self.device.made_at:
            self._review(ReviewKind.CLOCK, row)
        bearer = judged.bearer or shown.bearer
        undo = self.undone.get((row.id, row.gate))
        record = self._new(row, at, verdict, reason, facts)
        record |= {
            "session_id": judged.session.id if judged.session else None,
            "delegate_id": bearer.delegate_id if bearer else None,
            "badge_id": bearer.badge_id if bearer else None,
            "instrument_id": shown.floater.id if shown.floater else None,
            "annulled_by": undo,
        }
        if bearer is not None:
            self.bearers[bearer.delegate_id] = bearer
            floater = shown.floater.id if shown.floater and reason == "ok_floater" else ""
            self._count(row, at, verdict, bearer, judged, floater, annulled=undo is not None)
            if shown.floater is None and undo is None and self.bench is not None:
                session = judged.session.id if judged.session else None
                ids = (bearer.delegate_id, bearer.delegation_id, session)
                self.bench.lately.note(
                    Asked(row.id, at, row.gate, reason, row.method.value, *ids), bearer
                )

    def _count(
        self,
        row: SentScan,
        at: datetime,
        verdict: Verdict,
        bearer: Bearer,
        judged: Judged,
        floater: str,
        *,
        annulled: bool,
    ) -> None:
        """Let later rows of the batch know of this entry."""
        if self.bench is None or verdict is not Verdict.ADMIT or annulled or not judged.place:
            return
        ids = (row.id, bearer.delegate_id, bearer.delegation_id)
        self.bench.ledger.add(
            Passage(*ids, judged.place, row.direction, at, row.gate, self.device.id, floater)
        )
        if row.method is Method.CODE and judged.bearer is None:
            self.bench.vouchers[row.id] = (bearer.delegation_id, row.gate)

    def _undo(self, row: SentScan, at: datetime) -> None:
        """Take a scan back, now or when it arrives. An undo itself is not taken back."""
        stored, record = self.named.get(row.annuls), self.records.get(row.annuls)
        target = record or (as_record(stored) if stored else None)
        gate = target["gate_code"] if target else row.gate
        if target and (target["method"] == Method.UNDO or target["edition_id"] != self.edition.id):
            self._new(row, at, Verdict.INVALID, "bad_row", {})
        elif gate not in self.device.gates:
            self._new(row, at, Verdict.REFUSE, "gate_closed", {})
        else:
            self._new(row, at, Verdict.REFUSE, ANNULLED, {})
            self.undone.setdefault((row.annuls, row.gate), row.id)
            if record is not None:
                record["annulled_by"] = record["annulled_by"] or row.id
            if self.bench is not None:
                self.bench.ledger.annul(row.annuls)
                self.bench.lately.annul(row.annuls)
                self.bench.vouchers.pop(row.annuls, None)

    def _annul_stored(self) -> None:
        for record in sorted(self.records.values(), key=lambda each: each["annuls"] or ""):
            if record["method"] == Method.UNDO and record["reason"] == ANNULLED:
                self.db.execute(
                    sa.update(Scan)
                    .where(
                        Scan.id == record["annuls"],
                        Scan.edition_id == self.edition.id,
                        Scan.annulled_by.is_(None),
                    )
                    .values(annulled_by=record["id"])
                )

    def _record_bad(self, row: BadRow) -> None:
        self.records[str(row.id)] = bad_record(row, self.edition.id, self.device.id, self.clock)
        self.reviews.append((str(row.id), (ReviewKind.BAD_ROW, row.presented, row.kept)))

    def _new(
        self,
        row: SentScan,
        at: datetime,
        verdict: Verdict,
        reason: str,
        facts: Mapping[str, Any],
    ) -> dict[str, Any]:
        told = {**facts, "clock": round(self.clock.offset.total_seconds(), 3)}
        record = scan_record(row, self.edition.id, self.device.id, self.clock) | {
            "scanned_at": at,
            "verdict": verdict,
            "reason": reason,
            "facts": told,
        }
        self.records[row.id] = record
        return record

    def _review(self, kind: ReviewKind, row: SentScan) -> None:
        self.reviews.append((row.id, (kind, row.presented, in_short(row))))

    def store(self) -> dict[str, Scan]:
        """Write the records; what another request stored first is read instead.

        In the order of their ids, so that two uploads of the same scans never wait crosswise.
        """
        if not self.records:
            return {}
        table = sa.inspect(Scan).local_table
        new = insert_new(self.db, Scan).returning(table.c.id)
        ordered = [self.records[each] for each in sorted(self.records)]
        self.written = set(self.db.scalars(new, ordered))
        late = scans_by_id(self.db, set(self.records) - self.written)
        return late | {
            each: Scan(**record) for each, record in self.records.items() if each in self.written
        }
