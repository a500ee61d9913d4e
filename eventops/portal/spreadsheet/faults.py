"""What is wrong with a file, and where."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from eventops.core.errors import Word

HEADER = 1
"""The number of the row with the headings."""

WORD = "word"


@dataclass(frozen=True, slots=True)
class Fault:
    """A code with the facts of its sentence; the row as the program numbers it, or none."""

    code: str
    row: int | None = None
    column: str = ""
    """Letter and heading: ``E (Mail address)``."""
    facts: dict[str, Any] = field(default_factory=dict)


def kept(faults: Sequence[Fault]) -> str:
    """The faults as they are stored with a file that was refused."""
    return json.dumps([[each.code, each.row, each.column, _kept(each.facts)] for each in faults])


def found_again(text: str) -> list[Fault]:
    """The faults that ``kept`` wrote."""
    return [
        Fault(code, row, column, {name: _found(told) for name, told in facts.items()})
        for code, row, column, facts in json.loads(text or "[]")
    ]


def _kept(facts: dict[str, Any]) -> dict[str, Any]:
    """Words stay codes, so that whoever reads the file's page reads them in their language."""
    return {name: {WORD: told} if isinstance(told, Word) else told for name, told in facts.items()}


def _found(told: Any) -> Any:
    return Word(told[WORD]) if isinstance(told, dict) else told
