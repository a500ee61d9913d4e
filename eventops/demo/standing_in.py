"""A substitution, floaters and a pin, so that the demo shows what they look like at work."""

from datetime import datetime, timedelta

from eventops.agenda.asking import Request
from eventops.agenda.rules import AskedBy
from eventops.agenda.substitution import replace_at_session, set_task
from eventops.badges.instruments import hand_over, make_instruments
from eventops.badges.models import InstrumentKind
from eventops.core.db import Db
from eventops.delegations.queries import delegations_of
from eventops.editions.models import Edition
from eventops.portal.standing_in import badge_state, tables_ahead
from eventops.programme.rules import Access

WHOSE = "MY"
"""The delegation in which somebody stands in."""
ACTOR = "demo"
FLOATERS = 3
EARLIER = timedelta(minutes=25)


def let_somebody_stand_in(
    db: Db, edition: Edition, *, secrets: tuple[bytes, ...], now: datetime
) -> None:
    """One seat taken over at the next counted session, floaters handed out, a pin at the desk."""
    delegation = next((d for d in delegations_of(db, edition.id) if d.party.code == WHOSE), None)
    if delegation is None:
        return
    tables = [
        table
        for table in tables_ahead(db, edition, delegation, now=now)
        if table.session.access is Access.RESTRICTED and len(table.holders) > 1 and table.others
    ]
    if not tables:
        return
    table, made = tables[0], now - EARLIER
    leaving, entering = table.holders[1].delegate, table.others[-1]
    substitution = replace_at_session(
        db,
        edition,
        delegation,
        table.session,
        leaving_id=leaving.id,
        entering_id=entering.id,
        request=Request("Focal point of the delegation", AskedBy.PHONE, "Delayed flight"),
        badge=badge_state(db, entering.id),
        by=ACTOR,
        now=made,
    )
    set_task(db, substitution, "seat", done=True, by=ACTOR, now=now)
    for kind, count in ((InstrumentKind.FLOATER, FLOATERS), (InstrumentKind.PIN, 1)):
        rows = make_instruments(
            db, edition, delegation, kind, "", count, secret=secrets[0], by=ACTOR, now=made
        )
        hand_over(db, rows[0], leaving.id, by=ACTOR, now=now)
