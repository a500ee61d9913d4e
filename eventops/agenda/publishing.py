"""`eventops schedule publish`: up here, since readers' counters follow what is published."""

from pathlib import Path

import click

from eventops.agenda.services import publish_programme
from eventops.core.clock import domain_now
from eventops.core.db import open_engine, transaction
from eventops.core.settings import load as load_settings
from eventops.programme.cli import FOLDER
from eventops.programme.dayfile import load


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--note", default="", help="A word about this version.")
def publish(folder: Path, note: str) -> None:
    """Make the text the published programme.

    Example: eventops schedule publish schedules/my-edition
    """
    plan = load(folder)
    engine = open_engine(load_settings().database_url)
    with transaction(engine) as db:
        done = publish_programme(db, plan, by="cli", now=domain_now(db), note=note)
    if done.version is None:
        click.echo(f"{plan.slug}: nothing new.")
    else:
        click.echo(f"{plan.slug}: version {done.version}, {len(done.changed)} sessions changed.")
