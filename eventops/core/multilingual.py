"""Text in several languages, and how a name is folded for searching.

``Multilingual`` is ``{"en": "...", "vi": "..."}``; ``Variants`` holds a list per language, the
preferred first, since sources word one theme in several ways (domain note 1.6).
"""

import unicodedata
from collections.abc import Mapping, Sequence

Multilingual = dict[str, str]
Variants = dict[str, list[str]]


def said(text: Mapping[str, str | Sequence[str]] | None, language: str) -> str:
    """The text in ``language``, else in English, else in whatever there is."""
    if not text:
        return ""
    found = text.get(language) or text.get("en") or next(iter(text.values()))
    return found if isinstance(found, str) else found[0]


def spoken(text: Mapping[str, str | Sequence[str]] | None, language: str) -> str:
    """The language that ``said`` fell back to, for a ``lang`` attribute."""
    if not text or text.get(language):
        return language
    return "en" if text.get("en") else next(iter(text))


def other(text: Mapping[str, str | Sequence[str]] | None, language: str) -> tuple[str, str] | None:
    """``(language, text)`` of the second language, when it says something else."""
    if not text:
        return None
    first = said(text, language)
    for tongue in text:
        if tongue != spoken(text, language) and said(text, tongue) != first:
            return tongue, said(text, tongue)
    return None


def folded(text: str) -> str:
    """Lower case without marks, words in alphabetical order: found in any order and accent.

    >>> folded("Nguyễn Văn Đức") == folded("duc nguyen van")
    True
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(sorted(bare.split()))
