"""Cells that a spreadsheet program must not take for a formula (security note X2).

What begins with one of the signs gets an apostrophe before it, and so does what already has
apostrophes before such a sign; reading takes exactly one away, so that every text comes back.
"""

import re

FORMULA = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text as it may stand in a file that we write."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before ``guarded``."""
    return text[1:] if GUARDED.match(text) else text
