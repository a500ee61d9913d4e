"""Commands of badges."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from flask import current_app, g

from eventops.badges.code import Flag, Malformed, normal_serial, read, verify
from eventops.badges.ledger import floater_by_serial
from eventops.badges.models import Badge, Instrument, InstrumentState
from eventops.badges.printing import print_sheet
from eventops.badges.queries import (
    LIVING,
    badge_by_serial,
    key_by_number,
    living_badge_of,
    printables,
)
from eventops.badges.services import code_of
from eventops.core.clock import domain_now, real_now
from eventops.core.db import Db, open_db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate
from eventops.delegations.queries import delegations_of, find_delegates
from eventops.editions.models import Edition
from eventops.editions.queries import current_edition, edition_by_slug, editions
from eventops.web.installation import settings

EDITION = click.option("--edition", "slug", help="Slug; the running or next edition otherwise.")


@click.group("badges")
def badges() -> None:
    """Badges. Example: eventops badges print --edition my-edition -o badges.pdf"""


@badges.command("print")
@EDITION
@click.option("--delegation", "party", help="Only this party's, by its code.")
@click.option("--paper", type=click.Choice(["a6", "a4"]), default="a6", show_default=True)
@click.option("-o", "output", required=True, type=click.Path(path_type=Path, dir_okay=False))
def print_command(slug: str | None, party: str | None, paper: str, output: Path) -> None:
    """Write a print sheet: a page a badge, or four on A4.

    Example: eventops badges print --edition my-edition --delegation KH -o kh.pdf
    """
    with _db() as db:
        edition = _edition(db, slug)
        g.edition = edition
        wanted = _delegation_id(db, edition, party) if party else None
        found = printables(db, edition.id, delegation_id=wanted)
        done = print_sheet(
            db,
            edition,
            found,
            secrets=settings().secrets,
            now=real_now(),
            paper="a4" if paper == "a4" else "a6",
        )
    output.write_bytes(done.pdf)
    click.echo(f"{len(found)} badges of {edition.slug} in {output}.")
    for left in done.unprintable:
        click.echo(f"No typeface for {left.script} ({left.name}): line left out.", err=True)


def _delegation_id(db: Db, edition: Edition, party: str) -> str:
    for delegation in delegations_of(db, edition.id):
        if delegation.party.code == party.upper():
            return delegation.id
    raise NotFound("no_such_delegation", party=party.upper(), edition=edition.slug)


@badges.command("code")
@click.argument("person")
@EDITION
def code(person: str, slug: str | None) -> None:
    """The code and serial of a person's present badge, by name, mailbox or id.

    Example: eventops badges code "Sok Chanthavy"
    """
    with _db() as db:
        edition = _edition(db, slug)
        delegate = _one(edition, find_delegates(db, edition.id, person), person)
        badge = living_badge_of(db, delegate.id)
        if badge is None:
            raise NotFound("no_badge", person=delegate.person.full_name)
        click.echo(code_of(db, badge, edition=edition, secrets=settings().secrets))
        click.echo(f"{badge.serial[:4]} {badge.serial[4:]}")


def _one(edition: Edition, found: Sequence[Delegate], text: str) -> Delegate:
    if not found:
        raise NotFound("nobody_found", text=text, edition=edition.slug)
    if len(found) > 1:
        people = [f"{each.person.full_name} ({each.id})" for each in found[:8]]
        raise NotFound("several_found", text=text, edition=edition.slug, people=people)
    return found[0]


@badges.command("verify")
@click.argument("text", metavar="CODE")
def verify_command(text: str) -> None:
    """What any code says, and whether it would be accepted now.

    Example: eventops badges verify E1…
    """
    try:
        signed = read(text)
    except Malformed as fault:
        serial = normal_serial(text)
        if serial is None:
            raise click.ClickException(f"This is no badge code ({fault.reason}).") from fault
        click.echo("A serial alone never admits: it asks for an identity check.")
        return
    with _db() as db:
        for edition in editions(db):
            key = key_by_number(db, edition.id, signed.body.key)
            if key is not None and verify(signed, edition=edition.slug, public=key.public):
                click.echo(f"Signed by {edition.slug}, key {key.number}.")
                if Flag.FLOATER in signed.body.flags:
                    floater = floater_by_serial(db, edition.id, signed.body.serial)
                    _explain_floater(floater, domain_now(db))
                    return
                badge = badge_by_serial(db, edition.id, signed.body.serial)
                _explain(badge, domain_now(db))
                return
    raise click.ClickException("Forged: no key of this installation signed it.")


def _explain(badge: Badge | None, now: datetime) -> None:
    if badge is None:
        raise click.ClickException("Genuine, but no such badge is in the database.")
    if badge.registration is None:
        click.echo(f"Emergency badge {badge.issue} for {badge.last_day}, {badge.state.value}.")
        raise click.ClickException("Nobody has been given it: it would not be accepted now.")
    person = badge.owner.delegate.person
    click.echo(f"{person.full_name}, issue {badge.issue}, valid to {badge.last_day}.")
    click.echo(f"Badge {badge.state.value}, registration {badge.owner.state.value}.")
    lives = badge.state in LIVING and badge.last_day >= now.date()
    if not lives or badge.owner.door_block or badge.owner.state != "approved":
        raise click.ClickException("It would not be accepted now.")
    click.echo("It would be accepted now.")


def _explain_floater(floater: Instrument | None, now: datetime) -> None:
    if floater is None:
        raise click.ClickException("Genuine, but no such floater is in the database.")
    click.echo(f"Floater no. {floater.number}, valid to {floater.last_day}.")
    if floater.state is not InstrumentState.ISSUED or floater.last_day < now.date():
        raise click.ClickException(f"It would not be accepted now ({floater.state.value}).")
    click.echo("It would be accepted after a badge of its delegation.")


def _db() -> Db:
    return open_db(current_app.extensions["engine"], write=False)


def _edition(db: Db, slug: str | None) -> Edition:
    edition = edition_by_slug(db, slug) if slug else current_edition(db, domain_now(db))
    if edition is None:
        raise NotFound("no_edition_yet")
    return edition
