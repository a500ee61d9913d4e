"""What stands on the front of a badge: plain values, every sentence already in its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Category:
    """How a kind of guest is told apart at a distance: by letter first, by colour second."""

    letter: str
    colour: str
    """Six hexadecimal digits; white on it has a contrast of 6:1 or more."""


CATEGORIES: Final[Mapping[str, Category]] = MappingProxyType(
    # No red, green or amber: those are the door's verdicts. Lightness differs too, for grey prints.
    {
        "delegate": Category("D", "0f1d22"),
        "head": Category("H", "222f88"),
        "secretariat": Category("S", "0a5f73"),
        "media": Category("M", "6d3fa8"),
        "staff": Category("T", "515863"),
        "security": Category("P", "580045"),
        "guest": Category("G", "7a4a05"),
        "business": Category("B", "2763ae"),
    }
)


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """One badge, ready to print.

    `edition_names` and `category_names` hold the same thing in several languages, the first
    largest. `own_script` may be empty; `own_language` is its BCP 47 tag. `flag` names a file of the
    flag folder ("kh", "asean"). `photo` is a JPEG, PNG or WebP of any shape, shown 3:4. `code` is
    the signed code, `serial` its eight characters, `valid` a sentence ("Valid until 16 January").
    """

    edition_short: str
    edition_names: tuple[str, ...]
    place: str
    dates: str
    style: str
    name: str
    own_script: str
    own_language: str
    position: str
    party: str
    flag: str | None
    category: str
    category_names: tuple[str, str]
    photo: bytes | None
    code: str
    serial: str
    valid: str


@dataclass(frozen=True, slots=True)
class FloaterFace:
    """One floater, ready to print: a delegation's, never a person's.

    `words` is what it is and `opens` for which sessions, each in two languages, the first largest;
    `number` is its own within the delegation ("No. 3"). The rest is as on a badge.
    """

    edition_short: str
    edition_names: tuple[str, ...]
    place: str
    dates: str
    words: tuple[str, str]
    opens: tuple[str, str]
    party: str
    flag: str | None
    number: str
    code: str
    serial: str
    valid: str

    @property
    def name(self) -> str:
        """Which floater it is, for what is said of its printing."""
        return f"{self.party}, {self.number}"
