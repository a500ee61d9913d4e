"""`eventops people import`: a spreadsheet of people, for who sits at the machine."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app

from eventops.accreditation.notice import LANGUAGES
from eventops.core.clock import domain_now
from eventops.core.db import Db, transaction
from eventops.core.errors import Invalid
from eventops.core.ids import new_id
from eventops.delegations.queries import delegations_of
from eventops.editions.queries import edition_by_slug
from eventops.portal.spreadsheet.checking import Progress, check
from eventops.portal.spreadsheet.faults import Fault
from eventops.portal.spreadsheet.files import note_taken
from eventops.portal.spreadsheet.known import Known, Scope, what_is_known
from eventops.portal.spreadsheet.outcome import Checked
from eventops.portal.spreadsheet.reading import Row, read_rows
from eventops.portal.spreadsheet.taking import lock_delegations, take_in
from eventops.portal.spreadsheet.words import function_words
from eventops.web.sentences import say

A_STEP = 500
"""Rows between two lines where nobody watches a bar."""
ACTOR = "cli"


@click.group("people")
def people() -> None:
    """People of delegations. Example: eventops people import people.xlsx --edition my-edition"""


@people.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--edition", "slug", required=True, help="Slug of the edition.")
@click.option(
    "--consent-declared",
    is_flag=True,
    help="Declare that the file's new people have been told how their data is used, and agree.",
)
@click.option(
    "--told-in",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the privacy notice that they read.",
)
@click.option("--dry-run", is_flag=True, help="Only say what the file would do.")
def import_command(
    file: Path, slug: str, consent_declared: bool, told_in: str, dry_run: bool
) -> None:
    """Take people in from CSV, XLSX or ODS: all rows, or none and every fault with row and column.

    Example: eventops people import people.xlsx --edition my-edition --consent-declared
    """
    rows = read_rows(file.read_bytes())
    with transaction(current_app.extensions["engine"]) as db:
        known = _known(db, slug)
        checked = _checked(rows, known)
        if checked.faults:
            for fault in checked.faults:
                click.echo(_sentence(fault), err=True)
            raise SystemExit(1)
        if dry_run:
            _say(len(checked.new), len(checked.changed), checked.unchanged, "Nothing was stored.")
            return
        if checked.new and not consent_declared:
            raise Invalid("consent_undeclared")
        click.echo("Storing everything at once.")
        now, edition = domain_now(db), known.scope.edition
        taken = take_in(db, checked, known, told_in=told_in, by=ACTOR, now=now)
        note_taken(db, edition.id, new_id(), taken, by=ACTOR, now=now)
    _say(taken.new, taken.changed, taken.unchanged, "All of it is stored.")


def _known(db: Db, slug: str) -> Known:
    edition = edition_by_slug(db, slug)
    lock_delegations(db, [each.id for each in delegations_of(db, edition.id)])
    scope = Scope(edition, None, officer=True, desk=True, on=domain_now(db).date())
    return what_is_known(db, scope)


def _checked(rows: list[Row], known: Known) -> Checked:
    with _progress(len(rows) - 1) as told:
        return check(rows, known, function_words(), told)


@contextmanager
def _progress(length: int) -> Iterator[Progress]:
    """A bar on a terminal, plain lines elsewhere."""
    if sys.stderr.isatty():
        with click.progressbar(length=length, label="Checking", file=sys.stderr) as bar:
            yield lambda rows: bar.update(rows - bar.pos)
        return

    def lines(rows: int) -> None:
        if rows % A_STEP == 0 or rows == length:
            click.echo(f"{rows} of {length} rows checked.")

    yield lines


def _sentence(fault: Fault) -> str:
    where = [f"Row {fault.row}"] if fault.row else []
    where += [f"column {fault.column}"] if fault.column else []
    said = say(fault.code, fault.facts)
    return f"{', '.join(where)}: {said}" if where else said


def _say(new: int, changed: int, unchanged: int, end: str) -> None:
    click.echo(f"{new} new, {changed} changed, {unchanged} unchanged. {end}")
