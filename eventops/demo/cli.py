"""Commands of the demonstration."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from eventops.core.clock import domain_now
from eventops.core.db import open_engine, transaction
from eventops.core.multilingual import said
from eventops.core.resources import FONTS, folder
from eventops.core.settings import Settings, SettingsError, load
from eventops.demo.stage import SCHEDULE, fill_at_size, refuse_real, set_clock, set_the_stage
from eventops.demo.ways import PASSWORD, ways_in
from eventops.editions.queries import edition_by_slug

SEED = click.option("--seed", default=0, show_default=True, help="The same seed, the same people.")


@click.group("demo")
def demo() -> None:
    """Invented people in a real week. Example: eventops demo up"""


def _settings(**usual: str) -> Settings:
    """The environment's settings; ``usual`` stands in for what is not set there."""
    return load({"EVENTOPS_ENV": "demo", **usual, **os.environ})


@demo.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--reset", is_flag=True, help="Throw the demo's database away and start anew.")
@click.option("--no-serve", is_flag=True, help="Prepare and print the addresses only.")
@SEED
def up(host: str, port: int, reset: bool, no_serve: bool, seed: int) -> None:
    """Prepare the demo, print one address for each role, and serve.

    Example: eventops demo up --port 8001
    """
    from eventops.operation.server import refuse_taken  # slow: gunicorn

    if not no_serve:
        refuse_taken(host, port)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    settings = _settings(EVENTOPS_BASE_URL=f"http://{shown}:{port}")
    if not FONTS.is_dir():
        raise SettingsError("Fonts and flags are not here yet: run `make demo` once.")
    if reset:
        _reset(settings)
    engine = open_engine(settings.database_url)
    set_the_stage(engine, settings, seed=seed, say=click.echo)
    with transaction(engine) as db:
        edition = edition_by_slug(db, SCHEDULE)
        ways = ways_in(db, edition, settings, settings.base_url)
    engine.dispose()
    _show(settings, {way.who: way.address for way in ways}, host)
    if not no_serve:
        _serve(settings, host, port)


def _show(settings: Settings, ways: dict[str, str], host: str) -> None:
    width = max(map(len, ways))
    click.echo("\nEventOps demo: invented people, illustrative times. Ways in:\n")
    click.echo(f"  {'public programme'.ljust(width)}  {settings.base_url}/")
    for who, address in ways.items():
        click.echo(f"  {who.ljust(width)}  {address}")
    click.echo(f"\n  The organiser may also use organiser@host.example and: {PASSWORD}")
    click.echo(f"  Mail stays in {settings.instance / 'mail'}.")
    if host not in ("127.0.0.1", "localhost", "::1"):
        click.echo(
            "  Camera, installation and offline use need HTTPS or 127.0.0.1: put a proxy with a "
            "certificate before this address for phones."
        )
    click.echo("")


def _serve(settings: Settings, host: str, port: int) -> None:
    from eventops.app import create_app  # slow: every domain is imported
    from eventops.operation.server import serve_forever

    os.environ["EVENTOPS_ENV"] = settings.env  # the worker beside it reads settings of its own
    os.environ["EVENTOPS_BASE_URL"] = settings.base_url
    click.echo(f"Serving at {settings.base_url} (stop with Ctrl+C).")
    serve_forever(create_app(settings), host=host, port=port, workers=None)


def _reset(settings: Settings) -> None:
    """Delete the demo's database file; real data is refused first."""
    engine = open_engine(settings.database_url)
    if engine.dialect.name != "sqlite":
        raise SettingsError("--reset only throws away an SQLite file; drop the database yourself.")
    path = Path(str(engine.url.database))
    if path.exists():
        try:
            with transaction(engine) as db:
                refuse_real(db, settings)
        finally:
            engine.dispose()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


@demo.command("populate")
@click.option("--delegates", required=True, type=click.IntRange(50, 20000), help="How many.")
@click.option("--sessions", default=0, type=click.IntRange(0, 2000), help="More invented sessions.")
@click.option("--edition", "slug", default=SCHEDULE, show_default=True)
@SEED
def populate(delegates: int, sessions: int, slug: str, seed: int) -> None:
    """Deterministic invented data at any size.

    Example: eventops demo populate --delegates 10000 --sessions 600
    """
    from eventops.demo.crowd import publish_with_sessions

    settings = _settings()
    engine = open_engine(settings.database_url)
    publish_with_sessions(engine, settings, folder("schedules") / slug, sessions)
    fill_at_size(engine, settings, slug, delegates, seed=seed, say=click.echo)
    click.echo(f"{delegates} people in {slug}.")


@demo.command("clock")
@click.argument("time", required=False)
@click.option("--edition", "slug", default=SCHEDULE, show_default=True)
def clock(time: str | None, slug: str) -> None:
    """Set the demo's clock to a local time of the edition, or show it.

    Example: eventops demo clock 2026-01-16T13:30
    """
    settings = _settings()
    with transaction(open_engine(settings.database_url)) as db:
        edition = edition_by_slug(db, slug)
        if time is not None:
            refuse_real(db, settings)
            try:
                set_clock(db, edition.zone, time)
            except ValueError as fault:
                raise click.BadParameter("write the time as 2026-01-15T08:10") from fault
        local = domain_now(db).astimezone(ZoneInfo(edition.zone))
        click.echo(f"{local:%Y-%m-%d %H:%M} in {said(edition.city, 'en')} ({edition.zone})")
