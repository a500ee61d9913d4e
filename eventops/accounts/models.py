"""Users, their roles per edition, sign-in tokens and running sessions. Knows nothing of Flask."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.accounts.rules import Role
from eventops.core.db import Base, Id, ShortText, reference


class User(Base):
    """A mailbox that may sign in. Delegates and focal points have no password."""

    __tablename__ = "user_account"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    """Lower case."""
    name: Mapped[ShortText]
    password_hash: Mapped[str | None]
    language: Mapped[str] = mapped_column(sa.String(12), default="en")
    disabled_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class RoleGrant(Base):
    """A role in one edition, or everywhere when there is none."""

    __tablename__ = "role_grant"
    __table_args__ = (sa.UniqueConstraint("user_id", "edition_id", "role"),)

    id: Mapped[Id]
    user_id: Mapped[str] = reference("user_account")
    edition_id: Mapped[str | None] = mapped_column(sa.String(20), index=True)
    """An edition's id; not a foreign key, since editions stand above accounts."""
    role: Mapped[Role]


class SignInToken(Base):
    """A one-time link with a six-digit code that works on another device."""

    __tablename__ = "sign_in_token"

    id: Mapped[Id]
    user_id: Mapped[str] = reference("user_account")
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    wrong_codes: Mapped[int] = mapped_column(default=0)
    reusable: Mapped[bool] = mapped_column(default=False)
    """Only in a demo, while it runs."""
    browser_hash: Mapped[str | None] = mapped_column(sa.String(64))
    """The browser that asked, for links sent by mail: elsewhere only the code works."""
    next_path: Mapped[str] = mapped_column(default="")

    user: Mapped[User] = relationship(lazy="raise")


class UserSession(Base):
    """One signed-in browser. The cookie holds a random secret, this row its hash."""

    __tablename__ = "user_session"

    id: Mapped[Id]
    user_id: Mapped[str] = reference("user_account")
    secret_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person_id: Mapped[str | None] = mapped_column(sa.String(20))
    """Which person of a shared mailbox is looking; people stand above accounts."""

    user: Mapped[User] = relationship(lazy="raise")


class Attempt(Base):
    """One counted try (link asked, code or password tried), for limits across workers."""

    __tablename__ = "attempt"
    __table_args__ = (sa.Index("ix_attempt_kind_subject_at", "kind", "subject", "at"),)

    id: Mapped[Id]
    kind: Mapped[ShortText]
    subject: Mapped[str] = mapped_column(sa.String(64))
    """A keyed hash of what is limited: an address, a mailbox, a device."""
    at: Mapped[datetime]
