"""`eventops schedule import` and `workbook`: the working draft as files, for who sits at the machine."""

import io
import zipfile
from pathlib import Path

import click

from eventops.core.clock import domain_now
from eventops.core.db import open_db, open_engine, transaction
from eventops.core.settings import load as load_settings
from eventops.editions.queries import edition_by_slug
from eventops.portal.programme.carried import Carried
from eventops.portal.programme.taking import Looked, drafted_plan, look_at, take_in
from eventops.programme.changes import Changes, sentences
from eventops.programme.dayfile import PlanRejected
from eventops.programme.drafting import Wish
from eventops.programme.outside import Differences, plan_with

BY = "cli"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--edition", "slug", required=True, help="Slug of the edition.")
@click.option("--dry-run", is_flag=True, help="Only say what the file would do.")
def import_programme(file: Path, slug: str, dry_run: bool) -> None:
    """Take a programme edited outside into the working draft: a workbook (XLSX, ODS, CSV), a ZIP
    archive, or a folder of the text. All of it or nothing, every fault at once.

    Example: eventops schedule import programme.xlsx --edition my-edition --dry-run
    """
    content = _archive(file) if file.is_dir() else file.read_bytes()
    with transaction(open_engine(load_settings().database_url)) as db:
        edition = edition_by_slug(db, slug)
        looked = look_at(db, edition, content)
        if looked.found is None:
            raise PlanRejected(looked.outside.faults)
        click.echo("\n".join(_told(looked.found)))
        if dry_run or not looked.sessions:
            click.echo("Nothing was stored." if dry_run else "There is nothing to take in.")
            return
        take_in(db, edition, _wishes(looked), by=BY, now=domain_now(db))
    click.echo("All of it is in the working draft; nothing is published by that.")


@click.command("workbook")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--edition", "slug", required=True, help="Slug of the edition.")
def write_workbook(file: Path, slug: str) -> None:
    """Write the working draft as an XLSX file with drop-down lists.

    Example: eventops schedule workbook programme.xlsx --edition my-edition
    """
    from eventops.app import create_app  # slow: every domain is imported
    from eventops.portal.programme.workbook_file import as_xlsx  # speaks, as the application does

    with open_db(open_engine(load_settings().database_url), write=False) as db:
        plan, draft = drafted_plan(db, edition_by_slug(db, slug))
    with create_app().test_request_context():
        file.write_bytes(as_xlsx(plan_with(plan, draft.held), draft.held))
    click.echo(f"{len(draft.held)} sessions written to {file}.")


def _archive(folder: Path) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*.toml")):
            archive.writestr(path.relative_to(folder).as_posix(), path.read_bytes())
    return target.getvalue()


def _told(found: Differences) -> list[str]:
    lines = list(sentences(Changes((*found.changed, *found.added))))
    lines += [f"session {code} comes out of the tray" for code in found.from_tray]
    for _, session in found.missing:
        lines.append(f"session {session.code} is missing in the file and stays as it is")
    lines += [f"not taken: {line}" for line in sentences(Changes(found.others))]
    return lines or ["The file says what the draft says already."]


def _wishes(looked: Looked) -> Carried:
    sessions = looked.sessions
    return Carried({code: Wish(*each) for code, each in sessions.items()}, {})
