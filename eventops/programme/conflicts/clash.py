"""A conflict, and what of two programmes is worse in the second."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventops.programme.rules import ConflictRule, Severity

ORDER = {rule: place for place, rule in enumerate(ConflictRule)}
SEVERITIES = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Clash:
    """Codes and facts; the sentence is said at the edge. ``facts`` hold codes, numbers, ids of
    delegates and names of the text, never anything of a person."""

    rule: ConflictRule
    severity: Severity
    sessions: tuple[str, ...]
    """By time."""
    starts: int
    """Minutes on the venue's clock, of its first session: conflicts are listed by it."""
    where: tuple[tuple[int, int, str], ...]
    """Start, end and room of each session: a conflict of other times is another."""
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def situation(self) -> str:
        """A digest of all that it says, by which an override holds or lapses."""
        said = [self.rule.value, self.sessions, self.where, self.facts]
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def in_order(conflicts: Iterable[Clash]) -> tuple[Clash, ...]:
    """By time, rule and sessions."""
    return tuple(sorted(conflicts, key=lambda each: (each.starts, ORDER[each.rule], each.sessions)))


def difference(before: Iterable[Clash], after: Iterable[Clash]) -> tuple[Clash, ...]:
    """What is in conflict only now. Fewer sessions or delegations in one that was there already
    are an ease, not another conflict."""
    known = set(before)
    crowded = [each for each in known if each.rule is ConflictRule.COVERAGE]
    return in_order(
        each
        for each in after
        if each not in known and not (each.rule is ConflictRule.COVERAGE and _eased(each, crowded))
    )


def _eased(now: Clash, before: Iterable[Clash]) -> bool:
    return any(
        set(now.sessions) <= set(each.sessions)
        and now.facts["delegations"].items() <= each.facts["delegations"].items()
        and set(zip(now.sessions, now.where, strict=True))
        <= set(zip(each.sessions, each.where, strict=True))
        for each in before
    )
