"""The printed slip "Changes since v6": public changes on A4, day by day, in two languages."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask_babel import force_locale
from flask_babel import gettext as _

from eventops.core.resources import FLAGS, FONTS
from eventops.portal.lists.paper import Masthead
from eventops.portal.lists.said import Cell, Column, Section
from eventops.portal.lists.table_sheet import table_sheet
from eventops.portal.programme.comparing import Compared
from eventops.web.pages import LANGUAGES, day


@dataclass(frozen=True, slots=True)
class Slip:
    """The sheet's content, ready to be set."""

    empty: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]


def corrigendum(changes: list[Compared], head: Masthead, *, made: datetime) -> bytes:
    """The PDF; the same changes and ``made`` give the same bytes."""
    second = head.second if head.second in LANGUAGES else head.language
    told = Slip(
        str(_("No public session has changed.")),
        (Column(str(_("Session")), 74), Column(str(_("Change")), 106)),
        tuple(_sections(changes, head.language, second)),
    )
    continued = str(_("continued"))
    return table_sheet(told, head, fonts=FONTS, flags=FLAGS, made=made, continued=continued)


def change_title(since: int, tongue: str) -> str:
    """What the slip and the page are called."""
    with force_locale(tongue):
        return str(_("Changes since version %(number)s", number=since))


def chat_text(changes: list[Compared], *, edition: str, as_of: dict[str, str], since: int) -> str:
    """Plain text in every language, ready to be pasted into a group of a chat program."""
    blocks = []
    for tongue in LANGUAGES:
        with force_locale(tongue):
            lines = [f"• {each.said[tongue].line}" for each in changes]
            lines = lines or [str(_("No public session has changed."))]
        title = f"{edition} – {change_title(since, tongue)} ({as_of[tongue]})"
        blocks.append("\n".join([title, *lines]))
    return "\n\n".join(blocks)


def _sections(changes: list[Compared], first: str, second: str) -> list[Section]:
    def on(each: Compared) -> date:
        return each.on

    found = []
    for of_day, group in groupby(changes, key=on):
        rows = tuple(_row(each, first, second) for each in group)
        beneath = day(of_day, "long", second) if second != first else ""
        found.append(Section(day(of_day, "long", first), beneath, "", None, rows, ()))
    return found


def _row(each: Compared, first: str, second: str) -> tuple[Cell, ...]:
    one, other = each.said[first], each.said[second]
    same = first == second
    return (
        Cell(one.title, "" if same or other.title == one.title else other.title, second),
        Cell(_told(each, first), "" if same else _told(each, second), second),
    )


def _told(each: Compared, tongue: str) -> str:
    """In signs that the typeface has: an arrow is none of them."""
    said = each.said[tongue]
    with force_locale(tongue):
        lines = [f"{said.word}: {said.when}, {said.room}."]
        for one in said.fields:
            facts = {"label": one.label, "now": one.becomes or "–", "before": one.was or "–"}
            lines.append(str(_("%(label)s: %(now)s (was: %(before)s).", **facts)))
    return " ".join(lines)
