"""What rolling an edition over has to say: what moved, what must be read again, what was left.

A remark is a code with facts, as faults are; the English sentence here is what the command prints.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Topic(StrEnum):
    """In the order in which remarks are listed; the value is the heading."""

    DAYS = "Days"
    ROLES = "Host, chair and next chair"
    PLACES = "Venues, rooms and gates"
    CODES = "Codes"
    HOURS = "Hours kept free"
    WORDS = "Texts to read again"
    PEOPLE = "People to be named again"
    LEFT = "Not carried"


SENTENCES: Mapping[str, tuple[Topic, str]] = {
    "day_moved": (Topic.DAYS, "{old} is now {new}"),
    "day_aligned": (
        Topic.DAYS,
        "the first day was asked for on {asked}; by weekday it is {first}",
    ),
    "weekdays_kept": (Topic.DAYS, "every day keeps its weekday"),
    "weekdays_changed": (Topic.DAYS, "the days do not keep their weekdays"),
    "zone_changed": (
        Topic.DAYS,
        "wall-clock times are the same, now read in {new} instead of {old}",
    ),
    "role_changed": (Topic.ROLES, "{role}: {old} is now {new}"),
    "role_open": (Topic.ROLES, "{role}: was {old}, now nobody; name it with --next-chair"),
    "rule_swapped": (Topic.ROLES, "{subject}: the rule “{old}” is now “{new}”"),
    "rule_merged": (Topic.ROLES, "{subject}: the rule “{new}” would stand there twice"),
    "quotas_kept": (
        Topic.ROLES,
        "{count} parties keep their quotas, which were those of {edition}",
    ),
    "room_mapped": (Topic.PLACES, "{old} is now {new}{seats}; sessions: {count}"),
    "room_unmapped": (
        Topic.PLACES,
        (
            "{old} has no room in the new venue and stands there as a placeholder ({sessions}); "
            "map it with --rooms"
        ),
    ),
    "rooms_kept": (Topic.PLACES, "{count} rooms are kept; none of them is known to exist there"),
    "gates_kept": (Topic.PLACES, "{count} gates are kept; none of them is known to exist there"),
    "code_minted": (Topic.CODES, "a closed session has a new code: {subject}"),
    "code_renewed": (Topic.CODES, "{old} held the old edition and is now {new}"),
    "hours_broken": (
        Topic.HOURS,
        (
            "{subject}, {when}, touches {start} to {end}, kept free on {weekday} for “{name}”; it is "
            "tentative until it is moved"
        ),
    ),
    "rules_of_elsewhere": (
        Topic.HOURS,
        "{count} rules are those of {city}; give the new ones with --rules",
    ),
    "holidays_left": (
        Topic.HOURS,
        "{count} public holidays of the old dates are not carried; name those of the new ones",
    ),
    "replaced": (Topic.WORDS, "“{old}” became “{new}”; texts: {count}"),
    "replaced_nothing": (Topic.WORDS, "“{old}” stands in no text"),
    "old_words": (Topic.WORDS, "{subject} still says {found}: {text}"),
    "note_kept": (Topic.WORDS, "{subject} keeps its note: {text}"),
    "organiser_open": (Topic.WORDS, "the organiser is named “{name}” until you give --organiser"),
    "tag_open": (Topic.PEOPLE, "named({tag}) in {sessions}: nobody is under this tag yet"),
    "people_left": (
        Topic.LEFT,
        (
            "people, their lists, badges, seats and namings: they are rows of {edition}, and whoever "
            "comes again is taken in anew"
        ),
    ),
    "theme_left": (Topic.LEFT, "the theme {text}: it was that of {edition}"),
    "edition_note_left": (Topic.LEFT, "the note of the edition: {text}"),
    "sources_left": (
        Topic.LEFT,
        "marks of sources: they told of {edition}; every item says “{source}” instead",
    ),
    "address_left": (Topic.LEFT, "the address and place of {subject}"),
    "venue_left": (Topic.LEFT, "the venue {subject}: the new venue stands for it"),
    "gates_left": (Topic.LEFT, "the gates {codes}: the new venue has its own"),
    "day_left": (Topic.LEFT, "{old} with its {count} sessions, as asked"),
    "session_cancelled": (Topic.LEFT, "{subject}, which was cancelled: {text}"),
    "same_as_left": (Topic.LEFT, "{subject}: the rule “{old}”, since that session is not carried"),
}


@dataclass(frozen=True)
class Remark:
    """One thing to know about an edition rolled over."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def topic(self) -> Topic:
        return SENTENCES[self.code][0]

    def sentence(self) -> str:
        return SENTENCES[self.code][1].format(**self.facts)


def remark(code: str, /, **facts: object) -> Remark:
    return Remark(code, {name: str(fact) for name, fact in facts.items()})


def by_topic(remarks: Iterable[Remark]) -> dict[Topic, list[Remark]]:
    """The remarks under their headings, each in the order in which they were made."""
    listed = list(remarks)
    found = {topic: [one for one in listed if one.topic is topic] for topic in Topic}
    return {topic: those for topic, those in found.items() if those}
