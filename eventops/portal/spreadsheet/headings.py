"""Which column of a file stands where."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from eventops.core.multilingual import folded
from eventops.portal.spreadsheet.columns import Column
from eventops.portal.spreadsheet.faults import HEADER, Fault


@dataclass(slots=True)
class Heads:
    """The columns a file has, by place."""

    columns: dict[int, Column] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)

    def said(self, code: str) -> str:
        """Where a column stands, as faults say it."""
        place = next((at for at, column in self.columns.items() if column.code == code), None)
        return "" if place is None else place_of(place, self.titles[place])


def place_of(place: int, title: str) -> str:
    """``E (Mail address)``: letter and heading, as spreadsheet programs count columns."""
    letters, number = "", place + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters} ({title})" if title else letters


def headings(row: Sequence[str], columns: Sequence[Column]) -> tuple[Heads, list[Fault]]:
    """Which column stands where; a heading that nobody knows would be lost, so it is a fault."""
    heads, faults = Heads(), []
    names = {name: column for column in columns for name in column.names}
    for column in columns:
        if column.meeting is not None:
            names[folded(column.code.partition(" ")[2])] = column
    for place, title in enumerate(row):
        found = names.get(folded(title.rstrip("* ")))
        if not title:
            continue
        if found is None:
            faults.append(Fault("unknown_column", HEADER, place_of(place, title)))
        elif found in heads.columns.values():
            faults.append(Fault("column_twice", HEADER, place_of(place, title)))
        else:
            heads.columns[place], heads.titles[place] = found, title
    return heads, faults
