"""Host, chair and next chair of an edition rolled over, and the audience rules that meant them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eventops.programme.audience import HeadPlus, PartyRef, Rule, SameAs, Undecided, Who
from eventops.programme.plan import EditionPlan, SessionPlan
from eventops.programme.remarks import Remark, remark


@dataclass(frozen=True)
class Roles:
    """The new holders. `swapped` says who stands where a rule named an old holder; a next chair
    nobody knows yet is one party of its group to be chosen."""

    host: str
    chair: str
    next_chair: str | None
    swapped: Mapping[str, Who]

    @classmethod
    def of(
        cls, old: EditionPlan, host: str | None, chair: str | None, next_chair: str | None
    ) -> "Roles":
        """A role that is not given passes to the old next chair."""
        host = host or old.next_chair or old.host
        chair = chair or old.next_chair or old.chair
        swapped: dict[str, Who] = {old.host: PartyRef(host)}
        if old.next_chair:
            swapped[old.next_chair] = _next(old, old.next_chair, next_chair)
        swapped[old.chair] = PartyRef(chair)
        return cls(host, chair, next_chair, swapped)

    def remarks(self, old: EditionPlan) -> Iterator[Remark]:
        held = {"host": (old.host, self.host), "chair": (old.chair, self.chair)}
        for role, (before, after) in held.items():
            if before != after:
                yield remark("role_changed", role=role, old=before, new=after)
        if old.next_chair and self.next_chair is None:
            yield remark("role_open", role="next chair", old=old.next_chair)
        elif self.next_chair and self.next_chair != old.next_chair:
            before = old.next_chair or "nobody"
            yield remark("role_changed", role="next chair", old=before, new=self.next_chair)

    def left_by(self, old: EditionPlan) -> set[str]:
        """The parties that no longer hold what they held."""
        before = {"host": old.host, "chair": old.chair, "next": old.next_chair}
        after = {"host": self.host, "chair": self.chair, "next": self.next_chair}
        return {code for role, code in before.items() if code and code != after[role]}


def _next(old: EditionPlan, code: str, new: str | None) -> Who:
    if new is not None:
        return PartyRef(new)
    groups = next((party.groups for party in old.parties if party.code == code), ())
    return Undecided(1, groups[0]) if groups else PartyRef(code)


@dataclass(frozen=True)
class RuleTranslation:
    """Audience rules of the old edition → those of the new one."""

    roles: Roles
    meetings: Mapping[str, str]
    sessions: Mapping[str, str]
    """Old code → new code of the sessions that are carried."""
    left: Mapping[str, SessionPlan]
    """The sessions that are not, by code: what says `same` as one of them writes it out."""

    def of(self, subject: str, rules: Sequence[Rule]) -> tuple[tuple[Rule, ...], list[Remark]]:
        remarks: list[Remark] = []
        new: dict[Rule, None] = {}
        for rule in rules:
            for written in self._written_out(rule, subject, remarks):
                translated = self._translated(written)
                told = {"subject": subject, "new": translated}
                if translated in new:
                    remarks.append(remark("rule_merged", **told))
                elif translated.who != written.who and not isinstance(written.who, SameAs):
                    remarks.append(remark("rule_swapped", old=written, **told))
                new[translated] = None
        return tuple(new), remarks

    def _written_out(self, rule: Rule, subject: str, remarks: list[Remark]) -> Iterator[Rule]:
        if not isinstance(rule.who, SameAs) or rule.who.code not in self.left:
            yield rule
            return
        remarks.append(remark("same_as_left", subject=subject, old=rule))
        there = self.left[rule.who.code]
        for each in there.audience:
            if rule.remove and each.remove:
                continue
            if isinstance(each.seats, HeadPlus) and each.list is None:
                each = replace(each, list=there.meeting)
            yield from self._written_out(
                replace(each, remove=each.remove or rule.remove), subject, remarks
            )

    def _translated(self, rule: Rule) -> Rule:
        who: Who = rule.who
        if isinstance(who, PartyRef):
            who = self.roles.swapped.get(who.code, who)
        elif isinstance(who, SameAs):
            who = SameAs(self.sessions.get(who.code, who.code))
        ordered = rule.list and self.meetings.get(rule.list, rule.list)
        return replace(rule, who=who, list=ordered)
