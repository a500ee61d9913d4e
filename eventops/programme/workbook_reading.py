"""Rows of a workbook → sessions, and every fault with its row and column.

A row whose code is known says only what its columns say; the rest stays. A row without a code is a
new session, whose code is drawn. Spaces at the ends of a cell say nothing.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventops.core.multilingual import folded
from eventops.programme.blocks import Block, Found, read_block
from eventops.programme.cells import clock_meant, day_meant, items_of, word_meant
from eventops.programme.codes import Choose, opaque_code
from eventops.programme.faults import SHEET, Fault, among
from eventops.programme.outside import NO_DAY, Outside, file_of, judged, raw_of, session_of
from eventops.programme.plan import EditionPlan, Planned
from eventops.programme.shapes import SESSION
from eventops.programme.values import LANGUAGE_CODE
from eventops.programme.workbook import DATE, LANGUAGES, TITLE, columns_for, title_column

HEADER = 1
CLOCKS = ("start", "end", "doors", "doors_close")
WORDS = ("track", "access", "status", "re_entry")
SIGNS = {"audience": "\n", "illustrative": ",;\n"}

Row = Sequence[str]


@dataclass
class SheetFound(Found):
    """Faults of sessions read from rows stand at their cells; ``places`` are those of the keys."""

    places: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    """How the columns are called that a file may lack."""

    def at(self, block: Block, key: str, code: str, /, **params: str) -> None:
        if block.shape is not SESSION or not block.number:
            super().at(block, key, code, **params)
            return
        name = key if key in self.places else key.partition(".")[0]
        if code == "key_missing":
            self.needed(block.number, name)
            return
        self.cell(block.number, name, code, **params)

    def needed(self, row: int, key: str) -> None:
        """Nothing is said where something must be: an empty cell, or no column at all."""
        if key in self.places or (key == TITLE and f"{TITLE}.en" in self.places):
            self.cell(row, key, "cell_empty")
        else:
            self.cell(row, key, "column_needed", value=self.titles.get(key, key))

    def cell(self, row: int, key: str, code: str, /, **params: str) -> None:
        place = self.places.get(key) or (self.places.get(f"{TITLE}.en", "") if key == TITLE else "")
        self._keep((1, row), Fault(SHEET, str(row), place, code, params))


def read_workbook(rows: Sequence[Row], draft: EditionPlan, choose: Choose) -> Outside:
    """What the rows (headings first) say beside the draft."""
    keys, faults = _headings(rows[0] if rows else (), draft)
    if faults:
        return Outside(faults=faults)
    places = {key: _place(at, rows[0][at]) for at, key in keys.items()}
    columns = columns_for(draft.languages, ())
    titles = {column.key.partition(".")[0]: column.title for column in reversed(columns)}
    reading = _Reading(draft, keys, SheetFound(places=places, titles=titles), choose)
    for number, row in enumerate(rows[1:], start=HEADER + 1):
        reading.row(number, row)
    if not reading.blocks and not reading.known_rows:
        return Outside(faults=(Fault(SHEET, "", "", "sessions_none"),))
    faults = judged(draft, reading.blocks.values(), reading.found)
    if faults:
        return Outside(faults=faults)
    return Outside(
        {code: (reading.days[code], session_of(block)) for code, block in reading.blocks.items()}
    )


def _headings(row: Row, draft: EditionPlan) -> tuple[dict[int, str], tuple[Fault, ...]]:
    """Which key stands in which column; what nobody knows would be lost, so it is a fault."""
    columns = columns_for(draft.languages, draft.dated_sessions())
    titles = [title_column(tongue) for tongue in LANGUAGES]
    names = {name: column.key for column in (*titles, *columns) for name in column.names}
    keys: dict[int, str] = {}
    faults = []
    for at, title in enumerate(row):
        wanted = folded(title.strip().rstrip("*"))
        key = names.get(wanted) or _other_title(wanted)
        if not title.strip():
            continue
        if key is None:
            told = among(title, [column.heading["en"] for column in columns])
            faults.append(Fault(SHEET, str(HEADER), _place(at, title), "column_unknown", told))
        elif key in keys.values():
            told = {"value": title}
            faults.append(Fault(SHEET, str(HEADER), _place(at, title), "column_twice", told))
        else:
            keys[at] = key
    if "code" not in keys.values():
        faults.append(Fault(SHEET, str(HEADER), "", "headings_missing"))
    return keys, tuple(faults)


def _other_title(wanted: str) -> str | None:
    """A title in a language that nothing in the draft has yet: ``title.ms``."""
    name, dot, tongue = wanted.partition(".")
    if name == TITLE and dot and LANGUAGE_CODE.fullmatch(tongue):
        return title_column(tongue).key
    return None


def _place(at: int, title: str) -> str:
    """``E (Title)``, as spreadsheet programs count columns."""
    letters, number = "", at + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters} ({title.strip()})" if title.strip() else letters


class _Reading:
    """Rows on their way to blocks of sessions."""

    def __init__(
        self, draft: EditionPlan, keys: Mapping[int, str], found: SheetFound, choose: Choose
    ) -> None:
        self.draft, self.keys, self.found, self.choose = draft, keys, found, choose
        self.known = {each.code: (date, each) for date, each in draft.dated_sessions()}
        self.dates = [day.date for day in draft.days]
        self.names = {
            "room": _by_name([(each.code, *each.name.values()) for each in draft.rooms]),
            "meeting": _by_name(
                [(each.code, each.short_name, *each.name.values()) for each in draft.meetings]
            ),
        }
        self.blocks: dict[str, Block] = {}
        self.days: dict[str, datetime.date] = {}
        self.known_rows: dict[str, int] = {}

    def row(self, number: int, row: Row) -> None:
        cells = {key: row[at].strip() for at, key in self.keys.items() if at < len(row)}
        if not any(cells.values()):
            return
        cells |= {key: "" for key in self.keys.values() if key not in cells}
        code = cells["code"] or opaque_code({*self.known, *self.known_rows}, self.choose)
        if code in self.known_rows:
            other = str(self.known_rows[code])
            self.found.cell(number, "code", "row_twice", value=code, other=other)
            return
        self.known_rows[code] = number
        known = self.known.get(code)
        day = self._day(number, cells, known)
        raw = self._raw(cells, known) | {"code": code}
        file = file_of(day) if day else NO_DAY
        self.blocks[code] = read_block(file, SESSION, number, raw, self.found)
        if raw.get(TITLE) == {}:
            self.found.needed(number, TITLE)
        if day:
            self.days[code] = day

    def _day(
        self, number: int, cells: Mapping[str, str], known: Planned | None
    ) -> datetime.date | None:
        if DATE not in cells:
            if known is None:
                self.found.needed(number, DATE)
            return known[0] if known else None
        text = cells[DATE]
        day = day_meant(text)
        if not text:
            self.found.cell(number, DATE, "cell_empty")
        elif day is None:
            self.found.cell(number, DATE, "date_form", value=text)
        elif day not in self.dates:
            told = among(text, [str(date) for date in self.dates])
            self.found.cell(number, DATE, "day_unknown", **told)
            return None
        return day

    def _raw(self, cells: Mapping[str, str], known: Planned | None) -> dict[str, Any]:
        """The session as tomllib would give it: what is known, under what the cells say."""
        raw: dict[str, Any] = raw_of(known) if known else {"illustrative": []}
        raw[TITLE] = dict(raw.get(TITLE, {}))
        for key, text in cells.items():
            name, _, tongue = key.partition(".")
            if tongue:
                _put(raw[TITLE], tongue, _kept(text, raw[TITLE].get(tongue)))
            elif name in SIGNS:
                items = items_of(text, SIGNS[name])
                raw[name] = [word_meant(item) for item in items] if name != "audience" else items
                if name == "audience" and not items:
                    del raw[name]
            elif name not in ("code", DATE):
                _put(raw, name, self._meant(name, _kept(text, raw.get(name))))
        return raw

    def _meant(self, name: str, text: str) -> str:
        if name in CLOCKS:
            return clock_meant(text)
        if name in WORDS:
            return word_meant(text)
        names = self.names.get(name)
        return names.get(folded(text), text) if names else text


def _put(raw: dict[str, Any], name: str, text: str) -> None:
    if text:
        raw[name] = text
    else:
        raw.pop(name, None)


def _kept(text: str, known: object) -> str:
    """The known text where a cell says the same but for spaces at its ends."""
    return known if isinstance(known, str) and known.strip() == text else text


def _by_name(named: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """Folded name → code, for the names that only one of them has; a code always counts."""
    found: dict[str, set[str]] = {}
    for code, *names in named:
        for name in names:
            found.setdefault(folded(name), set()).add(code)
    single = {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
    return single | {folded(code): code for code, *_ in named}
