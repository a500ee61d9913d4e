"""Conflicts in words: what is in the way of what, and what would resolve it."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventops.core.multilingual import Multilingual, said
from eventops.programme.conflicts.clash import Clash
from eventops.programme.conflicts.facts import Facts, facts_of
from eventops.programme.conflicts.prepared import DAY
from eventops.programme.plan import EditionPlan
from eventops.programme.rules import ConflictRule
from eventops.web.pages import day

Speak = Callable[[str, Mapping[str, Any]], str]
"""Code and facts → the sentence, in the language spoken."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the codes of conflicts are called. People are delegates' ids → name and party."""

    titles: Mapping[str, Multilingual]
    parties: Mapping[str, Multilingual]
    facts: Facts
    people: Mapping[str, str] = field(default_factory=dict)


def names_of(plan: EditionPlan) -> Names:
    """As the text of an edition calls them."""
    return Names(
        titles={session.code: session.title for _, session in plan.dated_sessions()},
        parties={party.code: party.name for party in plan.parties},
        facts=facts_of(plan),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A conflict in words."""

    why: str
    way: str


def tell(conflict: Clash, names: Names, speak: Speak, language: str) -> Told:
    """Both sentences of a conflict."""
    teller = _Teller(names, speak, language)
    why = speak(f"conflict_{conflict.rule}", teller.facts(conflict))
    return Told(why[:1].upper() + why[1:], speak(f"way_{conflict.rule}", {}))


class _Teller:
    def __init__(self, names: Names, speak: Speak, language: str) -> None:
        self.names, self.speak, self.language = names, speak, language

    def facts(self, conflict: Clash) -> dict[str, Any]:
        sessions = [self._session(conflict, place) for place in range(len(conflict.sessions))]
        facts = conflict.facts
        told: dict[str, Any] = {**facts, "first": sessions[0], "second": sessions[-1]}
        match conflict.rule:
            case ConflictRule.OPENING_ORDER:
                place = conflict.sessions.index(facts["opening"])
                told |= {"opening": sessions[place], "other": sessions[1 - place]}
            case ConflictRule.COVERAGE:
                told |= {"count": len(sessions), "sessions": ", ".join(sessions)}
                told["delegations"] = ", ".join(
                    self.speak(
                        "conflict_delegation", {"party": self._party(code), "members": count}
                    )
                    for code, count in facts["delegations"].items()
                )
            case ConflictRule.PARTNER_ABSENT:
                told["delegations"] = ", ".join(map(self._party, facts["delegations"]))
        if "people" in facts:
            told["people"] = self._people(facts["people"])
        if "room" in facts:
            told["room"] = self._said(self.names.facts.rooms[facts["room"]].name)
        if "venue" in facts:
            told["venue"] = self._said(self.names.facts.venues[facts["venue"]].name)
        if "name" in facts:
            told["name"] = self._said(facts["name"])
        return told

    def _session(self, conflict: Clash, place: int) -> str:
        start, end, _room = conflict.where[place]
        code = conflict.sessions[place]
        return self.speak(
            "conflict_session",
            {
                "title": self._said(self.names.titles.get(code, {"en": code})),
                "day": day(datetime.date.fromordinal(start // DAY), "short", self.language),
                "start": clock(start),
                "end": clock(end),
            },
        )

    def _people(self, keys: Sequence[str]) -> str:
        """People by name; heads that are not known yet by their delegations, in protocol order."""
        said = [self.names.people.get(key, key) for key in keys if not key.startswith("head:")]
        headless = {key.split(":")[1] for key in keys if key.startswith("head:")}
        parties = [self._party(code) for code in self.names.parties if code in headless]
        if len(parties) == 1:
            said.append(self.speak("conflict_head", {"party": parties[0]}))
        elif parties:
            said.append(self.speak("conflict_heads", {"parties": ", ".join(parties)}))
        return ", ".join(said)

    def _party(self, code: str) -> str:
        return self._said(self.names.parties.get(code, {"en": code}))

    def _said(self, text: Multilingual) -> str:
        return said(text, self.language)


def clock(minutes: int) -> str:
    """``08:30``."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
