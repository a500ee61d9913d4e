"""Who is expected: one rule of an audience, as text and as a value.

    rule  = ["-"] who [":" function("|"function)*] ["@" list] [seats] ["as" capacity]
            ["until +"MIN"m"] ["item "N]
    who   = everyone | PARTY | group | named(tag) | tbd(n,group) | same(code)
    seats = H "+" N  |  N "each"

`parse` reads text with any spacing between its parts; `str` of a rule is its one canonical text,
and `parse(str(rule)) == rule`. Whether the parties, groups, lists and sessions exist is not
judged here.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

PARTY_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
WORD_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
SESSION_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # may begin with a digit: opaque codes do
_LIST = re.compile(r"[a-z0-9*]+(?:-[a-z0-9*]+)*")
_CALL = re.compile(r"([a-z]+)\s*\(([^()]*)\)")
_UNDECIDED = re.compile(rf"\s*([0-9]{{1,3}})\s*,\s*({WORD_CODE.pattern})\s*")
_HEAD_PLUS = re.compile(r"([0-9]+)\+([0-9]+)")
_EACH = re.compile(r"([0-9]+)\s+each")
_UNTIL = re.compile(r"\+([0-9]+)m")
_ITEM = re.compile(r"([0-9]+)")
_SPACE = re.compile(r"[ \t]*")
MOST = 999
"""The largest number a rule may hold, of seats, parties, minutes or items."""


class Capacity(StrEnum):
    """In what quality a person is in a session."""

    TABLE = "table"
    LISTENING = "listening"
    PHOTO = "photo"
    JURY = "jury"
    GUEST = "guest"
    INTERPRETER = "interpreter"
    DUTY = "duty"


@dataclass(frozen=True)
class Everyone:
    def __str__(self) -> str:
        return "everyone"


@dataclass(frozen=True)
class PartyRef:
    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class GroupRef:
    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class Named:
    """People named one by one, in the database; the text holds only the tag."""

    tag: str

    def __str__(self) -> str:
        return f"named({self.tag})"


@dataclass(frozen=True)
class Undecided:
    """Parties of a group that are not chosen yet: admits nobody, counts seats."""

    count: int
    group: str

    def __str__(self) -> str:
        return f"tbd({self.count},{self.group})"


@dataclass(frozen=True)
class SameAs:
    """The audience of another session, by its code."""

    code: str

    def __str__(self) -> str:
        return f"same({self.code})"


Who: TypeAlias = Everyone | PartyRef | GroupRef | Named | Undecided | SameAs


@dataclass(frozen=True)
class HeadPlus:
    """Per delegation: its head on the list (0 or 1) and the next so many on it."""

    head: int
    next: int

    def __str__(self) -> str:
        return f"{self.head}+{self.next}"


@dataclass(frozen=True)
class Each:
    """So many holders of the function per delegation, and no head."""

    count: int

    def __str__(self) -> str:
        return f"{self.count} each"


Seats: TypeAlias = HeadPlus | Each


@dataclass(frozen=True)
class Rule:
    """One rule. `list` may hold a glob (`wg-*`); None is the list of the session's meeting."""

    who: Who
    remove: bool = False
    functions: tuple[str, ...] = ()
    list: str | None = None
    seats: Seats | None = None
    capacity: Capacity | None = None
    until_minutes: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        text = f"{'-' if self.remove else ''}{self.who}"
        if self.functions:
            text += ":" + "|".join(self.functions)
        if self.list is not None:
            text += f"@{self.list}"
        if self.seats is not None:
            text += f" {self.seats}"
        if self.capacity is not None:
            text += f" as {self.capacity}"
        if self.until_minutes is not None:
            text += f" until +{self.until_minutes}m"
        if self.item is not None:
            text += f" item {self.item}"
        return text


class AudienceFault(ValueError):
    """A text that is no audience rule.

    `code` is one of: empty, who, named, undecided, same, function, function_twice, list, head,
    number, capacity, until, item, unexpected. `position` counts characters from 0; `found` is the
    text that stands there.
    """

    def __init__(self, code: str, position: int, found: str) -> None:
        super().__init__(f"{code} at {position}: {found!r}")
        self.code = code
        self.position = position
        self.found = found


@lru_cache(maxsize=4096)
def parse(rule: str) -> Rule:
    """Read one rule; raises AudienceFault at the first place that cannot be read."""
    reader = _Reader(rule)
    if reader.at_end():
        raise AudienceFault("empty", 0, "")
    remove = reader.take("-")
    who = _who(reader)
    functions = _functions(reader) if reader.take(":") else ()
    ordered_list = reader.expect(_LIST, "list").group() if reader.take("@") else None
    seats = _seats(reader)
    capacity = _capacity(reader) if reader.take_word("as") else None
    until = _number(reader, _UNTIL, "until") if reader.take_word("until") else None
    item = _number(reader, _ITEM, "item") if reader.take_word("item") else None
    if not reader.at_end():
        raise reader.fault("unexpected")
    return Rule(who, remove, functions, ordered_list, seats, capacity, until, item)


class _Reader:
    """A place in a text that moves forward; spaces before a part are skipped."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def at_end(self) -> bool:
        self._skip_space()
        return self.position == len(self.text)

    def take(self, sign: str) -> bool:
        self._skip_space()
        if not self.text.startswith(sign, self.position):
            return False
        self.position += len(sign)
        return True

    def take_word(self, word: str) -> bool:
        return self.match(re.compile(rf"{word}(?![a-z0-9-])")) is not None

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what the pattern matches here, but only as a whole word."""
        self._skip_space()
        found = pattern.match(self.text, self.position)
        if found is None or self.text[found.end() :][:1].isalnum():
            return None
        self.position = found.end()
        return found

    def expect(self, pattern: re.Pattern[str], code: str) -> re.Match[str]:
        found = self.match(pattern)
        if found is None:
            raise self.fault(code)
        return found

    def fault(self, code: str, position: int | None = None) -> AudienceFault:
        if position is None:
            self._skip_space()
            position = self.position
        rest = self.text[position:].split()
        return AudienceFault(code, position, rest[0] if rest else "")

    def _skip_space(self) -> None:
        space = _SPACE.match(self.text, self.position)
        self.position = space.end() if space else self.position


def _who(reader: _Reader) -> Who:
    call = reader.match(_CALL)
    if call is not None:
        return _called(reader, call)
    party = reader.match(PARTY_CODE)
    if party is not None:
        return PartyRef(party.group())
    word = reader.expect(WORD_CODE, "who").group()
    return Everyone() if word == "everyone" else GroupRef(word)


def _called(reader: _Reader, call: re.Match[str]) -> Who:
    name, inside = call.group(1), call.group(2).strip()
    if name == "named" and WORD_CODE.fullmatch(inside):
        return Named(inside)
    if name == "same" and SESSION_CODE.fullmatch(inside):
        return SameAs(inside)
    undecided = _UNDECIDED.fullmatch(inside)
    if name == "tbd" and undecided and int(undecided.group(1)) > 0:
        return Undecided(int(undecided.group(1)), undecided.group(2))
    code = {"named": "named", "same": "same", "tbd": "undecided"}.get(name, "who")
    raise AudienceFault(code, call.start(), call.group())


def _functions(reader: _Reader) -> tuple[str, ...]:
    functions: list[str] = []
    while not functions or reader.take("|"):
        found = reader.expect(WORD_CODE, "function")
        if found.group() in functions:
            raise AudienceFault("function_twice", found.start(), found.group())
        functions.append(found.group())
    return tuple(functions)


def _seats(reader: _Reader) -> Seats | None:
    each = reader.match(_EACH)
    if each is not None:
        return Each(_at_most(each, 1, least=1))
    plus = reader.match(_HEAD_PLUS)
    if plus is None:
        return None
    if plus.group(1) not in ("0", "1"):
        raise AudienceFault("head", plus.start(), plus.group())
    head = int(plus.group(1))
    return HeadPlus(head, _at_most(plus, 2, least=1 - head))


def _capacity(reader: _Reader) -> Capacity:
    word = reader.match(WORD_CODE)
    if word is None or word.group() not in tuple(Capacity):
        raise reader.fault("capacity", word.start() if word else None)
    return Capacity(word.group())


def _number(reader: _Reader, pattern: re.Pattern[str], code: str) -> int:
    return _at_most(reader.expect(pattern, code), 1, least=1)


def _at_most(found: re.Match[str], group: int, *, least: int) -> int:
    digits = found.group(group)
    if len(digits) > len(str(MOST)) or not least <= int(digits) <= MOST:
        raise AudienceFault("number", found.start(group), digits)
    return int(digits)
