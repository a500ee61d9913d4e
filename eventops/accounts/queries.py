"""Finding users, running sessions and sign-in tokens."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accounts.models import Attempt, RoleGrant, SignInToken, User, UserSession
from eventops.accounts.rules import LIMITS, Role, Viewer, session_over
from eventops.core.db import Db
from eventops.core.signing import token_hash


def viewer_by_session(db: Db, secret: str, *, now: datetime) -> tuple[Viewer, datetime] | None:
    """The viewer behind a session cookie and when they were last seen, in one statement."""
    rows = db.execute(
        sa.select(UserSession, User, RoleGrant.edition_id, RoleGrant.role)
        .join(User, User.id == UserSession.user_id)
        .outerjoin(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            UserSession.secret_hash == token_hash(secret),
            UserSession.ended_at.is_(None),
            User.disabled_at.is_(None),
        )
    ).all()
    if not rows:
        return None
    running, user = rows[0][0], rows[0][1]
    roles = frozenset((edition, role) for _, _, edition, role in rows if role)
    over = session_over(
        started=running.started_at, seen=running.seen_at, now=now, staff=bool(roles)
    )
    if over:
        return None
    viewer = Viewer(
        user.id, running.id, user.email, user.name, user.language, roles, running.person_id
    )
    return viewer, running.seen_at


def user_by_email(db: Db, email: str) -> User | None:
    """A user who may sign in."""
    return db.scalar(
        sa.select(User).where(User.email == email.strip().lower(), User.disabled_at.is_(None))
    )


def open_token(db: Db, token: str, *, now: datetime) -> SignInToken | None:
    """A link that can still be used, with its user."""
    query = sa.select(SignInToken).where(SignInToken.token_hash == token_hash(token))
    return db.scalar(_still_open(query, now))


def open_tokens_for(db: Db, email: str, *, now: datetime) -> list[SignInToken]:
    """Links with codes that a mailbox can still use, the newest first.

    Locked until the transaction ends, so that tries sent at once are counted one after another.
    """
    query = sa.select(SignInToken).where(User.email == email.strip().lower())
    newest_first = _still_open(query, now).order_by(SignInToken.made_at.desc(), SignInToken.id)
    return list(db.scalars(newest_first.with_for_update(of=SignInToken)))


def _still_open(query: sa.Select[SignInToken], now: datetime) -> sa.Select[SignInToken]:
    return (
        query.join(SignInToken.user)
        .where(
            SignInToken.expires_at > now,
            SignInToken.used_at.is_(None),
            User.disabled_at.is_(None),
        )
        .options(contains_eager(SignInToken.user))
    )


def tries_left(db: Db, kind: str, subject: str, *, now: datetime) -> int:
    """How many tries a limit still allows; ``subject`` is the keyed hash they are stored under."""
    most, within = LIMITS[kind]
    count = db.scalar(
        sa.select(sa.func.count())
        .select_from(Attempt)
        .where(Attempt.kind == kind, Attempt.subject == subject, Attempt.at > now - within)
    )
    return most - (count or 0)


def roles_of(db: Db, user_id: str) -> list[tuple[str | None, Role]]:
    """What a user may do, and where."""
    query = sa.select(RoleGrant.edition_id, RoleGrant.role).where(RoleGrant.user_id == user_id)
    return [(edition, role) for edition, role in db.execute(query.order_by(RoleGrant.role))]


def holders(db: Db, *roles: Role, edition_id: str) -> list[User]:
    """Everybody who holds one of the roles in an edition or everywhere, by name."""
    held = sa.select(RoleGrant.user_id).where(
        RoleGrant.role.in_(roles),
        sa.or_(RoleGrant.edition_id == edition_id, RoleGrant.edition_id.is_(None)),
    )
    query = sa.select(User).where(User.id.in_(held), User.disabled_at.is_(None))
    return list(db.scalars(query.order_by(User.name, User.email)))


def names_of(db: Db, actors: Collection[str]) -> dict[str, str]:
    """Actor as the journal has it → the user's name; whoever is no user keeps the journal's word."""
    ids = {actor.removeprefix("user:") for actor in actors if actor.startswith("user:")}
    rows = db.execute(sa.select(User.id, User.name).where(User.id.in_(ids))) if ids else ()
    known = {f"user:{user_id}": name for user_id, name in rows}
    return {actor: known.get(actor, actor) for actor in actors}


def languages_of(db: Db, mailboxes: Collection[str | None]) -> dict[str, str]:
    """Mailbox → the language that its user reads, of those that have one."""
    query = sa.select(User.email, User.language).where(User.email.in_({*mailboxes} - {None}))
    return {row.email: row.language for row in db.execute(query)}
