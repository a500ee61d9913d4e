"""Who is expected at a session, published or drafted, as entitlement wants to be asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from eventops.agenda.entitlement import Expectation, Naming
from eventops.core.db import Db
from eventops.editions.models import Meeting
from eventops.programme.audience import Rule, SameAs, parse
from eventops.programme.models import AudienceChange, Session
from eventops.programme.rules import ChangeKind


@dataclass(frozen=True, slots=True)
class Asked:
    """What a session says of who is expected, whether it is published or drafted."""

    code: str
    access: str
    meeting: str | None
    audience: tuple[Rule, ...]
    starts: datetime
    ends: datetime
    session_id: str = ""
    """Of a published session."""


def asked_of_all(db: Db, edition_id: str) -> dict[str, Asked]:
    """Code → the same, of every published session and of nothing else of it."""
    query = (
        sa.select(
            Session.code,
            Session.access,
            Meeting.code,
            Session.audience,
            Session.starts_at,
            Session.ends_at,
            Session.id,
        )
        .outerjoin(Meeting, Meeting.id == Session.meeting_id)
        .where(Session.edition_id == edition_id)
        .order_by(Session.code)
    )
    return {
        code: Asked(
            code, access.value, meeting, tuple(map(parse, audience)), starts, ends, session_id
        )
        for code, access, meeting, audience, starts, ends, session_id in db.execute(query)
    }


def asked_of(session: Session) -> Asked:
    """The same of a published session, its meeting loaded."""
    return Asked(
        code=session.code,
        access=session.access.value,
        meeting=session.meeting.code if session.meeting else None,
        audience=tuple(parse(text) for text in session.audience),
        starts=session.starts_at,
        ends=session.ends_at,
        session_id=session.id,
    )


def expectation_of(
    asked: Asked, by_code: Mapping[str, Asked], changes: Iterable[AudienceChange]
) -> Expectation:
    """What entitlement needs; ``by_code`` are all sessions, since one may have another's audience."""
    now_valid = [change for change in changes if _covers(change, asked)]
    return Expectation(
        code=asked.code,
        access=asked.access,
        rules=tuple(_rules(asked, by_code)),
        added={
            change.delegate_id: Naming(change.capacity or "table", change.seat)
            for change in now_valid
            if change.kind is ChangeKind.ADD
        },
        removed=frozenset(
            change.delegate_id for change in now_valid if change.kind is ChangeKind.REMOVE
        ),
    )


def _covers(change: AudienceChange, asked: Asked) -> bool:
    """Whether a change is in force during the session; one of no duration was taken back."""
    if change.valid_from and change.valid_until and change.valid_until <= change.valid_from:
        return False
    begins = change.valid_from is None or change.valid_from < asked.ends
    ends = change.valid_until is None or change.valid_until > asked.starts
    return begins and ends


def _rules(asked: Asked, by_code: Mapping[str, Asked]) -> Iterable[tuple[Rule, str | None]]:
    for rule in asked.audience:
        if isinstance(rule.who, SameAs):
            yield from _rules(by_code[rule.who.code], by_code)
        else:
            yield rule, rule.list or asked.meeting


def changes_of(db: Db, edition_id: str) -> dict[str, list[AudienceChange]]:
    """Session → people named for it or taken out of it, as they were entered."""
    query = (
        sa.select(AudienceChange)
        .join(Session, Session.id == AudienceChange.session_id)
        .where(Session.edition_id == edition_id)
        .order_by(AudienceChange.entered_at, AudienceChange.id)
    )
    changes = defaultdict(list)
    for change in db.scalars(query):
        changes[change.session_id].append(change)
    return dict(changes)
