"""A nomination on its way to a decision, and the photo that goes with it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.accreditation.rules import Category, State
from eventops.core.db import Base, Id, ShortText, reference
from eventops.delegations.models import Delegate


class Registration(Base):
    """A delegate's accreditation, with the three blocks that vetting sets beside the state."""

    __tablename__ = "registration"
    __table_args__ = (sa.Index("ix_registration_edition_id_state", "edition_id", "state"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition", index=False)
    delegate_id: Mapped[str] = reference("delegate", unique=True)
    category: Mapped[Category]
    state: Mapped[State]
    print_block: Mapped[bool] = mapped_column(default=False)
    issue_block: Mapped[bool] = mapped_column(default=False)
    door_block: Mapped[bool] = mapped_column(default=False)
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(sa.String(60))
    reason: Mapped[str] = mapped_column(default="")

    delegate: Mapped[Delegate] = relationship(lazy="raise")


class Photo(Base):
    """A person's portrait, 3:4 JPEG, re-encoded by us; its id stands in its address."""

    __tablename__ = "photo"

    id: Mapped[Id]
    person_id: Mapped[str] = reference("person", unique=True)
    jpeg: Mapped[bytes] = mapped_column(deferred=True)
    digest: Mapped[ShortText]
    made_at: Mapped[datetime]
