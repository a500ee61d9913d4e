"""The public programme as it is printed. Closed sessions are times and a word."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from eventops.core.multilingual import said
from eventops.editions.models import Edition
from eventops.portal.lists.paper import GREY, Masthead
from eventops.portal.sheets.slots import Part, Slot, SlotSheet, Words, small
from eventops.programme.public_rows import PublicProgramme, PublicSession, Reserved
from eventops.programme.rules import Access, Status
from eventops.programme.telling import access_said, end_said
from eventops.web.pages import day, language, second
from eventops.web.sentences import say, say_in

ROUGHLY = "≈"
"""Stands before what is illustrative: a time, a room, or the title of a whole session."""


def programme_sheet(edition: Edition, programme: PublicProgramme, head: Masthead) -> SlotSheet:
    """All days of the public programme."""
    by_day = groupby(programme.by_time, key=lambda each: each.start.date())
    return SlotSheet(
        head,
        tuple(_day(edition, on, list(of_day), head.second) for on, of_day in by_day),
        legend(any(each.illustrative for each in programme.sessions)),
        say("programme_empty"),
    )


def titles_in_both(code: str, second_tongue: str | None) -> tuple[str, str]:
    """A sentence in the reader's language and in the second, when that says something else."""
    first = say(code)
    other = say_in(second_tongue, code) if second_tongue else first
    return first, "" if other == first else other


def legend(illustrative: bool) -> tuple[tuple[str, str], ...]:
    """What the marks say."""
    told = (
        (Access.OPEN.value, _("Open: any valid badge")),
        (Access.BY_DELEGATION.value, _("By delegation")),
        (Access.RESTRICTED.value, _("Restricted: seats are counted")),
        (Access.CLOSED.value, _("Closed: shown as Reserved")),
    )
    if not illustrative:
        return told
    rough = _("%(mark)s Illustrative: this time, room or session is not documented.", mark=ROUGHLY)
    return (*told, ("", rough))


def _day(
    edition: Edition, on: date, of_day: Sequence[PublicSession | Reserved], second_tongue: str
) -> Part:
    return day_part(edition, on, tuple(_slot(each) for each in of_day), second_tongue)


def day_part(edition: Edition, on: date, slots: tuple[Slot, ...], second_tongue: str) -> Part:
    """A day's slots under its date and its own title, in both languages."""
    first, other = day(on, "long"), day(on, "long", second_tongue)
    titles = edition.days.get(on.isoformat(), {}).get("title")
    return Part(
        " · ".join(dict.fromkeys((first, other))),
        " · ".join(filter(None, (said(titles, language()), second(titles)))),
        f"{first} ({say('list_continued')})",
        slots,
    )


def _slot(each: PublicSession | Reserved) -> Slot:
    times = f"{each.start:%H:%M}–{end_said(each)}"
    if isinstance(each, Reserved):
        word = Words(say("reserved"), 3.1, "Medium", grey=GREY)
        when = (Words(times, 3.1, "Medium", grey=GREY),)
        return Slot(when, (word,), (), Access.CLOSED.value, access_said(Access.CLOSED))
    rough = rough_marks(each.illustrative)
    return Slot(
        when=(Words(rough["time"] + times, 3.1, "SemiBold"), *doors_said(each)),
        what=(
            Words(rough["session"] + said(each.title, language()), 3.3, "SemiBold"),
            small(second(each.title), 2.9),
            small(standing_said(each)),
            small(each.note or ""),
        ),
        where=(
            Words(rough["room"] + said(each.room.name, language()), 3.0),
            small(second(each.room.name), 2.6),
        ),
        access=each.access.value,
        access_word=access_said(each.access),
        struck=each.status is Status.CANCELLED,
    )


def rough_marks(illustrative: Sequence[str]) -> dict[str, str]:
    """What stands before time, room and title; of a session illustrative as a whole, its title."""
    marks = {"session"} if "session" in illustrative else set(illustrative)
    return {each: f"{ROUGHLY} " if each in marks else "" for each in ("time", "room", "session")}


def doors_said(each: PublicSession) -> tuple[Words, ...]:
    """From when the doors are open, where the programme says so."""
    if each.doors is None:
        return ()
    return (small(_("doors %(time)s", time=f"{each.doors:%H:%M}"), 2.6),)


def standing_said(each: PublicSession) -> str:
    """Track, meeting, and what has become of the session."""
    status = "" if each.status is Status.CONFIRMED else say(f"status_{each.status.value}")
    return " · ".join(filter(None, (say(f"track_{each.track.value}"), each.meeting_name, status)))
