"""People at the badge desk, and what the desk sends."""

from io import BytesIO

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from eventops.accreditation.models import Registration
from eventops.badges.models import BadgeState
from eventops.badges.queries import living_badge
from eventops.core.db import transaction
from eventops.editions.queries import edition_by_slug
from eventops.portal.services import approve_person
from tests.accreditation.test_photos import picture
from tests.portal.little import AS_THEY_ARE, AT, BY, SECRETS, SLUG, register

DESK = f"/e/{SLUG}/desk/badges"
QUEUE = f"/e/{SLUG}/desk/accreditation"


def face() -> tuple[BytesIO, str]:
    return BytesIO(picture((600, 800), colour="grey")), "face.jpg"


def walk_in(desk: FlaskClient, **more: object) -> TestResponse:
    sent = {
        "delegation": "aa",
        "name": "Wali Kin",
        "function": "delegate",
        "days": "day",
        "consent": "y",
        "photo": face(),
        **more,
    }
    kept = {name: value for name, value in sent.items() if value is not None}
    return desk.post(f"{DESK}/walk-in", data=kept, content_type="multipart/form-data")


def approved(engine: Engine, name: str, code: str = "AA") -> str:
    """The id of the registration of somebody with an issued badge."""
    with transaction(engine) as db:
        one = register(db, edition_by_slug(db, SLUG), code, name)
        approve_person(db, one, secrets=SECRETS, by=BY, now=AT, waiver=AS_THEY_ARE)
        return one.id


def living(engine: Engine, registration_id: str) -> tuple[str, BadgeState, int] | None:
    with transaction(engine) as db:
        badge = living_badge(db, registration_id)
        return (badge.id, badge.state, badge.flags) if badge else None


def only(engine: Engine) -> Registration:
    with transaction(engine) as db:
        return db.scalars(sa.select(Registration)).one()
