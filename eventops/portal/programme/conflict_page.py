"""The page of conflicts as values: what is in conflict, said, and what may stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa

from eventops.accounts.queries import names_of
from eventops.core.db import Db
from eventops.core.multilingual import Multilingual, said
from eventops.delegations.models import Delegate, Delegation, Party, Person
from eventops.editions.models import Edition
from eventops.portal.programme.readiness import state_of
from eventops.programme.conflict_telling import Names, Told, tell
from eventops.programme.conflicts.clash import Clash
from eventops.programme.conflicts.engine import every
from eventops.programme.conflicts.prepared import DAY, Prepared
from eventops.programme.models import ConflictOverride
from eventops.programme.overriding import living_overrides
from eventops.programme.queries import names_of_parties
from eventops.programme.rules import ConflictRule, Severity
from eventops.web.pages import language
from eventops.web.sentences import say


@dataclass(frozen=True, slots=True)
class Line:
    """One conflict, said; ``override`` is why it may stand, if it may."""

    conflict: Clash
    situation: str
    told: Told
    sessions: tuple[tuple[str, Multilingual], ...]
    """Code and title."""
    override: ConflictOverride | None


@dataclass(frozen=True, slots=True)
class Part:
    """What is of one severity: days with their conflicts."""

    severity: Severity
    count: int
    days: tuple[tuple[date, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All conflicts of a programme: those that count, those that may stand."""

    parts: tuple[Part, ...]
    standing: tuple[Line, ...]
    lapsed: tuple[ConflictOverride, ...]
    """Exceptions whose situation has changed: the conflict counts again, or is gone."""
    counts: Mapping[ConflictRule, int]
    """Rule → how many count."""
    titles: Mapping[str, Multilingual]
    by: Mapping[str, str]
    """Actor → name, of those who made exceptions."""

    def titles_of(self, override: ConflictOverride) -> list[Multilingual]:
        """What the sessions of an exception are called; by code, when they are gone."""
        return [self.titles.get(code, {"en": code}) for code in override.sessions]


def programme_at_desk(db: Db, edition: Edition) -> Prepared:
    """The working draft, made ready."""
    return state_of(db, edition).ready


def findings(db: Db, edition: Edition, rule: ConflictRule | None) -> Findings:
    """Everything the page says, of one rule or of all."""
    ready = programme_at_desk(db, edition)
    found = every(ready)
    overrides = living_overrides(db, edition.id)
    names = names_for(db, edition, ready, found)
    by_situation = {each.situation: each for each in overrides}
    lines = [_line(conflict, names, by_situation) for conflict in found]
    counting = [line for line in lines if line.override is None]
    return Findings(
        parts=_parts(line for line in counting if rule in (None, line.conflict.rule)),
        standing=tuple(
            line for line in lines if line.override and rule in (None, line.conflict.rule)
        ),
        lapsed=tuple(
            each
            for each in overrides
            if each.situation not in {line.situation for line in lines}
            and rule in (None, each.rule)
        ),
        counts={
            each: number
            for each in ConflictRule
            if (number := sum(line.conflict.rule is each for line in counting))
        },
        titles=names.titles,
        by=names_of(db, {each.made_by for each in overrides}),
    )


def names_for(db: Db, edition: Edition, ready: Prepared, found: Iterable[Clash]) -> Names:
    """What is in these conflicts, by name, in two statements."""
    people = {
        key
        for conflict in found
        for key in conflict.facts.get("people", ())
        if not key.startswith("head:")
    }
    return Names(
        titles={plan.code: plan.title for _, plan in ready.sessions},
        parties={code: party.name for code, party in names_of_parties(db, edition.id).items()},
        facts=ready.facts,
        people=_people(db, people),
    )


def _people(db: Db, delegate_ids: Collection[str]) -> dict[str, str]:
    """Delegate → ``Ms Name (Party)``."""
    if not delegate_ids:
        return {}
    rows = db.execute(
        sa.select(Delegate.id, Person.style, Person.full_name, Party.name)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .join(Delegation.party)
        .where(Delegate.id.in_(delegate_ids))
    )
    return {
        key: f"{f'{style} {name}'.strip()} ({said(party, language())})"
        for key, style, name, party in rows
    }


def _line(conflict: Clash, names: Names, overrides: Mapping[str, ConflictOverride]) -> Line:
    situation = conflict.situation
    return Line(
        conflict,
        situation,
        tell(conflict, names, say, language()),
        tuple((code, names.titles[code]) for code in conflict.sessions),
        overrides.get(situation),
    )


def _parts(lines: Iterable[Line]) -> tuple[Part, ...]:
    in_order = list(lines)
    parts = []
    for severity in Severity:
        those = [line for line in in_order if line.conflict.severity is severity]
        days = groupby(those, key=lambda line: line.conflict.starts // DAY)
        told = tuple((date.fromordinal(day), tuple(on_day)) for day, on_day in days)
        if those:
            parts.append(Part(severity, len(those), told))
    return tuple(parts)
