"""The domain clock of this request: read once, the same everywhere on a page."""

from datetime import date, datetime, timedelta

from flask import g

from eventops.core import clock
from eventops.web.db import db
from eventops.web.pages import zone


def now() -> datetime:
    """What time it is at the conference, UTC; a demo shifts it."""
    if "domain_now" not in g:
        g.domain_shift = clock.shift(db())
        g.domain_now = clock.real_now() + g.domain_shift
    found: datetime = g.domain_now
    return found


def shifted() -> timedelta:
    """How far the domain clock runs from the real one."""
    now()
    found: timedelta = g.domain_shift
    return found


def today() -> date:
    """The venue's day."""
    return now().astimezone(zone()).date()
