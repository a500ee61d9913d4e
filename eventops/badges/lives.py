"""Reading what the badge desk did: a person's badges, receipts, counts of a delegation and a day."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from eventops.accounts.queries import names_of
from eventops.accreditation.models import Registration
from eventops.badges.emergency import BOUND, MADE
from eventops.badges.models import Badge, BadgeState, Receipt, ReceiptLine
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.core.journal import JournalEntry
from eventops.delegations.models import Delegate, Delegation, Person

READY = (BadgeState.ISSUED, BadgeState.PRINTED)
"""States in which a badge waits to be collected."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a badge's life; ``state`` it came to, ``reason`` a code or empty."""

    at: datetime
    by: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Life:
    """A badge with everything that happened to it, and the receipts it stands on."""

    badge: Badge
    happenings: Sequence[Happening]
    receipts: Sequence[tuple[Receipt, ReceiptLine]]


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """A badge on a receipt with its bearer (person, delegation and party loaded)."""

    line: ReceiptLine
    badge: Badge

    @property
    def delegate(self) -> Delegate:
        """Whose badge it is."""
        return self.badge.owner.delegate


@dataclass(frozen=True, slots=True)
class Custody:
    """A receipt with its lines in the order of rank; ``made_by`` is a name."""

    receipt: Receipt
    delegation: Delegation
    lines: Sequence[CustodyLine]
    made_by: str


@dataclass(slots=True)
class DayOfDesk:
    """What one user did at the desk in a span of time."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)


def lives_of(db: Db, registration_id: str) -> list[Life]:
    """A person's badges with their happenings, the newest badge first."""
    badges = db.scalars(
        sa.select(Badge)
        .where(Badge.registration_id == registration_id)
        .order_by(Badge.issued_at.desc(), Badge.issue.desc())
    ).all()
    happened = _happenings(db, [badge.id for badge in badges])
    receipts = _receipts_with(db, [badge.id for badge in badges])
    return [Life(each, happened.get(each.id, []), receipts.get(each.id, [])) for each in badges]


def _happenings(db: Db, badge_ids: Collection[str]) -> dict[str, list[Happening]]:
    subjects = {f"badge:{badge_id}": badge_id for badge_id in badge_ids}
    entries = db.scalars(
        sa.select(JournalEntry)
        .where(JournalEntry.subject.in_(subjects))
        .order_by(JournalEntry.position)
    ).all()
    names = names_of(db, {entry.actor for entry in entries})
    found: dict[str, list[Happening]] = {}
    for entry in entries:
        state = STATES.get(entry.action) or entry.facts.get("after", "")
        told = Happening(entry.at, names[entry.actor], state, entry.facts.get("reason", ""))
        found.setdefault(subjects[entry.subject], []).append(told)
    return found


STATES = {"badge issued": "issued", MADE: "printed", BOUND: "bound"}
"""Action → where it brings a badge, where the entry does not say so itself."""


def _receipts_with(
    db: Db, badge_ids: Collection[str]
) -> dict[str, list[tuple[Receipt, ReceiptLine]]]:
    rows = db.execute(
        sa.select(Receipt, ReceiptLine)
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .where(ReceiptLine.badge_id.in_(badge_ids))
        .order_by(Receipt.number)
    )
    found: dict[str, list[tuple[Receipt, ReceiptLine]]] = {}
    for receipt, line in rows:
        found.setdefault(line.badge_id, []).append((receipt, line))
    return found


def custody_of(db: Db, edition_id: str, receipt_id: str) -> Custody:
    """A receipt with everything on it; raises NotFound ``no_receipt``."""
    row = db.execute(
        sa.select(Receipt, Delegation)
        .join(Delegation, Delegation.id == Receipt.delegation_id)
        .where(Receipt.id == receipt_id, Receipt.edition_id == edition_id)
        .options(joinedload(Delegation.party))
    ).first()
    if row is None:
        raise NotFound("no_receipt")
    receipt, delegation = row
    lines = db.execute(
        sa.select(ReceiptLine, Badge)
        .join(Badge, Badge.id == ReceiptLine.badge_id)
        .join(Badge.registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(ReceiptLine.receipt_id == receipt.id)
        .options(
            contains_eager(Badge.registration)
            .contains_eager(Registration.delegate)
            .options(
                contains_eager(Delegate.person),
                joinedload(Delegate.delegation).joinedload(Delegation.party),
            )
        )
        .order_by(Delegate.rank, Person.sort_name, Badge.serial)
    )
    made_by = names_of(db, {receipt.made_by})[receipt.made_by]
    return Custody(receipt, delegation, [CustodyLine(*line) for line in lines], made_by)


def receipts_of(db: Db, delegation_id: str) -> list[tuple[Receipt, int, int]]:
    """A delegation's receipts, the newest first: badges on it, and how many came back."""
    back = sa.func.count(ReceiptLine.undone_at)
    rows = db.execute(
        sa.select(Receipt, sa.func.count(ReceiptLine.id), back)
        .outerjoin(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .where(Receipt.delegation_id == delegation_id)
        .group_by(Receipt.id)
        .order_by(Receipt.number.desc())
    )
    return [(receipt, lines, undone) for receipt, lines, undone in rows]


def badge_counts(db: Db, edition_id: str) -> dict[str, Counter[BadgeState]]:
    """Delegation → how many of its badges are in each state."""
    rows = db.execute(
        sa.select(Delegate.delegation_id, Badge.state, sa.func.count())
        .join(Registration, Registration.id == Badge.registration_id)
        .join(Delegate, Delegate.id == Registration.delegate_id)
        .where(Badge.edition_id == edition_id)
        .group_by(Delegate.delegation_id, Badge.state)
    )
    counts: dict[str, Counter[BadgeState]] = {}
    for delegation_id, state, number in rows:
        counts.setdefault(delegation_id, Counter())[state] = number
    return counts


def waiting_badges(db: Db, delegation_id: str) -> Sequence[Badge]:
    """Badges of a delegation that wait to be collected, by rank; registration and person loaded."""
    return db.scalars(
        sa.select(Badge)
        .join(Badge.registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(Delegate.delegation_id == delegation_id, Badge.state.in_(READY))
        .options(
            contains_eager(Badge.registration)
            .contains_eager(Registration.delegate)
            .contains_eager(Delegate.person)
        )
        .order_by(Delegate.rank, Person.sort_name, Badge.serial)
    ).all()


def day_of_desk(db: Db, edition_id: str, *, begins: datetime, ends: datetime) -> list[DayOfDesk]:
    """Per user what they issued, printed, handed over, marked lost, took back and bound."""
    entries = db.execute(
        sa.select(JournalEntry.actor, JournalEntry.action, JournalEntry.facts)
        .where(
            JournalEntry.edition_id == edition_id,
            JournalEntry.at >= begins,
            JournalEntry.at < ends,
            JournalEntry.actor.startswith("user:"),
            JournalEntry.action.in_(("badge state", "receipt made", *STATES)),
        )
        .order_by(JournalEntry.position)
    ).all()
    names = names_of(db, {actor for actor, _action, _facts in entries})
    desks: dict[str, DayOfDesk] = {}
    for actor, action, facts in entries:
        counts = desks.setdefault(actor, DayOfDesk(names[actor])).counts
        counts[_deed(action, facts)] += 1
    return sorted(desks.values(), key=lambda each: each.name)


def _deed(action: str, facts: dict[str, str]) -> str:
    """What an entry counts as in the day's table."""
    if action == "badge state":
        if facts.get("before") == BadgeState.COLLECTED and facts.get("after") == BadgeState.PRINTED:
            return "taken_back"
        return facts.get("after", "")
    return {**STATES, "receipt made": "receipt", MADE: "emergency"}.get(action, action)
