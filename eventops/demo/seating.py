"""A seat plan for the ministers' plenary, so that agenda, door and plates show one."""

from collections.abc import Iterator
from datetime import datetime

from eventops.agenda.rules import OwnSeat
from eventops.agenda.seat_plan import Key, set_seats
from eventops.core.db import Db
from eventops.editions.models import Edition
from eventops.portal.seats.contents import at_the_table
from eventops.portal.seats.overview import everybody
from eventops.programme.rules import Access, Track

ACTOR = "demo"


def give_seats(db: Db, edition: Edition, *, now: datetime) -> None:
    """A row of the table for each delegation; the first restricted session of ministers ahead."""
    for session, found in everybody(db, edition, session=None, day=None):
        ministers = session.track is Track.MINISTERS and session.access is Access.RESTRICTED
        if ministers and session.starts_at > now:
            seats: dict[Key, OwnSeat] = {}
            for row, one in zip(_rows(), (each for each in found if each.bench), strict=False):
                for number, sitting in enumerate(at_the_table([one]), 1):
                    seats[sitting.delegate.id, session.id] = OwnSeat(f"{row}-{number}")
            set_seats(db, edition, seats, by=ACTOR, now=now)
            return


def _rows() -> Iterator[str]:
    return iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
