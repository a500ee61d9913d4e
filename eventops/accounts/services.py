"""Verbs of accounts: inviting users, granting roles, signing in and out."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from eventops.accounts.models import Attempt, RoleGrant, SignInToken, User, UserSession
from eventops.accounts.queries import open_tokens_for, tries_left
from eventops.accounts.rules import CODE_TRIES, LINK_LIFE, Role
from eventops.core import journal
from eventops.core.db import Db, one_at_a_time
from eventops.core.errors import Conflict, Invalid
from eventops.core.signing import keyed_hash, new_digits, new_token, token_hash

PASSWORDS = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
"""OWASP's minimum: the library's defaults cost eight times the CPU."""

SHORTEST_PASSWORD = 12


@cache
def nobody() -> str:
    """Compared when there is no such user, so that both cases take as long."""
    return PASSWORDS.hash(new_token())


@dataclass(frozen=True, slots=True)
class SignInLink:
    """A fresh link and code; only their hashes stay in the database."""

    token: str
    code: str
    user: User


def ensure_user(
    db: Db, email: str, name: str, *, by: str, now: datetime, language: str = "en"
) -> User:
    """The user with this mailbox, made when there is none; raises Conflict ``user_disabled``."""
    address = email.strip().lower()
    known = sa.select(User).where(User.email == address)
    user = db.scalar(known)
    if user is None:
        journal.hold(db, journal.GENERAL)  # of two who ask at once, the second finds the first's
        user = db.scalar(known)
    if user is not None and user.disabled_at is not None:
        raise Conflict("user_disabled", email=address)
    if user is None:
        user = User(email=address, name=name, language=language, made_at=now)
        db.add(user)
        db.flush()
        journal.record(db, "user made", f"user:{user.id}", by=by, now=now)
    return user


def grant_role(
    db: Db, user: User, role: Role, *, edition_id: str | None, by: str, now: datetime
) -> None:
    """Give a role in an edition, or everywhere; giving it twice changes nothing."""
    held = db.scalar(
        sa.select(RoleGrant.id).where(
            RoleGrant.user_id == user.id,
            RoleGrant.role == role,
            RoleGrant.edition_id.is_(None)
            if edition_id is None
            else RoleGrant.edition_id == edition_id,
        )
    )
    if held is None:
        db.add(RoleGrant(user_id=user.id, edition_id=edition_id, role=role))
        journal.record(
            db,
            "role granted",
            f"user:{user.id}",
            by=by,
            now=now,
            edition_id=edition_id or journal.GENERAL,
            role=role.value,
        )


def set_password(db: Db, user: User, password: str, *, by: str, now: datetime) -> None:
    """Store a password's argon2 hash; raises Invalid ``password_short``."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("password_short", least=SHORTEST_PASSWORD)
    user.password_hash = PASSWORDS.hash(password)
    journal.record(db, "password set", f"user:{user.id}", by=by, now=now)


def password_fits(user: User | None, password: str) -> bool:
    """Whether the password is the user's; as slow for a user who does not exist."""
    try:
        PASSWORDS.verify((user and user.password_hash) or nobody(), password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return user is not None and user.password_hash is not None


def make_link(
    db: Db,
    user: User,
    *,
    secret: bytes,
    now: datetime,
    life: timedelta = LINK_LIFE,
    browser: str | None = None,
    reusable: bool = False,
    next_path: str = "",
) -> SignInLink:
    """A one-time link with a code. A new one asked by mail ends the older ones."""
    if browser is not None:
        end_links(db, user, now=now)
    token, code = new_token(), new_digits()
    db.add(
        SignInToken(
            user_id=user.id,
            token_hash=token_hash(token),
            code_hash=keyed_hash(secret, code),
            made_at=now,
            expires_at=now + life,
            reusable=reusable,
            browser_hash=token_hash(browser) if browser else None,
            next_path=next_path,
        )
    )
    db.flush()
    return SignInLink(token, code, user)


def end_links(db: Db, user: User, *, now: datetime) -> None:
    """End the links this user could still use, but for a demo's."""
    db.execute(
        sa.update(SignInToken)
        .where(
            SignInToken.user_id == user.id,
            SignInToken.used_at.is_(None),
            SignInToken.reusable.is_(False),
        )
        .values(used_at=now)
    )


def use_link(db: Db, token: SignInToken, *, now: datetime) -> bool:
    """Consume a link; False when another request was faster."""
    if token.reusable:
        return True
    used = db.execute(
        sa.update(SignInToken)
        .where(SignInToken.id == token.id, SignInToken.used_at.is_(None))
        .values(used_at=now)
        .returning(SignInToken.id)
    )
    return used.first() is not None


def use_code(
    db: Db, email: str, code: str, *, secrets: tuple[bytes, ...], now: datetime
) -> SignInToken | None:
    """The newest link whose six digits these are, consumed; a wrong try is counted on all."""
    for token in open_tokens_for(db, email, now=now):
        if token.wrong_codes >= CODE_TRIES:
            continue
        fits = any(hmac.compare_digest(token.code_hash, keyed_hash(key, code)) for key in secrets)
        if fits and use_link(db, token, now=now):
            return token
        token.wrong_codes = SignInToken.wrong_codes + 1  # added in SQL: tries come at once
    return None


def start_session(db: Db, user: User, *, now: datetime) -> str:
    """A signed-in browser; returns the secret for its cookie."""
    secret = new_token()
    running = UserSession(
        user_id=user.id, secret_hash=token_hash(secret), started_at=now, seen_at=now
    )
    db.add(running)
    db.flush()
    journal.record(db, "signed in", f"user:{user.id}", by=f"user:{user.id}", now=now)
    return secret


def end_session(db: Db, session_id: str, *, now: datetime) -> None:
    """Sign one browser out: its cookie is worth nothing from now on."""
    db.execute(sa.update(UserSession).where(UserSession.id == session_id).values(ended_at=now))


def choose_person(db: Db, session_id: str, person_id: str) -> None:
    """Remember which person of a shared mailbox is looking."""
    db.execute(
        sa.update(UserSession).where(UserSession.id == session_id).values(person_id=person_id)
    )


def follow_person(db: Db, from_id: str, to_id: str) -> None:
    """Browsers that chose one person of a shared mailbox go on as another: the two were one."""
    db.execute(
        sa.update(UserSession).where(UserSession.person_id == from_id).values(person_id=to_id)
    )


def count_attempt(db: Db, kind: str, subject: str, *, now: datetime) -> None:
    """Count one try towards a limit."""
    db.add(Attempt(kind=kind, subject=subject, at=now))


def take_attempt(db: Db, kind: str, subject: str, *, now: datetime) -> bool:
    """Count one try as long as the limit allows it; False beyond, and nothing is counted.

    Looking and counting are one turn: of many tries at once, exactly as many pass as are left.
    """
    one_at_a_time(db, f"{kind} {subject}")
    if tries_left(db, kind, subject, now=now) <= 0:
        return False
    count_attempt(db, kind, subject, now=now)
    return True


def give_back_attempt(db: Db, kind: str, subject: str, *, now: datetime) -> None:
    """Take one try off the count again, since it turned out to be no wrong one."""
    newest = (
        sa.select(Attempt.id)
        .where(Attempt.kind == kind, Attempt.subject == subject, Attempt.at <= now)
        .order_by(Attempt.at.desc(), Attempt.id)
        .limit(1)
    )
    db.execute(sa.delete(Attempt).where(Attempt.id == newest.scalar_subquery()))


def choose_language(db: Db, user_id: str, language: str) -> None:
    """What somebody reads from now on, on pages and in letters."""
    db.execute(sa.update(User).where(User.id == user_id).values(language=language))


def see_session(db: Db, session_id: str, *, now: datetime) -> None:
    """Write down when a signed-in browser was last seen."""
    db.execute(sa.update(UserSession).where(UserSession.id == session_id).values(seen_at=now))
