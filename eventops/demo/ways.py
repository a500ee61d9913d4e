"""Ways into the demo: one reusable address for each role, and a calendar's."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accounts.models import User
from eventops.accounts.rules import BUNDLES, Role
from eventops.accounts.services import ensure_user, grant_role, make_link, set_password
from eventops.agenda.feed_state import living_address
from eventops.agenda.services import FEED_PURPOSE, give_feed_address
from eventops.checkin.services import enrol_device
from eventops.core.clock import real_now
from eventops.core.db import Db
from eventops.core.settings import Settings
from eventops.core.signing import unseal
from eventops.delegations.models import Delegate, Delegation, Party, Person
from eventops.demo.arranged import liaison_address
from eventops.demo.badge_desk import desk_user
from eventops.demo.populate import ACTOR, focal_address
from eventops.editions.models import Edition
from eventops.editions.queries import gates_of

LINK_LIFE = timedelta(days=365)
PARTY = "KH"
"""Whose focal point and delegate the demo shows."""

PASSWORD = "a demo needs no secret"  # noqa: S105 - printed on the screen, and nobody real is here


@dataclass(frozen=True, slots=True)
class Way:
    """Who goes in, and by which address."""

    who: str
    address: str


def ways_in(db: Db, edition: Edition, settings: Settings, base_url: str) -> list[Way]:
    """Fresh addresses; those printed before go on working while the demo lives."""
    organiser = _staff(db, edition, "organiser", *BUNDLES["organiser"])
    set_password(db, organiser, PASSWORD, by=ACTOR, now=real_now())
    officer = _staff(db, edition, "accreditation", Role.ACCREDITATION)
    vetting = _staff(db, edition, "vetting", Role.VETTING)
    focal = ensure_user(db, focal_address(PARTY), "Focal point", by=ACTOR, now=real_now())
    liaison = ensure_user(db, liaison_address(PARTY), "Liaison officer", by=ACTOR, now=real_now())
    delegate = _delegate(db, edition)
    reader = ensure_user(
        db, delegate.person.email or "", delegate.person.full_name, by=ACTOR, now=real_now()
    )
    people = {
        "organiser": organiser,
        "accreditation officer": officer,
        "badge desk": desk_user(db, edition, by=ACTOR, now=real_now()),
        "vetting officer": vetting,
        f"focal point of {PARTY}": focal,
        f"liaison officer of {PARTY}": liaison,
        f"delegate ({delegate.person.full_name})": reader,
    }
    return [
        *(Way(who, _link(db, settings, user, base_url)) for who, user in people.items()),
        Way("door", _door(db, edition, base_url)),
        Way("calendar of the delegate", _calendar(db, edition, delegate, settings, base_url)),
    ]


def _staff(db: Db, edition: Edition, name: str, *roles: Role) -> User:
    user = ensure_user(db, f"{name}@host.example", f"Demo {name}", by=ACTOR, now=real_now())
    for role in roles:
        grant_role(db, user, role, edition_id=edition.id, by=ACTOR, now=real_now())
    return user


def _delegate(db: Db, edition: Edition) -> Delegate:
    """A plain delegate of the party who reads a mailbox of their own."""
    query = (
        sa.select(Delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .join(Delegation.party)
        .where(
            Delegation.edition_id == edition.id,
            Party.code == PARTY,
            Delegate.function == "delegate",
            Person.email.is_not(None),
        )
        .options(contains_eager(Delegate.person))
        .order_by(Delegate.rank, Person.sort_name)
        .limit(1)
    )
    return db.scalars(query).one()


def _link(db: Db, settings: Settings, user: User, base_url: str) -> str:
    link = make_link(
        db, user, secret=settings.secrets[0], now=real_now(), life=LINK_LIFE, reusable=True
    )
    return f"{base_url}/sign-in/link/{link.token}"


def _door(db: Db, edition: Edition, base_url: str) -> str:
    """One more that waits; whoever opens its address is numbered after it: "Demo door 1"."""
    secret = enrol_device(
        db,
        edition,
        "Demo door",
        [gate.code for gate in gates_of(db, edition.id)],
        from_day=edition.starts_on,
        to_day=edition.ends_on,
        by=ACTOR,
        now=real_now(),
        reusable=True,
    )
    return f"{base_url}/door/enrol/{secret}"


def _calendar(
    db: Db, edition: Edition, delegate: Delegate, settings: Settings, base_url: str
) -> str:
    """The address given before, which calendars may hold, or a first one."""
    known = living_address(db, delegate.id)
    if known is not None:
        token = unseal(settings.secrets, known.sealed_secret, purpose=FEED_PURPOSE).decode()
    else:
        token = give_feed_address(
            db,
            delegate.id,
            language="en",
            secret=settings.secrets[0],
            edition_id=edition.id,
            by=ACTOR,
            now=real_now(),
        )
    return f"{base_url}/calendar/{token}.ics"
