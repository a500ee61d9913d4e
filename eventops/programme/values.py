"""The kinds of value that the text format knows: how each is read, judged alone, and written.

`read` is given what tomllib made of the text and a `report`; it returns the value, or UNREADABLE.
It reports everything wrong in the value, and where possible still returns something (a list
without its bad items, a code in the wrong form), so that later checks can go on. `write` gives
TOML.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from eventops.programme.audience import SESSION_CODE, AudienceFault, Capacity, Rule, parse
from eventops.programme.faults import among

UNREADABLE = object()
LINE = 100
"""Columns a line with an array may fill before each item gets a line."""

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_TYPES = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f"}
# Line breaks of Unicode, and the marks that make text show in another order than it is stored.
_HIDDEN = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


class Report(Protocol):
    """Called with a fault's code, the part of the value it lies in, and its parameters."""

    def __call__(self, code: str, part: str = "", /, **params: str) -> None: ...


class Kind(Protocol):
    def read(self, raw: object, report: Report) -> Any: ...

    def write(self, value: Any) -> str: ...


@dataclass(frozen=True)
class Text:
    """One line of NFC text without control characters, not empty."""

    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, str):
            return wrong_type(report, "text", raw)
        judge_text(raw, report)
        return raw

    def write(self, value: str) -> str:
        escaped = (
            _ESCAPES.get(sign) or (f"\\u{ord(sign):04X}" if is_control(sign) else sign)
            for sign in value
        )
        return '"' + "".join(escaped) + '"'


@dataclass(frozen=True)
class Code(Text):
    pattern: re.Pattern[str] = SESSION_CODE
    expected: str = "small letters and digits, joined by hyphens"

    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, str):
            return wrong_type(report, "text", raw)
        if not self.pattern.fullmatch(raw):
            report("code_form", value=raw, expected=self.expected)
        return raw


@dataclass(frozen=True)
class Choice:
    choices: type[StrEnum]

    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, str):
            return wrong_type(report, "text", raw)
        if raw not in tuple(self.choices):
            report("choice_unknown", **among(raw, self.choices))
            return UNREADABLE
        return self.choices(raw)

    def write(self, value: StrEnum) -> str:
        return f'"{value}"'


@dataclass(frozen=True)
class YesNo:
    def read(self, raw: object, report: Report) -> Any:
        return raw if isinstance(raw, bool) else wrong_type(report, "true or false", raw)

    def write(self, value: bool) -> str:
        return "true" if value else "false"


@dataclass(frozen=True)
class Whole:
    least: int
    most: int

    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, int) or isinstance(raw, bool):
            return wrong_type(report, "a whole number", raw)
        return in_range(raw, self.least, self.most, report)

    def write(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True)
class Degrees:
    """Latitude or longitude in decimal degrees."""

    most: int

    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, int | float) or isinstance(raw, bool):
            return wrong_type(report, "a number", raw)
        value = in_range(raw, -self.most, self.most, report)
        return value if value is UNREADABLE else float(value)

    def write(self, value: float) -> str:
        return repr(value)


@dataclass(frozen=True)
class Clock:
    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, str):
            return wrong_type(report, 'a time as text, such as "08:30"', raw)
        if not _TIME.fullmatch(raw):
            report("time_form", value=raw)
            return UNREADABLE
        return datetime.time.fromisoformat(raw)

    def write(self, value: datetime.time) -> str:
        return f'"{value:%H:%M}"'


@dataclass(frozen=True)
class Date:
    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, datetime.date) or isinstance(raw, datetime.datetime):
            return wrong_type(report, "a date without quotes, such as 2026-01-15", raw)
        return raw

    def write(self, value: datetime.date) -> str:
        return value.isoformat()


@dataclass(frozen=True)
class RuleText:
    """One rule of an audience."""

    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, str):
            return wrong_type(report, "text", raw)
        try:
            return parse(raw)
        except AudienceFault as fault:
            hints = among(fault.found, Capacity) if fault.code == "capacity" else {}
            place = {"rule": raw, "position": str(fault.position + 1), "found": fault.found}
            report(f"audience_{fault.code}", **(hints | place))
            return UNREADABLE

    def write(self, value: Rule) -> str:
        return Text().write(str(value))


@dataclass(frozen=True)
class ListOf:
    """A list of one kind, each item once; a tuple when read."""

    item: Kind
    may_be_empty: bool = False

    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, list):
            return wrong_type(report, "a list", raw)
        if not raw and not self.may_be_empty:
            report("list_empty")
        read: list[Any] = []
        for value in (self.item.read(part, report) for part in raw):
            if value in read:
                report("listed_twice", value=str(value))
            elif value is not UNREADABLE:
                read.append(value)
        return tuple(read) if read or not raw else UNREADABLE

    def write(self, value: tuple[Any, ...]) -> str:
        return "[" + ", ".join(self.item.write(part) for part in value) + "]"

    def write_tall(self, value: tuple[Any, ...]) -> str:
        """The same list with an item on each line."""
        return "[\n" + "".join(f"    {self.item.write(part)},\n" for part in value) + "]"


@dataclass(frozen=True)
class ByLanguage:
    """A table by language code, English first and then by code; of text or of variants."""

    each: Kind

    def read(self, raw: object, report: Report) -> Any:
        if not isinstance(raw, dict):
            return wrong_type(report, 'a table by language, such as {en = "…", vi = "…"}', raw)
        read: dict[str, Any] = {}
        for language, part in raw.items():
            if not LANGUAGE_CODE.fullmatch(language):
                report("language_form", language, value=language)
            read[language] = self.each.read(part, within(report, language))
        return read

    def write(self, value: dict[str, Any]) -> str:
        in_order = sorted(value, key=lambda language: (language != "en", language))
        return "{" + ", ".join(f"{key} = {self.each.write(value[key])}" for key in in_order) + "}"


def within(report: Report, part: str) -> Report:
    def report_within(code: str, inner: str = "", /, **params: str) -> None:
        report(code, f"{part}.{inner}" if inner else part, **params)

    return report_within


def wrong_type(report: Report, expected: str, raw: object) -> object:
    found = next((name for kind, name in _TYPES.items() if type(raw) is kind), None)
    if found is None:
        found = "a table" if isinstance(raw, dict) else "a date or time"
    report("wrong_type", expected=expected, found=found)
    return UNREADABLE


def in_range(value: float, least: int, most: int, report: Report) -> Any:
    if least <= value <= most:
        return value
    report("number_range", value=str(value), least=str(least), most=str(most))
    return UNREADABLE


def judge_text(text: str, report: Report) -> None:
    if not text.strip():
        report("text_empty")
    for position, sign in enumerate(text, start=1):
        if is_control(sign):
            report("text_control", value=f"U+{ord(sign):04X}", position=str(position))
            break
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        pairs = zip(composed + "\0", text + "\0", strict=False)
        position = next(at for at, (one, other) in enumerate(pairs, start=1) if one != other)
        report("text_not_nfc", position=str(position))


def is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" or sign in _HIDDEN
