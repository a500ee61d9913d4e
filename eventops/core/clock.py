"""Two clocks, and the only callers of ``datetime.now``.

The *security clock* is real: links, sessions, limits. The *domain clock* is what the conference
goes by; a demo shifts it by an offset that all workers share through one row.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventops.core.db import Base, Db


class ClockShift(Base):
    """How far the domain clock runs from the real one; no row means not at all."""

    __tablename__ = "clock_shift"

    id: Mapped[int] = mapped_column(primary_key=True)
    seconds: Mapped[float] = mapped_column(sa.Float)


def real_now() -> datetime:
    """The security clock, UTC."""
    return datetime.now(UTC)


def shift(db: Db) -> timedelta:
    """The domain clock's offset from the security clock."""
    seconds = db.scalar(sa.select(ClockShift.seconds).where(ClockShift.id == 1))
    return timedelta(seconds=seconds or 0)


def domain_now(db: Db) -> datetime:
    """The domain clock, UTC."""
    return real_now() + shift(db)


def set_domain_clock(db: Db, to: datetime | None) -> None:
    """Let the domain clock read ``to`` now and tick on; None takes the shift away."""
    db.execute(sa.delete(ClockShift))
    if to is not None:
        db.add(ClockShift(id=1, seconds=(to - real_now()).total_seconds()))
    db.flush()
