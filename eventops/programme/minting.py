"""Codes for new sessions: short, without a meaning, so that they may become closed at any time."""

import secrets
from collections.abc import Collection
from string import ascii_lowercase, digits

SIGNS = "".join(sorted({*digits, *ascii_lowercase} - {*"01ilo"}))
"""Without what is mistaken for each other when read out."""
LENGTH = 4
TRIES = 50


def new_code(taken: Collection[str]) -> str:
    """Four letters and digits, at least one of each, that no session has; five when four are used up."""
    for length in (LENGTH, LENGTH + 1, LENGTH + 2):
        for _ in range(TRIES):
            code = "".join(secrets.choice(SIGNS) for _ in range(length))
            if is_opaque(code) and code not in taken:
                return code
    raise RuntimeError("no code is left for another session")


def new_codes(count: int, taken: Collection[str]) -> tuple[str, ...]:
    """Several at once, all different."""
    minted: list[str] = []
    while len(minted) < count:
        minted.append(new_code({*taken, *minted}))
    return tuple(minted)


def is_opaque(code: str) -> bool:
    """Whether a code has letters and digits, so that nobody takes it for a word or a number."""
    return not code.isalpha() and not code.isdigit()
