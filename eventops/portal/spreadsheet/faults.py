"""What is wrong with a file, and where."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

HEADER = 1
"""The number of the row with the headings."""


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
    return json.dumps([[each.code, each.row, each.column, each.facts] for each in faults])


def found_again(text: str) -> list[Fault]:
    """The faults that ``kept`` wrote."""
    return [
        Fault(code, row, column, facts) for code, row, column, facts in json.loads(text or "[]")
    ]
