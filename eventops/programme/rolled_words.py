"""Words of an edition rolled over: rewritten where asked, reported where they tell of the old one.

Ordinals are free text (a party may count otherwise than the host), so none is ever computed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias, TypeVar

from eventops.programme.plan import EditionPlan
from eventops.programme.remarks import Remark, remark

Part = TypeVar("Part")
Reword: TypeAlias = Callable[[str | None, str], str]
"""Language (None where a text has none) and text → text."""

NOTE_LANGUAGE = "en"
WITHOUT_LANGUAGE = "short_name"
_ENGLISH = (
    *("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)


@dataclass(frozen=True)
class Replacement:
    """Old words for new ones, in every language or in one."""

    old: str
    new: str
    language: str | None = None

    def __str__(self) -> str:
        return f"{self.language}:{self.old}" if self.language else self.old

    def on(self, language: str | None, text: str) -> tuple[str, int]:
        """The text rewritten, and how often; whole words only, so that 6th is not 16th."""
        if self.language is not None and self.language != language:
            return text, 0
        return re.subn(_whole(self.old), lambda _: self.new, text)


def _whole(words: str) -> str:
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return f"{before}{re.escape(words)}{after}"


class Rewriting:
    """Applies replacements, and counts the texts that each of them changed."""

    def __init__(self, replacements: tuple[Replacement, ...]) -> None:
        self._counts = dict.fromkeys(replacements, 0)

    def __call__(self, language: str | None, text: str) -> str:
        for each in self._counts:
            text, found = each.on(language, text)
            self._counts[each] += bool(found)
        return text

    def remarks(self) -> Iterator[Remark]:
        for each, count in self._counts.items():
            if count:
                yield remark("replaced", old=each, new=each.new, count=count)
            else:
                yield remark("replaced_nothing", old=each)


def reworded(part: Part, change: Reword) -> Part:
    """A part of a plan with every text in it passed through `change`."""
    new: dict[str, Any] = {}
    for key, value in _worded(part):
        if isinstance(value, str):
            new[key] = change(None if key == WITHOUT_LANGUAGE else NOTE_LANGUAGE, value)
        else:
            new[key] = {
                language: tuple(change(language, one) for one in text)
                if isinstance(text, tuple)
                else change(language, text)
                for language, text in value.items()
            }
    return replace(part, **new)  # type: ignore[type-var]  # every part is a dataclass


def _worded(part: Any) -> Iterator[tuple[str, Any]]:
    for item in fields(part):
        value = getattr(part, item.name)
        if isinstance(value, dict) or (item.name in (WITHOUT_LANGUAGE, "note") and value):
            yield item.name, value


def _texts(part: Any) -> Iterator[tuple[str, str]]:
    """Every text of a part with its key: ("title.vi", "Khai mạc")."""
    for key, value in _worded(part):
        if isinstance(value, str):
            yield key, value
            continue
        for language, text in value.items():
            for one in text if isinstance(text, tuple) else (text,):
                yield f"{key}.{language}", one


@dataclass(frozen=True)
class OldWords:
    """What may tell that a text was written for the old edition."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, old: EditionPlan, *, city: dict[str, str], parties: set[str]) -> "OldWords":
        """`parties` are those that hold no longer the role they held; `city` is the new one."""
        words = {old.slug, str(old.starts.year), str(old.ends.year)}
        short = {old.short_name, *(meeting.short_name for meeting in old.meetings)}
        words |= {name for name in short if any(sign.isdigit() for sign in name)}
        words |= set(old.city.values()) - set(city.values())
        for party in old.parties:
            if party.code in parties:
                words |= set(party.name.values())
        patterns = [_whole(word) for word in sorted(words, key=lambda word: (-len(word), word))]
        return cls(re.compile("|".join([*patterns, *_ordinals(old.short_name)]), re.IGNORECASE))

    def remarks(self, subject: str, part: Any) -> Iterator[Remark]:
        """Each text of a part that holds some of them."""
        for key, text in _texts(part):
            found = dict.fromkeys(match.group() for match in self.pattern.finditer(text))
            if found:
                words = ", ".join(f"“{word}”" for word in found)
                yield remark("old_words", subject=f"{subject}, {key},", found=words, text=text)


def _ordinals(short_name: str) -> Iterator[str]:
    """How the number at the end of "ADGMIN-6" is said: 6th, sixth, lần thứ 6, ADGSOM 6."""
    number = re.search(r"([0-9]+)$", short_name)
    if number is None:
        return
    digits = str(int(number.group()))
    yield rf"(?<!\w){digits}(?:st|nd|rd|th)(?!\w)"
    yield rf"(?<!\w)(?:lần thứ|lần|thứ|khóa)\s+{digits}(?!\w)"
    yield rf"(?<!\w)(?-i:[A-Z]{{3,}})[ -]{digits}(?!\w)"
    if int(digits) < len(_ENGLISH):
        yield _whole(_ENGLISH[int(digits)])
