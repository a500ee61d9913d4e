"""What judging a batch needs, read under the lock of the delegations in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from eventops.agenda.queries import plan_for, standings, standings_of_delegations
from eventops.checkin.bearers import bearers_by_delegate
from eventops.checkin.floaters import TOGETHER, Lately, pins_of, shown_lately
from eventops.checkin.history import Ledger
from eventops.checkin.identity import Identities
from eventops.checkin.judging import Bench
from eventops.checkin.models import Device, Method, Scan, Verdict
from eventops.checkin.queries import crowds, device_names, passages
from eventops.checkin.rows import SentScan
from eventops.checkin.serving import behind, day_begins, venue_day
from eventops.checkin.timing import Clock
from eventops.core.db import Db
from eventops.delegations.services import lock_delegations
from eventops.editions.models import Edition
from eventops.editions.queries import gates_of
from eventops.editions.rules import GateKind


def set_bench(
    db: Db,
    edition: Edition,
    device: Device,
    clock: Clock,
    rows: Sequence[SentScan],
    identities: Identities,
    named: Mapping[str, Scan],
) -> Bench:
    """Plan, lists and ledger for everybody in the batch; ``named`` are scans that rows refer to."""
    vouchers = _vouchers(db, edition, named.values())
    times = [clock.corrected(row.scanned_at) for row in rows]
    lately = _lately(db, edition, device, times) if identities.floaters else Lately(())
    delegations = identities.delegations() | {each.delegation_id for each in lately.told_full()}
    lock_delegations(db, delegations)
    identities.renew()
    plan = plan_for(db, edition)
    gates = {gate.code: gate for gate in gates_of(db, edition.id)}
    used = [gates[code] for code in sorted({row.gate for row in rows} & set(gates))]
    sessions = [each.session for each in plan.sessions]
    ids = {session.id for gate in used for session in behind(gate, sessions)}
    first, last = venue_day(edition, min(times)), venue_day(edition, max(times))
    span = (day_begins(edition, first), day_begins(edition, last + timedelta(days=1)))
    open_gates = [gate.code for gate in used if gate.kind is not GateKind.ROOM]
    if len(delegations) == 1:
        people = standings_of_delegations(db, [next(iter(delegations))])
    else:
        people = standings(db, edition.id) if delegations else {}
    ledger = Ledger(
        passages(db, edition, delegations, session_ids=ids, gates=open_gates, span=span),
        crowds(db, ids, without=delegations),
    )
    pins = pins_of(db, {row.person for row in rows if row.method is Method.RECOGNISED})
    names = device_names(db, edition.id)
    return Bench(device, plan, gates, people, ledger, names, vouchers, lately, pins)


def _lately(db: Db, edition: Edition, device: Device, times: Sequence[datetime]) -> Lately:
    """Who was shown to the device before the floaters of this batch."""
    lately = Lately(shown_lately(db, device.id, (min(times) - TOGETHER, max(times))))
    lately.bearers |= bearers_by_delegate(
        db, edition.id, {each.delegate_id for each in lately.told_full()}
    )
    return lately


def _vouchers(db: Db, edition: Edition, named: Iterable[Scan]) -> dict[str, tuple[str, str]]:
    """Scan of a badge that was admitted → its delegation and gate: it may vouch for a party."""
    admitted = [
        scan
        for scan in named
        if scan.edition_id == edition.id
        and scan.verdict is Verdict.ADMIT
        and scan.annulled_by is None
        and scan.method == Method.CODE
        and scan.delegate_id
    ]
    people = bearers_by_delegate(db, edition.id, {str(scan.delegate_id) for scan in admitted})
    return {
        scan.id: (people[str(scan.delegate_id)].delegation_id, scan.gate_code) for scan in admitted
    }
