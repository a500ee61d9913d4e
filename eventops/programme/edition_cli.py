"""Commands about editions: which there are, and the next one's files from the last one's."""

import datetime
import json
import secrets
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from eventops.core.db import open_db, open_engine
from eventops.core.errors import NotFound
from eventops.core.resources import folder as carried
from eventops.core.settings import load as load_settings
from eventops.editions.queries import editions
from eventops.programme.check import notices
from eventops.programme.dayfile import dump, load, loads
from eventops.programme.folder import write_texts
from eventops.programme.plan import EditionPlan, Multilingual
from eventops.programme.queries import plan_of
from eventops.programme.remarks import by_topic
from eventops.programme.rolled_days import Alignment, said
from eventops.programme.rolled_files import read_places, read_room_map, read_rules
from eventops.programme.rolled_words import Replacement
from eventops.programme.rolling_over import RolledOver, Wishes, roll_over
from eventops.programme.values import LANGUAGE_CODE

DAY = click.DateTime(formats=["%Y-%m-%d"])
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
NO_DAY = "none"


@click.group("edition")
def edition_commands() -> None:
    """Editions. Example: eventops edition list"""


@edition_commands.command("list")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
def list_command(as_json: bool) -> None:
    """The editions of this installation, the newest first.

    Example: eventops edition list --json
    """
    with open_db(open_engine(load_settings().database_url), write=False) as db:
        told = [
            {
                "slug": each.slug,
                "short_name": each.short_name,
                "series": each.series.code,
                "starts": each.starts_on.isoformat(),
                "ends": each.ends_on.isoformat(),
                "zone": each.zone,
            }
            for each in editions(db)
        ]
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for each in told:
        click.echo("{slug}: {short_name}, {starts} to {ends}, {zone}".format(**each))
    if not told:
        click.echo("There is no edition yet: eventops schedule publish schedules/my-edition")


@edition_commands.command("roll-over")
@click.argument("old")
@click.argument("new_dir", type=click.Path(path_type=Path, file_okay=False))
@click.option("--slug", help="Slug of the new edition; the folder's name when left out.")
@click.option("--short-name", required=True, help="As people say it, such as FORUM-7.")
@click.option("--first-day", required=True, type=DAY, help="Where the old first day goes.")
@click.option(
    "--align",
    type=click.Choice([each.value for each in Alignment]),
    default=Alignment.OFFSET.value,
    show_default=True,
    help="offset: exactly there. weekday: to the nearest day that keeps the weekdays.",
)
@click.option("--day", "days", multiple=True, help="One day by hand: OLD=NEW, or OLD=none.")
@click.option("--zone", required=True, help="Of the IANA list, such as Asia/Bangkok.")
@click.option("--city", required=True, multiple=True, help="TEXT, or LANGUAGE=TEXT repeated.")
@click.option("--host", help="Code of a party; the old next chair when left out.")
@click.option("--chair", help="Code of a party; the old next chair when left out.")
@click.option("--next-chair", help="Code of a party; nobody when left out.")
@click.option("--organiser", multiple=True, help="TEXT, or LANGUAGE=TEXT repeated.")
@click.option("--venue", type=FILE, help="A venue.toml of the new place.")
@click.option("--rooms", type=FILE, help="Old room → new room, as TOML or CSV.")
@click.option("--rules", type=FILE, help="A TOML file with the new [[rule]] blocks.")
@click.option("--replace", "replacements", multiple=True, help="OLD=NEW, or LANGUAGE:OLD=NEW.")
@click.option("--dry-run", is_flag=True, help="Print the plan and the report; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="The report in machine-readable form.")
def roll_over_command(old: str, new_dir: Path, dry_run: bool, as_json: bool, **told: Any) -> None:
    """Make a next edition's files from OLD: a slug in the database, or a folder.

    Times of the day, order and rules stay; days, places, roles and codes are made new; all that
    is not carried is listed. Nothing is written over.

    \b
    Example: eventops edition roll-over my-edition-2026 schedules/my-edition-2027 \\
      --short-name MY-7 --first-day 2027-01-25 --zone Asia/Bangkok --city Bangkok \\
      --dry-run
    """
    if not dry_run and new_dir.exists() and any(new_dir.iterdir()):
        raise click.UsageError(f"{new_dir} is not empty; nothing is written over.")
    plan, where = _old(old)
    rolled = roll_over(plan, _wishes(plan, new_dir, told), secrets.choice)
    texts = dump(rolled.plan)
    loads(texts)  # says every fault of the result before anything is written
    if not dry_run:
        write_texts(new_dir, texts)
    if as_json:
        click.echo(_as_json(rolled))
        return
    click.echo(f"{plan.slug} was read from {where}.")
    if dry_run:
        click.echo("\n".join(_programme(rolled.plan)))
    click.echo("\n".join(_report(rolled)))
    if dry_run:
        click.echo("\nNothing was written.")
    else:
        count = len(notices(new_dir))
        click.echo(f"\n{len(texts)} files written to {new_dir}; schedule check: {_checked(count)}")


def _checked(count: int) -> str:
    return f"no fault, {count} to be moved." if count else "no fault."


def _old(name: str) -> tuple[EditionPlan, str]:
    """The old plan and where it was found: a folder of this path, the database, `schedules/`."""
    if Path(name).is_dir():
        return load(Path(name)), f"the folder {name}"
    engine = open_engine(load_settings().database_url)
    try:
        with open_db(engine, write=False) as db:
            return plan_of(db, name), "the database"
    except (NotFound, OperationalError, ProgrammingError):
        path = carried("schedules") / name
        if not path.is_dir():
            raise NotFound("no_edition", slug=name) from None
        return load(path), f"the folder schedules/{name}"


def _wishes(old: EditionPlan, new_dir: Path, told: dict[str, Any]) -> Wishes:
    return Wishes(
        slug=told["slug"] or new_dir.resolve().name,
        short_name=told["short_name"],
        city=_multilingual(told["city"], old.languages),
        zone=told["zone"],
        first_day=told["first_day"].date(),
        alignment=Alignment(told["align"]),
        days=dict(_day_pair(text) for text in told["days"]),
        host=told["host"],
        chair=told["chair"],
        next_chair=told["next_chair"],
        organiser=_multilingual(told["organiser"], old.languages) or None,
        places=read_places(told["venue"]) if told["venue"] else None,
        rooms=read_room_map(told["rooms"]) if told["rooms"] else {},
        rules=read_rules(told["rules"]) if told["rules"] else None,
        replacements=tuple(_replacement(text) for text in told["replacements"]),
    )


def _multilingual(texts: tuple[str, ...], languages: tuple[str, ...]) -> Multilingual:
    """Text of all languages, and over it that of single ones."""
    said: Multilingual = {}
    for text in texts:
        language, sign, own = text.partition("=")
        if sign and LANGUAGE_CODE.fullmatch(language):
            said[language] = own
        else:
            said = dict.fromkeys(languages, text) | said
    return said


def _day_pair(text: str) -> tuple[datetime.date, datetime.date | None]:
    old, _, new = text.partition("=")
    try:
        date = datetime.date.fromisoformat
        return date(old), None if new == NO_DAY else date(new)
    except ValueError:
        wanted = "2026-01-15=2027-01-28 or 2026-01-15=none"
        raise click.BadParameter(f"“{text}” is not like {wanted}", param_hint="--day") from None


def _replacement(text: str) -> Replacement:
    old, sign, new = text.partition("=")
    language, colon, words = old.partition(":")
    if not sign or not old or not new:
        hint = f"“{text}” is not like 6th=7th or vi:lần thứ 6=lần thứ 7"
        raise click.BadParameter(hint, param_hint="--replace")
    if colon and words and LANGUAGE_CODE.fullmatch(language):
        return Replacement(words, new, language)
    return Replacement(old, new)


def _programme(plan: EditionPlan) -> list[str]:
    lines = []
    for day in plan.days:
        lines += ["", f"{said(day.date)}  {day.title.get('en') or next(iter(day.title.values()))}"]
        for session in day.sessions:
            title = session.title.get("en") or next(iter(session.title.values()))
            hours = f"{session.start:%H:%M}–{session.end:%H:%M}"
            lines.append(f"  {hours}  {session.room:<22}  {session.code:<28}  {title}")
    return lines


def _report(rolled: RolledOver) -> list[str]:
    lines = []
    for topic, remarks in by_topic(rolled.remarks).items():
        lines += ["", topic.value, *(f"  {remark.sentence()}" for remark in remarks)]
    return lines


def _as_json(rolled: RolledOver) -> str:
    told = [
        {
            "topic": remark.topic.value,
            "code": remark.code,
            "facts": dict(remark.facts),
            "sentence": remark.sentence(),
        }
        for remark in rolled.remarks
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)
