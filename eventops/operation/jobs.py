"""What the worker does besides serving: each job takes what is due and says how much that was.

A job decides in the database, row by row, who does a thing, so that workers on several machines do
each once. A new one is a line in ``JOBS``.
"""

from collections.abc import Callable

from flask import Flask

from eventops.mail.delivery import deliver_due
from eventops.operation.imports import take_in_next

Job = Callable[[Flask], int]


def deliver(app: Flask) -> int:
    """Send the letters whose time has come."""
    return deliver_due(app.extensions["engine"], app.extensions["settings"])


JOBS: dict[str, Job] = {"letters": deliver, "files": take_in_next}


def do_due(app: Flask) -> dict[str, int]:
    """What was handled, by kind."""
    return {name: job(app) for name, job in JOBS.items()}
