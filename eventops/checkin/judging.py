"""One arrival judged: gathers what the pure verdict needs from plan, lists and ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from eventops.agenda.entitlement import NOT_INVITED, ORDER, Entitlement, Standing, entitlement
from eventops.agenda.queries import Expected, Plan
from eventops.checkin.bearers import Bearer
from eventops.checkin.floater_rules import FloaterFacts, floater_alone
from eventops.checkin.floaters import Floater, Lately, worth
from eventops.checkin.history import Crowd, Ledger, gate_place, session_place
from eventops.checkin.identity import Shown
from eventops.checkin.models import Device, Method
from eventops.checkin.rows import SentScan
from eventops.checkin.serving import behind, facts_of, served, venue_day
from eventops.checkin.verdict import (
    Arrival,
    BadgeFacts,
    Decision,
    GateFacts,
    History,
    decide,
    overridden,
)
from eventops.editions.models import Gate
from eventops.editions.rules import GateKind
from eventops.programme.models import Session
from eventops.programme.rules import Access, Status, Track

MISDIRECTED = (
    "closed_not_named",
    "no_session_now",
    "not_expected",
    "session_cancelled",
    "too_late",
)
"""Refusals after which the guest is told where they are expected, unless it is here."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision with where it counts and what the answer shows beside it."""

    decision: Decision
    session: Session | None = None
    place: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    bearer: Bearer | None = None
    """Whose badge was shown before the floater."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that judging a batch needs; only the ledger and the vouchers change."""

    device: Device
    plan: Plan
    gates: Mapping[str, Gate]
    standings: Mapping[str, Standing]
    ledger: Ledger
    device_names: Mapping[str, str]
    vouchers: dict[str, tuple[str, str]]
    """Scan of an admitted badge → its delegation and gate: a colleague may be confirmed by it."""
    lately: Lately
    pins: Mapping[str, int]
    """Delegate → number of the pin, of those known by sight."""

    def judge(self, row: SentScan, shown: Shown, at: datetime, *, closed: bool) -> Judged:
        """What the rules say of one scan at its corrected time."""
        if shown.floater is not None:
            return self._by_floater(row, shown, shown.floater, at, closed=closed)
        return self._judge(row, shown, at, None, closed=closed)

    def _by_floater(
        self, row: SentScan, shown: Shown, floater: Floater, at: datetime, *, closed: bool
    ) -> Judged:
        """Judge whoever was told just before that no seat is left once more, floater in hand."""
        asked = self.lately.waiting(at, row.gate) if shown.proven else None
        bearer = self.lately.bearers.get(asked.delegate_id) if asked else None
        if asked is None or bearer is None or row.direction == "out":
            return Judged(Decision(*floater_alone(floater.state)))
        session = next(e.session for e in self.plan.sessions if e.session.id == asked.session_id)
        person = replace(row, method=Method(asked.method), session=session.code)
        known = Shown(bearer, proven=asked.method == Method.CODE)
        judged = self._judge(person, known, at, floater, closed=closed)
        return replace(judged, bearer=bearer)

    def _judge(
        self, row: SentScan, shown: Shown, at: datetime, floater: Floater | None, *, closed: bool
    ) -> Judged:
        gate, bearer = self.gates.get(row.gate), shown.bearer
        if bearer is None:
            return Judged(Decision("refuse", shown.reason))
        if gate is None:
            return Judged(Decision("refuse", "gate_closed"))
        session, entitled = self._session(row, gate, bearer, at)
        place = self.place(gate, session, at)
        arrival = self._arrival(row, shown, bearer, gate, session, entitled, at, place)
        arrival = replace(
            arrival,
            gate=replace(arrival.gate, closed=closed),
            floater=self._worth(floater, row, bearer, session, at) if floater and session else None,
        )
        decision = decide(arrival)
        if row.override and not row.decided:
            decision = overridden(decision)
        facts = self._facts(decision, bearer, session, entitled, at, place)
        return Judged(decision, session, place, facts)

    def _worth(
        self, floater: Floater, row: SentScan, bearer: Bearer, session: Session, at: datetime
    ) -> FloaterFacts:
        place, before = session_place(session.id), at if row.decided else None
        in_use = self.ledger.in_use(floater.id, place, bearer.delegate_id, before=before)
        return worth(floater, bearer, session, venue_day(self.plan.edition, at), in_use=in_use)

    def place(self, gate: Gate, session: Session | None, at: datetime) -> str:
        """Where an entry through the gate is counted; nowhere when a room has no session."""
        if session is not None:
            return session_place(session.id)
        if gate.kind is GateKind.ROOM:
            return ""
        return gate_place(gate.code, venue_day(self.plan.edition, at))

    def _session(
        self, row: SentScan, gate: Gate, bearer: Bearer, at: datetime
    ) -> tuple[Session | None, Entitlement]:
        """The session that this person may enter here, of those the gate serves."""
        if gate.kind is not GateKind.ROOM:
            return None, NOT_INVITED
        every = behind(gate, (each.session for each in self.plan.sessions))
        named = [session for session in every if session.code == row.session]
        inside = [
            session
            for session in every
            if row.direction == "out"
            and self.ledger.inside(bearer.delegate_id, session_place(session.id))
        ]
        offered = named or inside[-1:] or served(self.plan.edition, every, at)
        found = [(session, self._entitled(bearer, session)) for session in offered]
        return min(found, key=lambda each: ORDER[each[1].grade], default=(None, NOT_INVITED))

    def _entitled(self, bearer: Bearer, session: Session) -> Entitlement:
        expectation = self.plan.expectation(session.id)
        return entitlement(self.standings[bearer.delegate_id], expectation, self.plan.duty)

    def _arrival(
        self,
        row: SentScan,
        shown: Shown,
        bearer: Bearer,
        gate: Gate,
        session: Session | None,
        entitled: Entitlement,
        at: datetime,
        place: str,
    ) -> Arrival:
        policy = (session.re_entry if session and session.re_entry else gate.re_entry).value
        vouched = self.vouchers.get(row.party_of) == (bearer.delegation_id, gate.code)
        return Arrival(
            at=at,
            method="code" if shown.proven else row.method.value,
            direction=row.direction,
            category=bearer.category,
            badge=self._badge(bearer, at),
            gate=GateFacts(gate.kind.value, policy, tuple(gate.categories or ())),
            session=facts_of(session) if session else None,
            entitlement=entitled,
            history=self._history(row, bearer, session, policy, at, place),
            vouched=vouched,
        )

    def _badge(self, bearer: Bearer, at: datetime) -> BadgeFacts:
        """A head without a badge at hand is known by sight: only their registration counts."""
        day = venue_day(self.plan.edition, at)
        return BadgeFacts(
            state=bearer.badge_state or "issued",
            registration=bearer.registration,
            door_block=bearer.door_block,
            expired=bearer.last_day is not None and bearer.last_day < day,
            early=day < self._first_day(),
        )

    def _first_day(self) -> date:
        edition = self.plan.edition
        first = [venue_day(edition, each.session.starts_at) for each in self.plan.sessions[:1]]
        return min([edition.starts_on, *first])

    def _history(
        self,
        row: SentScan,
        bearer: Bearer,
        session: Session | None,
        policy: str,
        at: datetime,
        place: str,
    ) -> History:
        """A scan decided offline is weighed against what lay before it, a live one against all."""
        before = at if row.decided else None
        first = self.ledger.first(bearer.delegate_id, place, before=before)
        seen = History(
            inside=self.ledger.inside(bearer.delegate_id, place, before=before),
            seen_at=first.at if first else None,
            seen_gate=first.gate if first else "",
        )
        if session is None:
            return seen

        def colleague(delegate_id: str, delegation_id: str) -> bool:
            """Takes one of the seats: whoever came on a floater does not."""
            return (
                delegation_id == bearer.delegation_id
                and self._counted(delegate_id, session)
                and not self.ledger.floating(delegate_id, place, before=before)
            )

        def others(counts: Any) -> int:
            return self.ledger.others(place, bearer.delegate_id, policy, counts, before=before)

        crowd = self.ledger.crowds.get(session.id, Crowd())
        return replace(
            seen,
            delegation_taken=others(colleague),
            room_taken=others(lambda *_: True)
            + (crowd.inside if policy == "in-out" else crowd.admitted),
            room_seats=session.room.seats,
        )

    def _counted(self, delegate_id: str, session: Session) -> bool:
        standing, expectation = self.standings[delegate_id], self.plan.expectation(session.id)
        return entitlement(standing, expectation, self.plan.duty).counted

    def _facts(
        self,
        decision: Decision,
        bearer: Bearer,
        session: Session | None,
        entitled: Entitlement,
        at: datetime,
        place: str,
    ) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        first = self.ledger.first(bearer.delegate_id, place)
        if first is not None:
            facts["first_seen"] = {
                "at": first.at.isoformat(),
                "gate": first.gate,
                "device": self.device_names.get(first.device, ""),
            }
        if bearer.delegate_id in self.pins:
            facts["pin"] = self.pins[bearer.delegate_id]
        if session is not None:
            if decision.reason == "seats_taken" and session.access is not Access.CLOSED:
                facts["floater"] = "may be shown"
            facts |= {"capacity": entitled.capacity, "seat": entitled.seat}
            if entitled.plate:
                facts["plate"] = entitled.plate
        here = "closed" in decision.facts  # late at the right doors, not astray
        if decision.verdict != "admit" and decision.reason in MISDIRECTED and not here:
            facts |= self._nearest(bearer, session, at)
        return facts

    def _nearest(self, bearer: Bearer, here: Session | None, at: datetime) -> dict[str, Any]:
        """Where this person is expected now or next today."""
        standing, edition = self.standings[bearer.delegate_id], self.plan.edition

        def fits(each: Expected) -> bool:
            session = each.session
            return (
                (here is None or session.id != here.id)
                and session.track is not Track.SERVICE
                and session.status is not Status.CANCELLED
                and facts_of(session).ends > at
                and venue_day(edition, session.starts_at) == venue_day(edition, at)
                and entitlement(standing, each.expectation, self.plan.duty).grade.shown
            )

        found = next(filter(fits, self.plan.sessions), None)
        if found is None:
            return {}
        times = facts_of(found.session)
        opens = {"opens": times.opens.isoformat()} if times.opens > at else {}
        return {"nearest": {"room": found.session.room.name, **opens}}
