"""Commands of the programme as text."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from eventops.core.db import open_db, open_engine
from eventops.core.errors import NotFound
from eventops.core.settings import load as load_settings
from eventops.programme.changes import compare, sentences
from eventops.programme.check import check as find_faults
from eventops.programme.conflict_sentences import SENTENCES
from eventops.programme.conflict_telling import names_of, tell
from eventops.programme.conflicts.engine import every
from eventops.programme.conflicts.facts import facts_of
from eventops.programme.conflicts.prepared import prepare
from eventops.programme.dayfile import dump, load
from eventops.programme.faults import Fault
from eventops.programme.folder import write_texts
from eventops.programme.plan import EditionPlan
from eventops.programme.queries import plan_of
from eventops.programme.rules import Severity

FOLDER = click.Path(path_type=Path)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")


@click.group("schedule")
def schedule() -> None:
    """The programme as text. Example: eventops schedule check schedules/my-edition"""


@schedule.command()
@click.argument("folder", type=FOLDER)
@AS_JSON
def check(folder: Path, as_json: bool) -> None:
    """Name every fault and conflict of an edition's text; writes nothing.

    Conflicts that block are faults; others are told and let pass. Of people the text knows
    nothing: who would be in two places is told on the page of conflicts.

    Example: eventops schedule check schedules/my-edition
    """
    faults = find_faults(folder)
    plan = None if faults else load(folder)
    conflicts = _conflicts(plan) if plan else []
    if as_json:
        told = [*map(_fault, faults), *conflicts]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            click.echo(fault.sentence(), err=True)
        for each in conflicts:
            blocks = each["severity"] is Severity.BLOCKS
            click.echo(f"{each['severity']}: {each['sentence']}", err=blocks)
    if faults or any(each["severity"] is Severity.BLOCKS for each in conflicts):
        raise SystemExit(1)
    if plan and not as_json:
        count = sum(len(day.sessions) for day in plan.days)
        click.echo(f"{plan.slug}: {count} sessions on {len(plan.days)} days, no fault.")


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "block": fault.block,
        "key": fault.key,
        "code": fault.code,
        "sentence": fault.sentence(),
    }


def _conflicts(plan: EditionPlan) -> list[dict[str, Any]]:
    """What the text alone shows to be in conflict: why, and what would resolve it."""
    names, found = names_of(plan), every(prepare(plan.dated_sessions(), facts_of(plan)))
    return [
        {
            "severity": conflict.severity,
            "code": conflict.rule,
            "sessions": conflict.sessions,
            "sentence": f"{told.why} {told.way}",
        }
        for conflict in found
        for told in [tell(conflict, names, _in_english, "en")]
    ]


def _in_english(code: str, facts: Mapping[str, Any]) -> str:
    return str(SENTENCES[code]) % facts


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
