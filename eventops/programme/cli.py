"""Commands of the programme as text."""

import json
from pathlib import Path

import click

from eventops.core.db import open_db, open_engine
from eventops.core.errors import NotFound
from eventops.core.settings import load as load_settings
from eventops.programme.changes import compare, sentences
from eventops.programme.check import check as find_faults
from eventops.programme.check import notices as find_notices
from eventops.programme.dayfile import dump, load
from eventops.programme.folder import write_texts
from eventops.programme.plan import EditionPlan
from eventops.programme.queries import plan_of

FOLDER = click.Path(path_type=Path)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")


@click.group("schedule")
def schedule() -> None:
    """The programme as text. Example: eventops schedule check schedules/my-edition"""


@schedule.command()
@click.argument("folder", type=FOLDER)
@AS_JSON
def check(folder: Path, as_json: bool) -> None:
    """Name every fault of an edition's text; writes nothing.

    Example: eventops schedule check schedules/my-edition
    """
    faults = find_faults(folder)
    if as_json:
        told = [
            {
                "file": fault.file,
                "block": fault.block,
                "key": fault.key,
                "code": fault.code,
                "sentence": fault.sentence(),
            }
            for fault in faults
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif faults:
        click.echo("\n".join(fault.sentence() for fault in faults), err=True)
    if faults:
        raise SystemExit(1)
    if not as_json:
        plan = load(folder)
        count = sum(len(day.sessions) for day in plan.days)
        for notice in find_notices(folder):
            click.echo(notice.sentence(), err=True)
        click.echo(f"{plan.slug}: {count} sessions on {len(plan.days)} days, no fault.")


def _published(slug: str) -> EditionPlan | None:
    with open_db(open_engine(load_settings().database_url), write=False) as db:
        try:
            return plan_of(db, slug)
        except NotFound:
            return None


@schedule.command()
@click.argument("folder", type=FOLDER)
def diff(folder: Path) -> None:
    """What publishing the text would change.

    Example: eventops schedule diff schedules/my-edition
    """
    plan = load(folder)
    changes = compare(_published(plan.slug), plan)
    click.echo("\n".join(sentences(changes)) if changes else "Nothing would change.")


@schedule.command()
@click.argument("folder", type=FOLDER)
@click.option("--edition", "slug", help="Slug; the folder's name when left out.")
def export(folder: Path, slug: str | None) -> None:
    """Write the published programme as text into a folder.

    Example: eventops schedule export /tmp/out --edition my-edition
    """
    with open_db(open_engine(load_settings().database_url), write=False) as db:
        texts = dump(plan_of(db, slug or folder.name))
    write_texts(folder, texts)
    click.echo(f"{len(texts)} files written to {folder}.")
