"""Commands for running it."""

import time

import click
from sqlalchemy.exc import OperationalError

from eventops.core import schema
from eventops.core.clock import real_now
from eventops.core.db import open_engine, transaction
from eventops.core.settings import load
from eventops.editions.services import is_demo, set_up_instance
from eventops.operation.jobs import Done, do_due
from eventops.operation.server import refuse_taken, serve_forever

PAUSE = 2.0
"""Seconds between two looks for something to do."""


@click.group("db")
def db_commands() -> None:
    """The database. Example: eventops db upgrade"""


@db_commands.command("upgrade")
def db_upgrade() -> None:
    """Migrate to the newest schema. Example: eventops db upgrade"""
    engine = open_engine(load().database_url)
    schema.upgrade(engine)
    with transaction(engine) as db:
        set_up_instance(db, demo=is_demo(db))
    click.echo(f"The database is at revision {schema.head()}.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; one per core by default.")
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve with gunicorn, mail and long jobs included. Example: eventops serve --port 8000"""
    from eventops.app import create_app  # slow: every domain is imported

    app = create_app()
    schema.require_head(app.extensions["engine"])
    refuse_taken(host, port)
    click.echo(f"EventOps listens at http://{host}:{port} (stop with Ctrl+C).")
    serve_forever(app, host=host, port=port, workers=workers)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and end.")
def work(once: bool) -> None:
    """Deliver mail and do long jobs. Example: eventops work"""
    from eventops.app import create_app  # slow: every domain is imported

    app = create_app()
    schema.require_head(app.extensions["engine"])
    done: Done = {}
    if once:
        told = ", ".join(f"{count} {name}" for name, count in do_due(app, done).items())
        click.echo(f"{told} handled at {real_now():%H:%M:%S} UTC.")
        return
    while True:
        try:
            count = sum(do_due(app, done).values())
        except OperationalError as fault:  # away for a while; mail and files wait
            click.echo(f"The database cannot be reached: {type(fault.orig).__name__}", err=True)
            count = 0
        if not count:
            time.sleep(PAUSE)
