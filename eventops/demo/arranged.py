"""What a desk has arranged before an invented week: last days, places by line, papers, liaison."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventops.accounts.models import User
from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user, grant_role
from eventops.accreditation.rules import Category
from eventops.accreditation.terms import Terms, set_terms
from eventops.core.clock import real_now
from eventops.core.db import Db
from eventops.delegations.arrangements import assign_liaison, receive_document, set_quota
from eventops.delegations.models import Delegation
from eventops.delegations.queries import delegations_of
from eventops.delegations.quota import Lines
from eventops.delegations.rules import PAPERS_DUE, DelegationState, DocumentKind, QuotaScope
from eventops.demo.populate import ACTOR
from eventops.editions.models import Edition
from eventops.portal.places import PlacesLine, places_of

LAST_DAYS = {
    Category.HEAD: 24,
    Category.DELEGATE: 24,
    Category.SECRETARIAT: 24,
    Category.MEDIA: 31,
    Category.STAFF: 10,
    Category.SECURITY: 17,
    Category.GUEST: 14,
    Category.BUSINESS: 24,
}
"""Category → days before the edition begins."""

NO_WALK_IN = (Category.HEAD, Category.SECURITY)
BY_WHOLE_DESK = (Category.STAFF, Category.SECURITY)
"""Categories whose late names no single officer decides."""

ARRANGED_BEFORE = timedelta(days=40)
LARGE = 10
"""From so many places on, a delegation has lines of its own."""


def arrange(db: Db, edition: Edition, *, now: datetime) -> None:
    """Last days with their officers, and what was arranged with each delegation."""
    organiser, accreditation = officer(db, "organiser"), officer(db, "accreditation")
    for category in Category:
        named = organiser if category is Category.MEDIA else accreditation
        set_terms(
            db,
            edition,
            Terms(
                category,
                _last_moment(edition, LAST_DAYS[category]),
                None if category in BY_WHOLE_DESK else named,
                category not in NO_WALK_IN,
            ),
            by=ACTOR,
            now=now - ARRANGED_BEFORE,
        )
    for number, delegation in enumerate(delegations_of(db, edition.id), 1):
        _arrange_with(db, delegation, number, now=now)


def officer(db: Db, name: str) -> User:
    """A member of the demo's staff; their roles come with the ways in."""
    return ensure_user(db, f"{name}@host.example", f"Demo {name}", by=ACTOR, now=real_now())


def _last_moment(edition: Edition, days: int) -> datetime:
    on = edition.starts_on - timedelta(days=days)
    return datetime.combine(on, time(18), ZoneInfo(edition.zone))


def _arrange_with(db: Db, delegation: Delegation, number: int, *, now: datetime) -> None:
    party, before = delegation.party, now - ARRANGED_BEFORE
    if party.is_state and delegation.quota >= LARGE:
        set_quota(db, delegation, delegation.quota, _lines(db, delegation), by=ACTOR, now=before)
    at_work = delegation.state is not DelegationState.SUBMITTED
    for kind in PAPERS_DUE.get(party.kind, ()):
        if not (at_work and kind is DocumentKind.CREDENTIALS):
            receive_document(
                db,
                delegation,
                kind,
                number=f"{number + 100}/{party.code}-{before.year}",
                dated=before.date(),
                note="",
                today=before.date(),
                by=ACTOR,
                now=before + timedelta(days=2),
            )
    if party.is_state:
        mailbox, name = liaison_address(party.code), party.name["en"]
        user = ensure_user(db, mailbox, f"Liaison officer for {name}", by=ACTOR, now=now)
        grant_role(db, user, Role.LIAISON, edition_id=delegation.edition_id, by=ACTOR, now=now)
        assign_liaison(db, delegation, user, f"+84 24 5550 {number:04}", by=ACTOR, now=before)


def liaison_address(code: str) -> str:
    """The mailbox of the host's officer who is attached to a party's delegation."""
    return f"liaison.{code.lower()}@host.example"


def _lines(db: Db, delegation: Delegation) -> Lines:
    """A little less than the whole for each level, and few places for heads and security."""
    places = places_of(db, delegation)
    wanted = {
        (QuotaScope.CATEGORY, Category.HEAD.value): 1,
        (QuotaScope.CATEGORY, Category.SECURITY.value): 2,
        (QuotaScope.LEVEL, "senior"): delegation.quota - 1,
        (QuotaScope.LEVEL, "working"): delegation.quota - 2,
    }
    return {
        (line.scope, line.key): _enough(line, wanted[line.scope, line.key])
        for line in places.lines
        if line.scope is not None and (line.scope, line.key) in wanted
    }


def _enough(line: PlacesLine, wanted: int) -> int:
    return max(line.used, wanted)
