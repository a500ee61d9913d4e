"""What the worker does besides serving: each job takes what is due and says how much that was.

A job decides in the database, row by row, who does a thing, so that workers on several machines do
each once. A new one is a line in ``JOBS``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask

from eventops.core.clock import domain_now, real_now
from eventops.core.db import transaction
from eventops.mail.delivery import deliver_due
from eventops.operation.imports import take_in_next
from eventops.portal.programme.news_letters import open_all_due
from eventops.portal.reminders import remind_everywhere
from eventops.portal.spreadsheet.files import expire


@dataclass(frozen=True, slots=True)
class Job:
    """What is done, and how long after it was done it is looked at again."""

    do: Callable[[Flask], int]
    every: timedelta = timedelta()


def remind(app: Flask) -> int:
    """Write the reminders whose time has come."""
    with app.app_context(), transaction(app.extensions["engine"]) as db:
        return remind_everywhere(db, base_url=app.extensions["settings"].base_url)


def expire_files(app: Flask) -> int:
    """Throw away spreadsheets that nobody confirmed."""
    with transaction(app.extensions["engine"]) as db:
        return expire(db, now=domain_now(db))


def open_due_news(app: Flask) -> int:
    """Write the letters about published changes that were held long enough."""
    settings = app.extensions["settings"]
    with app.test_request_context(base_url=settings.base_url):  # items say their addresses
        return open_all_due(
            app.extensions["engine"], base_url=settings.base_url, mail_from=settings.mail_from
        )


def deliver(app: Flask) -> int:
    """Send the letters whose time has come."""
    return deliver_due(app.extensions["engine"], app.extensions["settings"])


JOBS: dict[str, Job] = {
    "reminders": Job(remind, every=timedelta(minutes=10)),
    "old files": Job(expire_files, every=timedelta(minutes=10)),
    "news": Job(open_due_news),
    "letters": Job(deliver),
    "files": Job(take_in_next),
}

Done = dict[str, datetime]
"""When this worker did each job last."""


def do_due(app: Flask, done: Done, *, now: Callable[[], datetime] = real_now) -> dict[str, int]:
    """Do what is due and note it in ``done``; returns what was handled, by kind.

    A job that fails is not noted: the next look does it again.
    """
    handled = {}
    for name, job in JOBS.items():
        if name not in done or now() - done[name] >= job.every:
            handled[name] = job.do(app)
            done[name] = now()
    return handled
