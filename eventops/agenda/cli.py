"""Commands about agendas."""

import json
from collections.abc import Sequence

import click
from flask import g
from flask_babel import force_locale

from eventops.agenda.feed_state import FeedState, feed_state
from eventops.agenda.rendering import personal_body, personal_calendar
from eventops.agenda.week import AgendaEntry, entries
from eventops.core.errors import NotFound
from eventops.core.multilingual import said
from eventops.delegations.models import Delegate
from eventops.delegations.queries import find_delegates
from eventops.editions.models import Edition
from eventops.editions.queries import current_edition, edition_by_slug
from eventops.programme.views import session_url
from eventops.web.db import db
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.pages import day, language, zoned
from eventops.web.sentences import say

MOST_NAMED = 12
"""How many of several people an error names."""


@click.group("agenda")
def agenda() -> None:
    """Who is expected where. Example: eventops agenda show "Sok Chanthavy" """


@agenda.command("show")
@click.argument("person")
@click.option("--edition", "slug", help="Slug of the edition; the current one by default.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    show_default=True,
)
@click.option("--language", "tongue", type=click.Choice(["en", "vi"]), default="en")
def show(person: str, slug: str | None, form: str, tongue: str) -> None:
    """One person's agenda, each entry with its reason.

    PERSON is a name in any order and accent, an e-mail address or an id.

    Example: eventops agenda show chanthavy@example.org --format ics > agenda.ics
    """
    with force_locale(tongue):
        g.edition = _edition(slug)
        state = feed_state(db(), g.edition, _one(g.edition, person).id)
        click.echo(_told(state, form, settings().base_url), nl=form != "ics")


def _edition(slug: str | None) -> Edition:
    found = edition_by_slug(db(), slug) if slug else current_edition(db(), now())
    if found is None:
        raise NotFound("no_edition_yet")
    return found


def _one(edition: Edition, text: str) -> Delegate:
    """The one person meant; raises NotFound, naming the several it could be."""
    found = find_delegates(db(), edition.id, text)
    if not found:
        raise NotFound("nobody_found", text=text, edition=edition.slug)
    if len(found) > 1:
        raise NotFound("several_found", text=text, edition=edition.slug, people=_names(found))
    return found[0]


def _names(people: Sequence[Delegate]) -> list[str]:
    named = [
        f"{each.person.full_name} ({each.delegation.party.code}, {each.id})"
        for each in people[:MOST_NAMED]
    ]
    return [*named, "…"] if len(people) > MOST_NAMED else named


def _told(state: FeedState, form: str, base_url: str) -> str | bytes:
    if form == "ics":
        return personal_body(state, personal_calendar(state, base_url=base_url), base_url=base_url)
    shown = entries(state, now=zoned(now()), address=session_url)
    if form == "json":
        return json.dumps([_value(each) for each in shown], ensure_ascii=False, indent=2)
    person, party = state.delegate.person, state.delegate.delegation.party
    lines = [f"{person.style} {person.full_name}, {said(party.name, language())}".strip()]
    return "\n".join([*lines, *(_line(each) for each in shown)])


def _line(entry: AgendaEntry) -> str:
    title, room = said(entry.title, language()), said(entry.room, language())
    seat = [say("why_own_seat", {"seat": entry.seat})] if entry.seat else []
    return (
        f"{day(entry.start)} {entry.start:%H:%M}–{entry.end:%H:%M}  {title} · {room}\n"
        f"    {' '.join([f'{entry.capacity}.', entry.why, *seat])}"
    )


def _value(entry: AgendaEntry) -> dict[str, object]:
    return {
        "code": entry.code,
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat(),
        "title": entry.title,
        "room": entry.room,
        "access": entry.access,
        "status": entry.status,
        "capacity": entry.capacity,
        "why": entry.why,
        "seat": entry.seat or None,
        "plate": entry.plate or None,
    }
