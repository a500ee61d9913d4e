"""Text in lines of a given width: broken between words, a word too wide between its letters. Pure."""

import unicodedata
from collections.abc import Callable, Iterator

JOINERS = "\u200c\u200d"
VIRAMA = 9
"""Combining class of the marks that bind two consonants, as in Khmer, Burmese and Devanagari."""
BEFORE = frozenset("เแโใไເແໂໃໄ")
"""Thai and Lao vowels that are written before their consonant."""
AFTER = frozenset("ะาำະາຳ")
"""Those written behind it, which Unicode counts among the letters."""


def wrapped(text: str, width_of: Callable[[str], float], width: float) -> tuple[str, ...]:
    """The lines; nothing is cut, and no line is empty."""
    if not text or width_of(text) <= width:
        return (text,) if text else ()
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and width_of(f"{line} {word}") <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width_of, width)
        lines += full
    return (*lines, line)


def _pieces(word: str, width_of: Callable[[str], float], width: float) -> Iterator[str]:
    """The word in parts that fit; whole when it does."""
    if width_of(word) <= width:
        yield word
        return
    part = ""
    for cluster in clusters(word):
        if part and width_of(part + cluster) > width:
            yield part
            part = cluster
        else:
            part += cluster
    yield part


def clusters(word: str) -> list[str]:
    """Letters with the marks that belong to them.

    >>> clusters("ເມືອງ"), clusters("Thảo")
    (['ເມື', 'ອ', 'ງ'], ['T', 'h', 'ả', 'o'])
    """
    found: list[str] = []
    for sign in word:
        if found and _stays(found[-1], sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _stays(before: str, sign: str) -> bool:
    return (
        unicodedata.category(sign).startswith("M")
        or sign in AFTER
        or sign in JOINERS
        or before[-1] in JOINERS
        or before[-1] in BEFORE
        or unicodedata.combining(before[-1]) == VIRAMA
    )
