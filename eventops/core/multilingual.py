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
    found = text.get(spoken(text, language)) if text else None
    if isinstance(found, str):
        return found
    return found[0] if found else ""


def spoken(text: Mapping[str, str | Sequence[str]] | None, language: str) -> str:
    """The language that ``said`` fell back to, for a ``lang`` attribute."""
    if not text:
        return language
    tongues = [language, "en", *text]
    return next((tongue for tongue in tongues if text.get(tongue)), language)


def other(text: Mapping[str, str | Sequence[str]] | None, language: str) -> tuple[str, str] | None:
    """``(language, text)`` of the second language, when it says something else."""
    if not text:
        return None
    first = said(text, language)
    for tongue in text:
        if text[tongue] and tongue != spoken(text, language) and said(text, tongue) != first:
            return tongue, said(text, tongue)
    return None


def folded(text: str) -> str:
    """Lower case without marks, words in alphabetical order: found in any order and accent.

    >>> folded("Nguyễn Văn Đức") == folded("duc nguyen van")
    True
    """
    plain = text.casefold()
    for _ in range(2):  # letters such as ℌ have a case only once they are taken apart
        plain = unicodedata.normalize("NFKD", plain).casefold()
    plain = unicodedata.normalize("NFKD", plain).replace("đ", "d")
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(sorted(bare.split()))
