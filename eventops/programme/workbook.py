"""The sessions of a programme as rows of a workbook: one a session, one column a key of the text.

Cells are text, so that no spreadsheet program makes a date of a code. A column says what it is in
English and Vietnamese at once, so that a file is the same whoever made it. Reading back is in
workbook_reading.py. Law: what was written is read again as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from eventops.core.multilingual import folded
from eventops.programme.plan import Multilingual, Planned
from eventops.programme.shapes import SESSION

TITLE, DATE = "title", "date"
LIST_SIGNS = {"audience": "\n", "illustrative": ", "}
"""What parts the items of a cell: audience rules stand one a line."""


@dataclass(frozen=True)
class WorkColumn:
    """One column; ``key`` is that of the text (``title.vi`` for one language), or ``date``."""

    key: str
    heading: Multilingual
    width: int = 14

    @property
    def title(self) -> str:
        return " / ".join(dict.fromkeys(self.heading.values()))

    @property
    def names(self) -> set[str]:
        """What a heading may be, folded."""
        return {folded(text) for text in (self.key, self.title, *self.heading.values())}


LANGUAGES = {
    "en": {"en": "English", "vi": "tiếng Anh"},
    "vi": {"en": "Vietnamese", "vi": "tiếng Việt"},
    "ms": {"en": "Malay", "vi": "tiếng Mã Lai"},
}
_BEFORE = (
    WorkColumn("code", {"en": "Code", "vi": "Mã"}, 24),
    WorkColumn(DATE, {"en": "Date", "vi": "Ngày"}, 12),
    WorkColumn("start", {"en": "Start", "vi": "Bắt đầu"}, 9),
    WorkColumn("end", {"en": "End", "vi": "Kết thúc"}, 9),
    WorkColumn("doors", {"en": "Doors open", "vi": "Mở cửa"}, 9),
    WorkColumn("doors_close", {"en": "Doors close", "vi": "Đóng cửa"}, 9),
    WorkColumn("room", {"en": "Room", "vi": "Phòng"}, 22),
    WorkColumn("meeting", {"en": "Meeting", "vi": "Cuộc họp"}, 14),
    WorkColumn("track", {"en": "Track", "vi": "Nhóm phiên"}, 12),
)
_AFTER = (
    WorkColumn("access", {"en": "Access", "vi": "Quyền vào"}, 15),
    WorkColumn("audience", {"en": "Audience", "vi": "Thành phần dự"}, 34),
    WorkColumn("status", {"en": "Status", "vi": "Tình trạng"}, 12),
    WorkColumn("re_entry", {"en": "Re-entry", "vi": "Vào lại"}, 10),
    WorkColumn("source", {"en": "Source", "vi": "Nguồn"}, 18),
    WorkColumn("illustrative", {"en": "Illustrative", "vi": "Minh họa"}, 20),
    WorkColumn("note", {"en": "Note", "vi": "Ghi chú"}, 40),
)


def columns_for(languages: Sequence[str], sessions: Iterable[Planned]) -> tuple[WorkColumn, ...]:
    """The columns; a title has one for each language of the edition, and each used besides."""
    used = {tongue for _, session in sessions for tongue in session.title}
    tongues = dict.fromkeys((*languages, *sorted(used)))
    return (*_BEFORE, *(title_column(tongue) for tongue in tongues), *_AFTER)


def title_column(tongue: str) -> WorkColumn:
    named = LANGUAGES.get(tongue, {"en": tongue, "vi": tongue})
    heading = {"en": f"Title ({named['en']})", "vi": f"Tên phiên ({named['vi']})"}
    return WorkColumn(f"{TITLE}.{tongue}", heading, 40)


def rows_of(sessions: Iterable[Planned], columns: Sequence[WorkColumn]) -> list[list[str]]:
    """A row for each session, in the order given."""
    return [[_cell(each, column.key) for column in columns] for each in sessions]


def _cell(planned: Planned, key: str) -> str:
    date, session = planned
    if key == DATE:
        return date.isoformat()
    name, _, tongue = key.partition(".")
    if tongue:
        return session.title.get(tongue, "")
    shape = SESSION.key(name)
    return _shown(name, getattr(session, shape.attribute)) if shape else ""


def _shown(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return LIST_SIGNS[name].join(str(item) for item in value)
    return str(value)
