"""The worker's jobs: each as often as its line says."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from eventops.operation.jobs import Done, do_due

NOON = datetime(2030, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "looked_at"),
    [
        (timedelta(), ["reminders", "old files", "news", "letters", "files"]),
        (timedelta(minutes=9), ["news", "letters", "files"]),
        (timedelta(minutes=10), ["reminders", "old files", "news", "letters", "files"]),
    ],
    ids=["first", "soon", "after ten minutes"],
)
def test_a_job_with_an_interval_waits_for_it(
    app: Flask, later: timedelta, looked_at: list[str]
) -> None:
    done: Done = {}
    if later:
        do_due(app, done, now=lambda: NOON)
    assert do_due(app, done, now=lambda: NOON + later) == dict.fromkeys(looked_at, 0)
