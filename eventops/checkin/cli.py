"""Commands for door devices."""

from datetime import datetime

import click
import qrcode

from eventops.checkin.queries import device_named
from eventops.checkin.services import (
    ENROLMENT_LIFE,
    enrol_device,
    mark_lost,
    retire_device,
    use_enrolment,
)
from eventops.core.clock import real_now
from eventops.core.db import open_engine, transaction
from eventops.core.settings import load
from eventops.editions.queries import edition_by_slug

BY = "cli"
EDITION = click.option("--edition", "slug", required=True, help="The edition's slug.")
DAY = click.DateTime(["%Y-%m-%d"])


@click.group("door")
def door_commands() -> None:
    """Devices at doors. Example: eventops door enrol P1 --edition adgmin-2026 --gate p1"""


@door_commands.command("enrol")
@click.argument("name")
@EDITION
@click.option("--gate", "gates", multiple=True, required=True, help="May be given several times.")
@click.option("--from", "first", type=DAY, help="First day; the edition's by default.")
@click.option("--to", "last", type=DAY, help="Last day; the edition's by default.")
@click.option("--token", is_flag=True, help="Print a bearer token for a fixed scanner instead.")
@click.option("--reusable", is_flag=True, help="For a demo: the address enrols any browser.")
def enrol(
    name: str,
    slug: str,
    gates: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    token: bool,
    reusable: bool,
) -> None:
    """A device's one-time enrolment address and QR code.

    Example: eventops door enrol "Plenary 1" --edition adgmin-2026 --gate p1
    """
    settings, now = load(), real_now()
    if reusable and settings.env != "demo":
        raise click.UsageError("--reusable is for a demo: set EVENTOPS_ENV=demo.")
    with transaction(open_engine(settings.database_url)) as db:
        edition = edition_by_slug(db, slug)
        secret = enrol_device(
            db,
            edition,
            name,
            gates,
            from_day=first.date() if first else edition.starts_on,
            to_day=last.date() if last else edition.ends_on,
            by=BY,
            now=now,
            reusable=reusable,
        )
        if token:
            click.echo(use_enrolment(db, secret, now=now).token)
            return
    address = f"{settings.base_url}/door/enrol/{secret}"
    minutes = int(ENROLMENT_LIFE.total_seconds() // 60)
    click.echo(address)
    click.echo("Any browser, while the demo runs." if reusable else f"Once, within {minutes} min.")
    code = qrcode.QRCode()
    code.add_data(address)
    code.print_ascii(invert=True)
    if settings.address_note:
        click.echo(settings.address_note, err=True)


@door_commands.command("retire")
@click.argument("name")
@EDITION
def retire(name: str, slug: str) -> None:
    """A device may upload what it has, and scans no more. Example: eventops door retire P1 …"""
    with transaction(open_engine(load().database_url)) as db:
        device = device_named(db, edition_by_slug(db, slug).id, name)
        retire_device(db, device, by=BY, now=real_now())
    click.echo(f"{name} is retired.")


@door_commands.command("lost")
@click.argument("name")
@EDITION
def lost(name: str, slug: str) -> None:
    """A device is wiped on contact; what it sends is kept aside. Example: eventops door lost P1 …"""
    with transaction(open_engine(load().database_url)) as db:
        device = device_named(db, edition_by_slug(db, slug).id, name)
        mark_lost(db, device, by=BY, now=real_now())
    click.echo(f"{name} is marked as lost.")
