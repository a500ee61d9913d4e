"""What files say in both languages at once: functions, and the sheet that explains the columns."""

from collections.abc import Sequence

from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegation
from eventops.delegations.rules import FUNCTIONS, functions_of
from eventops.portal.spreadsheet.columns import FUNCTION, PERSON, Column, Words, function_title
from eventops.web.pages import LANGUAGES
from eventops.web.sentences import say, say_in


def function_words() -> Words:
    """Every function in every language."""
    return {
        code: {tongue: say_in(tongue, f"function_{code}") for tongue in LANGUAGES}
        for code in FUNCTIONS
    }


def offered_functions(delegations: Sequence[Delegation], words: Words) -> list[str]:
    """The functions that these delegations may nominate for, as their drop-down list says them."""
    codes = {code for each in delegations for code in functions_of(each.party.kind)}
    return [function_title(code, words) for code in FUNCTIONS if code in codes]


def explanations(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """The second sheet: a line a column, and how the file is sent."""
    head = ("Column / Cột", *LANGUAGES.values())
    return [
        head,
        *((column.title, *_explained(column)) for column in columns),
        *(("", *_in_all(code)) for code in ("sheet_all_or_nothing", "sheet_again")),
    ]


def _explained(column: Column) -> tuple[str, ...]:
    return _in_all("column_meeting" if column.meeting else f"column_{column.code}")


def _in_all(code: str) -> tuple[str, ...]:
    return tuple(say_in(tongue, code) for tongue in LANGUAGES)


def shown(field: str, draft: NominationDraft) -> str:
    """What a draft says in a field, in the reader's language; a dash for nothing."""
    if field == FUNCTION:
        return say(f"function_{draft.function}")
    column = next(each for each in PERSON if each.code == field)
    return column.shows(getattr(draft, field)) or "–"
