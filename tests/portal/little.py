"""The little edition of tests/little/, published, with people when a test wants them."""

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlalchemy.orm import joinedload

from eventops.accounts.models import User
from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user, grant_role, start_session
from eventops.accreditation.models import Registration
from eventops.agenda.asking import Request
from eventops.agenda.models import Substitution
from eventops.agenda.rules import AskedBy
from eventops.agenda.substitution import replace_at_session
from eventops.badges.instruments import hand_over, make_instruments
from eventops.badges.models import Instrument, InstrumentKind
from eventops.core.clock import real_now
from eventops.core.db import Db, transaction
from eventops.core.journal import JournalEntry
from eventops.delegations.arrangements import name_focal_point
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, Delegation, ListEntry, Party, Person
from eventops.editions.displays import make_display
from eventops.editions.models import Display, Edition, Meeting
from eventops.editions.queries import edition_by_slug
from eventops.portal.deciding import Waiver
from eventops.portal.services import register_person
from eventops.programme.dayfile import load
from eventops.programme.queries import session_by_code
from eventops.programme.services import publish

TEXT = Path(__file__).parents[1] / "little"
SLUG = "little-2030"
BY = "cli"
AT = datetime(2030, 3, 1, 2, 0, tzinfo=UTC)
SECRETS = (b"s" * 40,)
AS_THEY_ARE = Waiver(incomplete=True)
"""Most people of these tests have neither a photo nor a consent."""


def publish_little(db: Db) -> Edition:
    """The little edition in the database."""
    publish(db, load(TEXT), by=BY, now=AT)
    return edition_by_slug(db, SLUG)


def delegation_of(db: Db, code: str) -> Delegation:
    """A delegation with its party, of the newest edition."""
    found = db.scalars(
        sa.select(Delegation)
        .join(Delegation.party)
        .join(Edition, Edition.id == Delegation.edition_id)
        .where(Party.code == code)
        .options(joinedload(Delegation.party))
        .order_by(Edition.starts_on.desc())
        .limit(1)
    )
    return found.one()


def meeting_id(db: Db, code: str) -> str:
    """The id of a meeting."""
    return db.scalars(sa.select(Meeting.id).where(Meeting.code == code)).one()


def draft(db: Db, name: str, *lists: str, function: str = "delegate") -> NominationDraft:
    """A person on the ordered lists of these meetings."""
    return NominationDraft(
        full_name=name,
        function=function,
        meetings=tuple(meeting_id(db, code) for code in lists),
    )


def register(
    db: Db, edition: Edition, code: str, name: str, *lists: str, function: str = "delegate"
) -> Registration:
    """A person of a delegation, submitted."""
    who = draft(db, name, *lists, function=function)
    return register_person(db, edition, delegation_of(db, code), who, None, by=BY, now=AT)


def stand_in(
    db: Db, edition: Edition, leaving: Registration, entering: Registration
) -> Substitution:
    """One person for another at the opening."""
    return replace_at_session(
        db,
        edition,
        delegation_of(db, "AA"),
        session_by_code(db, edition.id, "opening"),
        leaving_id=leaving.delegate_id,
        entering_id=entering.delegate_id,
        request=Request("Embassy of Aland", AskedBy.PHONE, "Illness"),
        badge="",
        by=BY,
        now=AT,
    )


def floater_of(db: Db, edition: Edition, code: str) -> Instrument:
    """A floater of a delegation, handed over to it."""
    where = db, edition, delegation_of(db, code), InstrumentKind.FLOATER
    (made,) = make_instruments(*where, "", 1, secret=SECRETS[0], by=BY, now=AT)
    hand_over(db, made, None, by=BY, now=AT)
    return made


def screen_of(db: Db, edition: Edition) -> Display:
    """A screen that shows all rooms."""
    made, _secret = make_display(db, edition, "Foyer", None, "en", by=BY, now=AT)
    return made


def order(db: Db, code: str, meeting: str) -> list[str]:
    """Names on a delegation's list for a meeting, the first first."""
    query = (
        sa.select(Person.full_name)
        .join(Delegate, Delegate.person_id == Person.id)
        .join(ListEntry, ListEntry.delegate_id == Delegate.id)
        .where(
            ListEntry.delegation_id == delegation_of(db, code).id,
            ListEntry.meeting_id == meeting_id(db, meeting),
        )
        .order_by(ListEntry.position)
    )
    return list(db.scalars(query))


def journal_of(db: Db, subject: str) -> list[str]:
    """What happened to a subject, in order."""
    query = sa.select(JournalEntry.action).where(JournalEntry.subject == subject)
    return list(db.scalars(query.order_by(JournalEntry.position)))


def officer(db: Db, edition: Edition, *roles: Role) -> User:
    """A user with roles in the edition."""
    name = roles[0].value
    user = ensure_user(db, f"{name.replace(' ', '.')}@desk.example", name, by=BY, now=AT)
    for role in roles:
        grant_role(db, user, role, edition_id=edition.id, by=BY, now=AT)
    return user


def focal_point(db: Db, code: str) -> User:
    """The focal point of a delegation."""
    mailbox = f"focal.{code.lower()}@mail.example"
    return name_focal_point(
        db, delegation_of(db, code), mailbox, f"Focal point of {code}", by=BY, now=AT
    )


def sign_in(client: FlaskClient, engine: Engine, user: User) -> FlaskClient:
    """Let this browser be signed in as a user."""
    with transaction(engine) as db:
        secret = start_session(db, user, now=real_now())
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = secret, True
    return client
