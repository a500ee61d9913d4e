"""People of the demo's week as visitors: signed in, or with a calendar address."""

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user, grant_role, start_session
from eventops.agenda.services import give_feed_address
from eventops.core.clock import domain_now, real_now
from eventops.core.db import Db, transaction
from eventops.core.settings import Settings
from eventops.delegations.models import Delegate, Delegation, Party
from eventops.delegations.queries import delegate_by_id
from eventops.editions.models import Edition
from eventops.editions.queries import edition_by_slug

SLUG = "adgmin-2026"


def the_edition(db: Db) -> Edition:
    return edition_by_slug(db, SLUG)


def people_of(db: Db, party: str) -> list[Delegate]:
    """A party's delegates by rank, with person, delegation and party."""
    ids = db.scalars(
        sa.select(Delegate.id)
        .join(Delegate.delegation)
        .join(Delegation.party)
        .where(Delegation.edition_id == the_edition(db).id, Party.code == party)
        .order_by(Delegate.rank, Delegate.id)
    )
    return [delegate_by_id(db, one) for one in ids]


def signed_in(app: Flask, email: str, *roles: Role) -> FlaskClient:
    """A browser in which this mailbox is signed in, with roles in the edition."""
    with transaction(app.extensions["engine"]) as db:
        user = ensure_user(db, email, email, by="test", now=real_now())
        for role in roles:
            edition_id = the_edition(db).id
            grant_role(db, user, role, edition_id=edition_id, by="test", now=real_now())
        secret = start_session(db, user, now=real_now())
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = secret, True
    return client


def calendar_path(app: Flask, delegate_id: str, *, language: str = "en") -> str:
    """A fresh secret calendar address of somebody."""
    settings: Settings = app.extensions["settings"]
    with transaction(app.extensions["engine"]) as db:
        token = give_feed_address(
            db,
            delegate_id,
            language=language,
            secret=settings.secrets[0],
            edition_id=the_edition(db).id,
            by="test",
            now=domain_now(db),
        )
    return f"/calendar/{token}.ics"
