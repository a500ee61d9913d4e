"""Codes of sessions: drawn ones that tell nothing, and those that hold the name of an edition."""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeAlias

LETTERS, DIGITS = "bcdfghjkmnpqrtvwxyz", "23456789"
"""Without vowels no word comes about; without look-alikes none is misread."""
SHORTEST, LONGEST, TRIES = 4, 8, 64

Choose: TypeAlias = Callable[[Sequence[str]], str]
"""Picks one of several: `secrets.choice`, or the choice of a `random.Random`."""


def opaque_code(taken: Container[str], choose: Choose) -> str:
    """A code such as x7k2 that is not taken; longer where the short ones are."""
    for length in range(SHORTEST, LONGEST + 1):
        for _ in range(TRIES):
            signs = (choose(DIGITS if place % 2 else LETTERS) for place in range(length))
            code = "".join(signs)
            if code not in taken:
                return code
    raise OverflowError("no code is left")


def free_code(wanted: str, taken: Container[str]) -> str:
    """The code, with a number behind it where it is taken."""
    code, number = wanted, 1
    while code in taken:
        number += 1
        code = f"{wanted}-{number}"
    return code


def with_marks_renewed(code: str, marks: Mapping[str, str]) -> str:
    """The code with the marks of one edition (slug, short name, year) made those of another.

    A mark stands between hyphens, and holds a digit: a mere name may belong to the series.

    >>> with_marks_renewed("awards-2026-final", {"2026": "2027"})
    'awards-2027-final'
    """
    for old, new in marks.items():
        if any(sign.isdigit() for sign in old):
            code = re.sub(rf"(?<![a-z0-9]){re.escape(old)}(?![a-z0-9])", new, code)
    return code


def as_code(text: str) -> str:
    """Text in the form of a code: "ADGMIN-6" is adgmin-6."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
