"""The programme as XLSX (drop-down lists for what is chosen, an explanation a column) and CSV."""

from collections.abc import Sequence
from dataclasses import replace

from eventops.editions.rules import ReEntry
from eventops.portal.spreadsheet.columns import Column
from eventops.portal.spreadsheet.lists import DELIMITERS
from eventops.portal.spreadsheet.writing import as_csv as written_plain
from eventops.portal.spreadsheet.writing import as_xlsx as written
from eventops.programme.plan import EditionPlan, Planned
from eventops.programme.rules import Access, Status, Track
from eventops.programme.workbook import WorkColumn, columns_for, rows_of
from eventops.web.pages import LANGUAGES
from eventops.web.sentences import say_in

SHEET = "Programme - Chương trình"
WRAPPED = ("audience", "note", "title")


def as_xlsx(plan: EditionPlan, sessions: Sequence[Planned]) -> bytes:
    """The sessions as rows; read again unchanged, they change nothing."""
    columns = columns_for(plan.languages, sessions)
    return written(
        [_column(column) for column in columns],
        rows_of(sessions, columns),
        choices=_choices(plan),
        explained=_explanations(plan, columns),
        sheet=SHEET,
    )


def as_csv(plan: EditionPlan, sessions: Sequence[Planned], language: str) -> bytes:
    """The same rows for any program, parted as the reader's spreadsheet program expects it."""
    columns = columns_for(plan.languages, sessions)
    said = [_column(column) for column in columns]
    return written_plain(said, rows_of(sessions, columns), delimiter=DELIMITERS.get(language, ","))


def _column(column: WorkColumn) -> Column:
    wrapped = column.key.partition(".")[0] in WRAPPED
    return replace(Column(column.key, column.heading, column.width), wrapped=wrapped)


def _choices(plan: EditionPlan) -> dict[str, Sequence[str]]:
    """Column → what its drop-down list offers; codes, since names may be alike."""
    offered: dict[str, Sequence[str]] = {
        "date": [str(day.date) for day in plan.days],
        "room": [room.code for room in plan.rooms],
        "meeting": [meeting.code for meeting in plan.meetings],
        "track": list(Track),
        "access": list(Access),
        "status": list(Status),
        "re_entry": list(ReEntry),
    }
    return {key: words for key, words in offered.items() if words}


def _explanations(plan: EditionPlan, columns: Sequence[WorkColumn]) -> list[tuple[str, ...]]:
    """The second sheet: what each column takes, then which code is which room and meeting."""
    lines: list[tuple[str, ...]] = [("Column / Cột", *LANGUAGES.values())]
    for column in columns:
        lines.append((column.title, *_in_all(f"work_{column.key.partition('.')[0]}")))
    lines.append(("", *_in_all("work_all_or_nothing")))
    for word, things in (("Room / Phòng", plan.rooms), ("Meeting / Cuộc họp", plan.meetings)):
        for thing in things:
            said = tuple(thing.name.get(tongue, "") for tongue in LANGUAGES)
            lines.append((f"{word}: {thing.code}", *said))
    return lines


def _in_all(code: str) -> tuple[str, ...]:
    return tuple(say_in(tongue, code) for tongue in LANGUAGES)
