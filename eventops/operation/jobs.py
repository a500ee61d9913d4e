"""What the worker does besides serving: each job takes what is due and says how much that was.

A job decides in the database, row by row, who does a thing, so that workers on several machines do
each once. A new one is a line in ``JOBS``.
"""

from collections.abc import Callable

from sqlalchemy.engine import Engine

from eventops.core.settings import Settings
from eventops.mail.delivery import deliver_due
from eventops.operation.imports import take_in_next

Job = Callable[[Engine, Settings], int]

JOBS: dict[str, Job] = {"letters": deliver_due, "files": take_in_next}


def do_due(engine: Engine, settings: Settings) -> dict[str, int]:
    """What was handled, by kind."""
    return {name: job(engine, settings) for name, job in JOBS.items()}
