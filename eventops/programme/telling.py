"""The public programme in the reader's words: a table for spreadsheets, lines for plain text."""

import textwrap
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from eventops.core.multilingual import said
from eventops.editions.models import Edition
from eventops.programme.public_rows import PublicProgramme, PublicSession, Reserved
from eventops.programme.rules import Access, Status
from eventops.programme.sentences import illustration
from eventops.web.pages import AsOf, day, day_range, language, second
from eventops.web.sentences import say
from eventops.web.spreadsheets import Table

Told = PublicSession | Reserved
WIDTH = 78
"""Columns of the plain text."""
INDENT = " " * 14
HEADINGS = (
    *("day", "start", "end", "title", "title_second", "meeting", "track", "room", "venue"),
    *("access", "status", "doors", "illustrative", "note", "code"),
)


def as_table(edition: Edition, programme: PublicProgramme, as_of: str) -> Table:
    """A line a session, and one for each reserved time: that has times and a word alone."""
    return Table(
        title=f"{edition.short_name} · {say('programme_title')}",
        note=as_of,
        headings=tuple(say(f"programme_column_{code}") for code in HEADINGS),
        rows=tuple(_row(each) for each in programme.by_time),
    )


def _row(each: Told) -> tuple[str, ...]:
    when = (f"{each.start:%Y-%m-%d}", f"{each.start:%H:%M}", end_said(each))
    if isinstance(each, Reserved):
        word = (say("reserved"), *[""] * 5, access_said(Access.CLOSED))
        return (*when, *word, *[""] * (len(HEADINGS) - len(when) - len(word)))
    room, mark = each.room, illustration(list(each.illustrative))
    return (
        *when,
        said(each.title, language()),
        second(each.title),
        each.meeting_name,
        say(f"track_{each.track.value}"),
        said(room.name, language()),
        said(room.venue.name, language()),
        access_said(each.access),
        say(f"status_{each.status.value}"),
        f"{each.doors:%H:%M}" if each.doors else "",
        say(mark) if mark else "",
        each.note or "",
        each.code,
    )


def access_said(access: Access) -> str:
    """Who may enter, in a word or two."""
    return say(f"access_{access.value}")


def end_said(each: Told) -> str:
    """``10:00``, and ``01:00 (+1)`` after midnight."""
    return f"{each.end:%H:%M}{days_after(each.start, each.end)}"


def days_after(start: datetime, end: datetime) -> str:
    """How many days later something ends, when it is another day."""
    days = (end.date() - start.date()).days
    return f" (+{days})" if days else ""


def as_of_said(as_of: AsOf) -> str:
    """ "Programme v7, as of Wed 14 Jan 18:05 · Times in …"."""
    facts = {
        "version": as_of.version,
        "moment": f"{day(as_of.at)} {as_of.at:%H:%M}",
        "place": said(as_of.place, language()),
        "offset": as_of.offset,
    }
    when = say("programme_as_of_version" if as_of.version else "programme_as_of", facts)
    return f"{when} · {say('programme_times_in', facts)}"


def as_words(edition: Edition, programme: PublicProgramme, as_of: str) -> str:
    """The whole programme as lines of plain text."""
    lines = [*_head(edition), as_of, ""]
    by_day = groupby(programme.by_time, key=lambda each: each.start.date())
    for on, of_day in by_day:
        lines += _day(edition, on, list(of_day))
    if not programme.by_time:
        lines.append(say("programme_empty"))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(edition: Edition) -> Iterator[str]:
    yield f"{edition.short_name} · {said(edition.name, language())}"
    if second(edition.name):
        yield second(edition.name)
    when = day_range(edition.starts_on, edition.ends_on)
    yield f"{said(edition.city, language())}, {when}"


def _day(edition: Edition, on: date, of_day: list[Told]) -> Iterator[str]:
    title = said(edition.days.get(on.isoformat(), {}).get("title"), language())
    heading = " · ".join(filter(None, (day(on, "long"), title)))
    yield heading
    yield "=" * len(heading)
    for each in of_day:
        yield from _lines(each)
    yield ""


def _lines(each: Told) -> Iterator[str]:
    when = f"{each.start:%H:%M}–{end_said(each)}".ljust(len(INDENT))
    if isinstance(each, Reserved):
        yield f"{when}{say('reserved')}"
        return
    title = said(each.title, language())
    if each.status is Status.CANCELLED:
        title = say("cancelled_title", {"title": title})
    # A time that ends on another day is wider than the margin; its title stands beside it all the same.
    first, *rest = textwrap.wrap(title, WIDTH - len(INDENT)) or [""]
    yield f"{when}{'' if when.endswith(' ') else '  '}{first}"
    mark = illustration(list(each.illustrative))
    tentative = say("status_tentative") if each.status is Status.TENTATIVE else ""
    room = said(each.room.name, language())
    facts = " · ".join(filter(None, (room, access_said(each.access), tentative)))
    for text in (second(each.title), facts, say(mark) if mark else "", each.note or ""):
        rest += textwrap.wrap(text, WIDTH - len(INDENT))
    for line in rest:
        yield f"{INDENT}{line}"
