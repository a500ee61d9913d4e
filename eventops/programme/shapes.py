"""The blocks of the text format: which keys each has, in canonical order, and of what kind.

This one table is read three ways: to judge the shape of a text, to make the values of plan.py
from it, and to write them.
"""

import re
from dataclasses import dataclass
from typing import Any

from eventops.delegations.rules import PartyKind
from eventops.editions.rules import GateKind, MeetingLevel, ReEntry
from eventops.programme.audience import PARTY_CODE, WORD_CODE
from eventops.programme.plan import (
    ConflictsPlan,
    DayPlan,
    EditionPlan,
    GatePlan,
    GroupPlan,
    HolidayPlan,
    LocalRule,
    MeetingPlan,
    PartyPlan,
    RoomPlan,
    SeriesPlan,
    SessionPlan,
    VenuePlan,
    Weekday,
)
from eventops.programme.rules import Access, ConflictRule, Illustrative, Severity, Status, Track
from eventops.programme.values import (
    LANGUAGE_CODE,
    ByLanguage,
    Choice,
    Clock,
    Code,
    Date,
    Degrees,
    Kind,
    ListOf,
    RuleText,
    Text,
    Whole,
    YesNo,
)

MOST_PEOPLE = 100_000
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Key:
    name: str
    kind: Kind
    required: bool = True
    field: str = ""
    """The field of the value, where it is not the key's name."""

    @property
    def attribute(self) -> str:
        return self.field or self.name


@dataclass(frozen=True)
class Shape:
    """A table of the text. `title` is its name in the text and in faults; `make` takes the values
    by field; `plural` is the field of EditionPlan that holds blocks of this shape."""

    title: str
    make: type[Any]
    plural: str
    keys: tuple[Key, ...]
    single: bool = False
    may_be_missing: bool = False

    def key(self, name: str) -> Key | None:
        return next((key for key in self.keys if key.name == name), None)


def optional(name: str, kind: Kind) -> Key:
    return Key(name, kind, required=False)


TEXT = Text()
CODE = Code()
MULTILINGUAL = ByLanguage(TEXT)
VARIANTS = ByLanguage(ListOf(TEXT))
AUDIENCE = ListOf(RuleText())
NOTE = optional("note", TEXT)
LANGUAGE = Code(LANGUAGE_CODE, 'a language code such as "en"')

# A key that names a code defined elsewhere is plain text here: whether such a thing exists says
# more than whether the code is well formed.

SERIES = Shape(
    "series",
    SeriesPlan,
    "series",
    (Key("code", CODE), Key("name", MULTILINGUAL), NOTE),
    single=True,
)
EDITION = Shape(
    "edition",
    EditionPlan,
    "edition",
    (
        Key("slug", CODE),
        Key("short_name", TEXT),
        Key("name", VARIANTS),
        optional("theme", VARIANTS),
        Key("city", MULTILINGUAL),
        Key("zone", TEXT),
        Key("starts", Date()),
        Key("ends", Date()),
        Key("languages", ListOf(LANGUAGE)),
        Key("host", TEXT),
        Key("chair", TEXT),
        optional("next_chair", TEXT),
        Key("organiser", MULTILINGUAL),
        Key("night_hour", Clock()),
        optional("duty", AUDIENCE),
        Key("source", TEXT),
        NOTE,
    ),
    single=True,
)
CONFLICTS = Shape(
    "conflicts",
    ConflictsPlan,
    "conflicts",
    (
        optional("turn_round_minutes", Whole(0, DAY_MINUTES)),
        optional("room_walk_minutes", Whole(0, DAY_MINUTES)),
        optional("venue_walk_minutes", Whole(0, DAY_MINUTES)),
        optional("openings", ListOf(TEXT)),
        optional("partners", ListOf(TEXT)),
        *(optional(rule.value, Choice(Severity)) for rule in ConflictRule),
        NOTE,
    ),
    single=True,
    may_be_missing=True,
)
RULE = Shape(
    "rule",
    LocalRule,
    "rules",
    (
        Key("weekday", Choice(Weekday)),
        Key("from", Clock(), field="start"),
        Key("to", Clock(), field="end"),
        Key("name", MULTILINGUAL),
        NOTE,
    ),
)
HOLIDAY = Shape(
    "holiday",
    HolidayPlan,
    "holidays",
    (Key("date", Date()), Key("name", MULTILINGUAL), NOTE),
)
MEETING = Shape(
    "meeting",
    MeetingPlan,
    "meetings",
    (
        Key("code", CODE),
        Key("short_name", TEXT),
        Key("name", MULTILINGUAL),
        Key("level", Choice(MeetingLevel)),
        Key("source", TEXT),
        NOTE,
    ),
)
VENUE = Shape(
    "venue",
    VenuePlan,
    "venues",
    (
        Key("code", CODE),
        Key("name", MULTILINGUAL),
        optional("address", MULTILINGUAL),
        optional("latitude", Degrees(90)),
        optional("longitude", Degrees(180)),
        optional("opens", Clock()),
        optional("closes", Clock()),
        Key("illustrative", YesNo()),
        NOTE,
    ),
)
ROOM = Shape(
    "room",
    RoomPlan,
    "rooms",
    (
        Key("code", CODE),
        Key("venue", TEXT),
        Key("name", MULTILINGUAL),
        Key("seats", Whole(0, MOST_PEOPLE)),
        Key("illustrative", YesNo()),
        optional("column", CODE),
        NOTE,
    ),
)
GATE = Shape(
    "gate",
    GatePlan,
    "gates",
    (
        Key("code", CODE),
        Key("name", MULTILINGUAL),
        Key("kind", Choice(GateKind)),
        Key("rooms", ListOf(TEXT, may_be_empty=True)),
        optional("categories", ListOf(CODE)),
        Key("re_entry", Choice(ReEntry)),
        NOTE,
    ),
)
GROUP = Shape(
    "group",
    GroupPlan,
    "groups",
    (
        Key("code", Code(WORD_CODE, "small letters and digits after a letter, joined by hyphens")),
        Key("name", MULTILINGUAL),
        NOTE,
    ),
)
PARTY = Shape(
    "party",
    PartyPlan,
    "parties",
    (
        Key("code", Code(PARTY_CODE, "capital letters and digits after a letter")),
        Key("kind", Choice(PartyKind)),
        Key("groups", ListOf(TEXT, may_be_empty=True)),
        Key("name", MULTILINGUAL),
        Key("sort", TEXT),
        optional("flag", Code(re.compile(r"[a-z]{2}|asean"), 'two small letters, or "asean"')),
        Key("state", YesNo()),
        Key("quota", Whole(0, MOST_PEOPLE)),
        NOTE,
    ),
)
DAY = Shape(
    "day",
    DayPlan,
    "days",
    (Key("date", Date()), Key("title", MULTILINGUAL), NOTE),
    single=True,
)
SESSION = Shape(
    "session",
    SessionPlan,
    "sessions",
    (
        Key("code", CODE),
        optional("meeting", TEXT),
        Key("track", Choice(Track)),
        Key("title", MULTILINGUAL),
        Key("start", Clock()),
        Key("end", Clock()),
        optional("doors", Clock()),
        optional("doors_close", Clock()),
        Key("room", TEXT),
        Key("access", Choice(Access)),
        Key("audience", AUDIENCE),
        optional("status", Choice(Status)),
        optional("re_entry", Choice(ReEntry)),
        Key("source", TEXT),
        Key("illustrative", ListOf(Choice(Illustrative), may_be_empty=True)),
        NOTE,
    ),
)

EDITION_FILE = "edition.toml"
VENUE_FILE = "venue.toml"
PARTIES_FILE = "parties.toml"
PROGRAMME = "programme"
FILES: dict[str, tuple[Shape, ...]] = {
    EDITION_FILE: (SERIES, EDITION, CONFLICTS, RULE, HOLIDAY, MEETING),
    VENUE_FILE: (VENUE, ROOM, GATE),
    PARTIES_FILE: (GROUP, PARTY),
}
DAY_FILE: tuple[Shape, ...] = (DAY, SESSION)
"""A day file: the keys of the day stand at its top, without a table."""
