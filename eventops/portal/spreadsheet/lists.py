"""Templates and present lists as files: the same columns, with nobody or with everybody in them."""

from collections.abc import Sequence

from eventops.portal.spreadsheet.columns import Column, Words, cells, columns_for
from eventops.portal.spreadsheet.known import Known
from eventops.portal.spreadsheet.words import explanations, offered_functions
from eventops.portal.spreadsheet.writing import as_csv, as_xlsx, choices_for

DELIMITERS = {"vi": ";"}
"""Where decimals have a comma, spreadsheet programs part cells by semicolons."""


def rows_of(known: Known, columns: Sequence[Column], words: Words) -> list[list[str]]:
    """Everybody who is not out, in the order of delegations and ranks."""
    codes = {each.id: code for code, each in known.delegations.items()}
    return [
        cells(
            columns,
            each.draft,
            reference=each.delegate_id,
            delegation=codes[each.delegation_id],
            words=words,
        )
        for each in known.in_order()
    ]


def csv_file(known: Known, words: Words, *, filled: bool, language: str) -> bytes:
    """For any program, parted as the reader's spreadsheet program expects it."""
    columns = columns_for(known.meetings, everyone=known.everyone)
    rows = rows_of(known, columns, words) if filled else []
    return as_csv(columns, rows, delimiter=DELIMITERS.get(language, ","))


def xlsx_file(known: Known, words: Words, *, filled: bool) -> bytes:
    """With drop-down lists, and explanations in both languages on a second sheet."""
    columns = columns_for(known.meetings, everyone=known.everyone)
    functions = offered_functions(list(known.delegations.values()), words)
    return as_xlsx(
        columns,
        rows_of(known, columns, words) if filled else [],
        choices=choices_for(columns, functions, list(known.delegations)),
        explained=explanations(columns),
    )
