"""The columns of the spreadsheet: one table for templates, lists, reading and checking.

A heading is said in both languages at once, so that a file is the same whoever made it; either
language alone, or the column's code, is understood too. Another field of the draft needs a line in
``PERSON`` and no more.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventops.core.multilingual import Multilingual, folded
from eventops.delegations.drafts import NominationDraft
from eventops.editions.models import Meeting

REFERENCE, DELEGATION, FUNCTION = "reference", "delegation", "function"
YES = "x"
YES_WORDS = frozenset({"x", "yes", "y", "có", "co", "1", "true", "✓", "✔"})
NO_WORDS = frozenset({"", "no", "n", "không", "khong", "0", "false", "-"})
FOLLOWS_NAME = ("badge_name", "sort_name")
"""Left empty in a list when they say the same as the full name, so that they go on following it."""

Words = Mapping[str, Multilingual]
"""Code of a function → its word in every language."""


def as_written(text: str) -> str:
    """What a cell of text means: itself."""
    return text


def text_of(value: Any) -> str:
    """What a known value looks like in a cell."""
    return "" if value is None else str(value)


def day_meant(text: str) -> date | None:
    """The day of a real date cell, or of text such as 1975-12-31.

    Other text is not guessed at: 03/04/1975 is April to some and March to others.
    """
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``code`` is the draft's field where it is one, else what the constants name."""

    code: str
    heading: Multilingual
    width: int = 18
    meeting: str | None = None
    """The id of the meeting whose list it speaks of."""
    means: Callable[[str], Any] = as_written
    """Text of a cell → value of the draft; raises ValueError."""
    fault: str = "cell_not_understood"
    """What is said when it does."""
    shows: Callable[[Any], str] = text_of
    looks: str = "@"
    """How spreadsheet programs format what is typed into it; ``@`` keeps it as text."""
    wrapped: bool = False
    """Whether a long text is broken within its cell, as one with several lines must be."""

    @property
    def title(self) -> str:
        """The heading as it is written into files."""
        return " / ".join(dict.fromkeys(self.heading.values()))

    @property
    def names(self) -> set[str]:
        """What a heading may be, folded."""
        return {folded(text) for text in (self.code, self.title, *self.heading.values())}


LEADING = (Column(REFERENCE, {"en": "Reference", "vi": "Mã tham chiếu"}, 24),)
FOR_ORGANISERS = (Column(DELEGATION, {"en": "Delegation", "vi": "Đoàn"}, 14),)
PERSON = (
    Column("style", {"en": "Style", "vi": "Danh xưng"}, 14),
    Column("full_name", {"en": "Full name", "vi": "Họ và tên"}, 30),
    Column("badge_name", {"en": "Name on the badge", "vi": "Tên trên thẻ"}, 24),
    Column("own_script", {"en": "Name in its own script", "vi": "Tên bằng chữ viết gốc"}, 24),
    Column("sort_name", {"en": "Name for sorting", "vi": "Tên để sắp xếp"}, 24),
    Column("position", {"en": "Title or post", "vi": "Chức vụ"}, 30),
    Column(FUNCTION, {"en": "Function", "vi": "Vai trò"}, 32),
    Column("email", {"en": "Mail address", "vi": "Thư điện tử"}, 28),
    Column("mrz_name", {"en": "Passport name", "vi": "Họ tên trong hộ chiếu"}, 30),
    Column(
        "born_on",
        {"en": "Birth date", "vi": "Ngày sinh"},
        14,
        means=day_meant,
        fault="birth_date_not_a_date",
        looks="yyyy-mm-dd",
    ),
    Column("diet", {"en": "Dietary need", "vi": "Yêu cầu ăn uống"}, 24),
)


def code_of(meeting: Meeting) -> str:
    """The code of a meeting's column."""
    return f"meeting {meeting.code}"


def columns_for(meetings: Iterable[Meeting], *, everyone: bool) -> tuple[Column, ...]:
    """The columns of an edition's files; organisers' files name the delegation."""
    lists = tuple(
        Column(code_of(each), {"en": each.short_name}, 14, meeting=each.id) for each in meetings
    )
    return (*LEADING, *(FOR_ORGANISERS if everyone else ()), *PERSON, *lists)


def cells(
    columns: Sequence[Column],
    draft: NominationDraft,
    *,
    reference: str,
    delegation: str,
    words: Words,
) -> list[str]:
    """A person as a row of a list."""
    return [_cell(each, draft, reference, delegation, words) for each in columns]


def _cell(
    column: Column, draft: NominationDraft, reference: str, delegation: str, words: Words
) -> str:
    if column.meeting is not None:
        return YES if column.meeting in draft.meetings else ""
    if column.code == REFERENCE:
        return reference
    if column.code == DELEGATION:
        return delegation
    value = getattr(draft, column.code)
    if column.code == FUNCTION:
        return function_title(value, words)
    if column.code in FOLLOWS_NAME and value == draft.full_name:
        return ""
    return column.shows(value)


def function_title(code: str, words: Words) -> str:
    """The word of a function in both languages, as drop-down lists offer it."""
    return " / ".join(dict.fromkeys(words.get(code, {"en": code}).values()))


def function_named(text: str, words: Words) -> str | None:
    """The function that a cell names, by its code or by its word in either language."""
    wanted = folded(text)
    for code, said in words.items():
        if wanted in {folded(each) for each in (code, function_title(code, words), *said.values())}:
            return code
    return None


def yes_or_no(text: str) -> bool | None:
    """Whether a cell says yes; None when it says neither."""
    said = text.strip().casefold()
    if said in YES_WORDS:
        return True
    return False if said in NO_WORDS else None
