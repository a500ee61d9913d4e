"""Party → delegation → people in it, in an order for each meeting."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventops.core.db import Base, Id, ShortText, reference
from eventops.delegations.rules import DelegationState, DocumentKind, PartyKind, QuotaScope


class Party(Base):
    """A state, partner, organisation or group within an edition."""

    __tablename__ = "party"
    __table_args__ = (sa.UniqueConstraint("edition_id", "code"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    code: Mapped[ShortText]
    kind: Mapped[PartyKind]
    groups: Mapped[list[str]]
    name: Mapped[dict[str, str]]
    sort_key: Mapped[ShortText]
    """Explicit: never sorted by the translated name (domain note 3.4)."""
    flag: Mapped[str | None]
    is_state: Mapped[bool]
    note: Mapped[str | None]
    position: Mapped[int]


class PartyGroup(Base):
    """A name for several parties, used by audience rules."""

    __tablename__ = "party_group"
    __table_args__ = (sa.UniqueConstraint("edition_id", "code"),)

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    code: Mapped[ShortText]
    name: Mapped[dict[str, str]]
    note: Mapped[str | None]
    position: Mapped[int]


class Delegation(Base):
    """A party's people at an edition; the unit that is invited and has a quota."""

    __tablename__ = "delegation"

    id: Mapped[Id]
    edition_id: Mapped[str] = reference("edition")
    party_id: Mapped[str] = reference("party", unique=True)
    quota: Mapped[int]
    """Places in all; ``QuotaLine`` says more of some of them."""
    state: Mapped[DelegationState] = mapped_column(default=DelegationState.INVITED)
    submitted_at: Mapped[datetime | None]
    """When the focal point declared the list complete."""

    party: Mapped[Party] = relationship(lazy="raise")


class QuotaLine(Base):
    """How many of a delegation's places one category, or one level of meetings, may take."""

    __tablename__ = "quota_line"
    __table_args__ = (sa.UniqueConstraint("delegation_id", "scope", "key"),)

    id: Mapped[Id]
    delegation_id: Mapped[str] = reference("delegation", index=False)
    scope: Mapped[QuotaScope]
    key: Mapped[ShortText]
    """A badge category, or a level of meetings."""
    places: Mapped[int]


class DelegationDocument(Base):
    """A paper that was received: what it is and where it lies, never the paper."""

    __tablename__ = "delegation_document"

    id: Mapped[Id]
    delegation_id: Mapped[str] = reference("delegation")
    kind: Mapped[DocumentKind]
    number: Mapped[ShortText]
    """Reference as written on the paper."""
    dated: Mapped[date | None]
    note: Mapped[str]
    received_at: Mapped[datetime]
    received_by: Mapped[ShortText]


class LiaisonAssignment(Base):
    """The host's officer who is attached to a delegation."""

    __tablename__ = "liaison_assignment"
    __table_args__ = (sa.UniqueConstraint("delegation_id", "user_id"),)

    id: Mapped[Id]
    delegation_id: Mapped[str] = reference("delegation", index=False)
    user_id: Mapped[str] = reference("user_account")
    phone: Mapped[ShortText]
    since: Mapped[datetime]


class Person(Base):
    """A human being across editions. No first and last name: names are kept as they are borne."""

    __tablename__ = "person"

    id: Mapped[Id]
    style: Mapped[ShortText]
    full_name: Mapped[ShortText]
    badge_name: Mapped[ShortText]
    own_script: Mapped[ShortText]
    own_language: Mapped[ShortText]
    """BCP 47 tag of ``own_script``."""
    sort_name: Mapped[ShortText]
    search_name: Mapped[str] = mapped_column(index=True)
    """``multilingual.folded`` over the Latin name."""
    mrz_name: Mapped[ShortText] = mapped_column(default="")
    """As in the machine-readable zone of the passport (ICAO Doc 9303), when it was given."""
    born_on: Mapped[date | None]
    document_sealed: Mapped[bytes | None]
    """Number of the travel document, sealed with the instance's secret."""
    document_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    """Keyed hash of the number, to find it again without opening it."""
    document_end: Mapped[ShortText] = mapped_column(default="")
    """The last characters, which are what a page shows."""
    email: Mapped[str | None] = mapped_column(sa.String(254), index=True)
    """Lower case; optional, and one mailbox may serve many people."""
    language: Mapped[str] = mapped_column(sa.String(12), default="en")
    source: Mapped[str] = mapped_column(default="")
    """Where a public speaker is documented; empty for everyone else."""


class Delegate(Base):
    """A person in a delegation, with function and rank there."""

    __tablename__ = "delegate"
    __table_args__ = (sa.UniqueConstraint("delegation_id", "person_id"),)

    id: Mapped[Id]
    delegation_id: Mapped[str] = reference("delegation")
    person_id: Mapped[str] = reference("person")
    function: Mapped[ShortText]
    position: Mapped[ShortText]
    """Job title as the party wrote it."""
    rank: Mapped[int]
    """1 is the highest."""
    diet: Mapped[ShortText] = mapped_column(default="")
    """Dietary need in the person's own words."""
    added_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class ListEntry(Base):
    """A delegate's place on the delegation's ordered list for one meeting."""

    __tablename__ = "list_entry"
    __table_args__ = (
        sa.UniqueConstraint("delegate_id", "meeting_id"),
        sa.UniqueConstraint("delegation_id", "meeting_id", "position"),
    )

    id: Mapped[Id]
    delegation_id: Mapped[str] = reference("delegation", index=False)
    meeting_id: Mapped[str] = reference("meeting")
    delegate_id: Mapped[str] = reference("delegate", index=False)
    position: Mapped[int]
    """From 1; gaps are allowed, only the order counts."""


class FocalPoint(Base):
    """A user who alone may nominate for a delegation."""

    __tablename__ = "focal_point"
    __table_args__ = (sa.UniqueConstraint("delegation_id", "user_id"),)

    id: Mapped[Id]
    delegation_id: Mapped[str] = reference("delegation", index=False)
    user_id: Mapped[str] = reference("user_account")
    since: Mapped[datetime]


class NotTheSame(Base):
    """Two people whom an officer has looked at and found to be two."""

    __tablename__ = "not_the_same"
    __table_args__ = (sa.UniqueConstraint("one_id", "other_id"),)

    id: Mapped[Id]
    one_id: Mapped[str] = reference("person", index=False)
    """The smaller of the two ids."""
    other_id: Mapped[str] = reference("person")
    said_by: Mapped[ShortText]
    said_at: Mapped[datetime]
