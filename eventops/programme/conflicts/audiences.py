"""Audience rules read into bit masks: who must be there in person, who works, who needs a seat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TypeAlias

from eventops.editions.rules import MeetingLevel
from eventops.programme.audience import (
    Capacity,
    GroupRef,
    HeadPlus,
    Named,
    PartyRef,
    Rule,
    SameAs,
    Undecided,
)
from eventops.programme.conflicts.facts import PARTNER_KINDS, Facts, Here, People
from eventops.programme.invited import seats_of
from eventops.programme.plan import SessionPlan

PRINCIPALS = ("chair", "guest-of-honour", "prime-minister")
"""Functions whose holders are expected in person wherever a rule names them."""
AT_WORK = (Capacity.INTERPRETER, Capacity.DUTY)
ONLOOKERS = (Capacity.LISTENING, Capacity.PHOTO)

Listed: TypeAlias = tuple[Rule, str | None]
"""A rule with its list: its own, else the meeting of the session it was written for."""
Seat: TypeAlias = tuple[str, str | None, tuple[str, ...]]
"""(party, list, functions) that seats are for: of two formulas the larger counts."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Whom one session expects. Masks are over ``Readings.people`` and ``Readings.parties``."""

    principals: int
    staff: int
    delegations: int
    """Delegations that must send somebody."""
    seats: int
    """By the formulas alone."""
    partners: int
    """Parties that a consultation is with."""
    partner_open: bool
    """A partner is foreseen but not chosen yet."""
    place: int
    """The first partner's in the edition's order; −1 when none of them has a place."""


class Readings:
    """Reads sessions' audiences, each different one once. Bits are dealt out as they come up."""

    def __init__(self, facts: Facts, plans: Mapping[str, SessionPlan]) -> None:
        self.facts = facts
        self.plans = plans
        self.parties = tuple(facts.parties)
        self.people: list[str] = []
        """Delegates' ids, or ``head:PARTY:body`` where nobody is on the list yet."""
        self._bits: dict[str, int] = {}
        self._of_party = {code: 1 << place for place, code in enumerate(self.parties)}
        self._in_group: dict[str, tuple[str, ...]] = {}
        for code, party in facts.parties.items():
            for group in party.groups:
                self._in_group[group] = (*self._in_group.get(group, ()), code)
        self._partners = sum(
            self._of_party[code]
            for code, party in facts.parties.items()
            if party.kind in PARTNER_KINDS
        )
        self._people = facts.people or People()
        self._parts: dict[Listed, _Part] = {}
        self._known: dict[tuple[tuple[Rule, ...], str | None], Expected] = {}

    def of(self, plan: SessionPlan) -> Expected:
        """What a session expects; one where people decided otherwise is read by itself."""
        here = self._people.at.get(plan.code)
        if here is not None:
            return self._read(self._listed(plan), here)
        key = (plan.audience, plan.meeting)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._read(self._listed(plan), Here())
        return known

    def people_in(self, mask: int) -> tuple[str, ...]:
        return tuple(sorted(self.people[place] for place in places(mask)))

    def parties_in(self, mask: int) -> tuple[str, ...]:
        return tuple(self.parties[place] for place in places(mask))

    def _listed(self, plan: SessionPlan) -> list[Listed]:
        """Its rules and those of sessions that it is to be the same as, each once."""
        listed: dict[Listed, None] = {}
        ahead, seen = [plan], {plan.code}
        for each in ahead:
            for rule in each.audience:
                if not isinstance(rule.who, SameAs):
                    listed[rule, rule.list or each.meeting] = None
                elif rule.who.code in self.plans and rule.who.code not in seen:
                    seen.add(rule.who.code)
                    ahead.append(self.plans[rule.who.code])
        return list(listed)

    def _read(self, listed: list[Listed], here: Here) -> Expected:
        out = {
            code
            for rule, _ in listed
            if rule.remove and not rule.functions
            for code in self.parties_of(rule)
        }
        reading = _Reading(out)
        for rule, at in listed:
            if not rule.remove:
                reading.take(self._part(rule, at, here))
        gone = {person for rule, _ in listed if rule.remove for person in self._meant(rule)}
        principals, staff = reading.present(here, gone)
        out_mask = sum(self._of_party[code] for code in out)
        partners = reading.named & self._partners & ~out_mask
        in_order = [self.facts.parties[code].place for code in self.parties_in(partners)]
        return Expected(
            principals=self._mask(principals),
            staff=self._mask(staff - principals),
            delegations=reading.needed & ~out_mask,
            seats=sum(reading.seats.values()) + reading.undecided,
            partners=partners,
            partner_open=reading.partner_open,
            place=min((place for place in in_order if place >= 0), default=-1),
        )

    def _part(self, rule: Rule, at: str | None, here: Here) -> "_Part":
        """What one rule asks for; read once, but where a session has heads of its own."""
        if here.heads:
            return self._part_of(rule, at, here)
        known = self._parts.get((rule, at))
        if known is None:
            known = self._parts[rule, at] = self._part_of(rule, at, here)
        return known

    def _part_of(self, rule: Rule, at: str | None, here: Here) -> "_Part":
        part, seats = _Part(), seats_of(rule)
        if isinstance(rule.who, Undecided):
            part.undecided = rule.who.count * seats
            part.partner_open = self._is_partner_group(rule.who.group)
            return part
        if rule.capacity in AT_WORK:
            part.staff = tuple(self._meant(rule))
        elif rule.capacity not in ONLOOKERS:
            part.meant = tuple(self._meant(rule))
        parties = self.parties_of(rule)
        part.named = sum(self._of_party[code] for code in parties)
        if not seats or rule.capacity is Capacity.PHOTO:
            return part
        part.needed = part.named
        part.seats = {(code, at, rule.functions): seats for code in parties}
        if isinstance(rule.seats, HeadPlus) and rule.seats.head and at is not None:
            heads = ((code, self._head(rule, code, at, here)) for code in parties)
            part.heads = tuple((code, head) for code, head in heads if head)
        return part

    def parties_of(self, rule: Rule) -> tuple[str, ...]:
        match rule.who:
            case PartyRef(code):
                return (code,) if code in self._of_party else ()
            case GroupRef(code):
                return self._in_group.get(code, ())
            case _:
                return ()

    def _meant(self, rule: Rule) -> Iterable[str]:
        """People whom a rule names by tag, or by a function that is nobody else's to fill."""
        if isinstance(rule.who, Named):
            tagged = self._people.tags.get(rule.who.tag, ())
            return [each for each in tagged if self._has_function(each, rule)]
        if rule.seats is not None or not set(rule.functions) & set(PRINCIPALS):
            return ()
        parties = self.parties_of(rule)
        return [
            person
            for person, member in self._people.members.items()
            if member.party in parties
            and member.function in rule.functions
            and (rule.list is None or any(fnmatchcase(each, rule.list) for each in member.lists))
        ]

    def _head(self, rule: Rule, party: str, at: str, here: Here) -> str | None:
        """Who heads a delegation on a list: a person, else the office, until somebody holds it."""
        key = (party, at)
        person = here.heads[key] if key in here.heads else self._people.heads.get(key)
        if person is not None:
            return person if self._has_function(person, rule) else None
        level = self.facts.levels.get(at, MeetingLevel.OTHER)
        one_head = level in (MeetingLevel.MINISTER, MeetingLevel.SENIOR)
        return f"head:{party}:{level.value if one_head else at}"

    def _is_partner_group(self, group: str) -> bool:
        return any(self._of_party[code] & self._partners for code in self._in_group.get(group, ()))

    def _has_function(self, person: str, rule: Rule) -> bool:
        member = self._people.members.get(person)
        return not rule.functions or (member is not None and member.function in rule.functions)

    def _mask(self, people: Iterable[str]) -> int:
        mask = 0
        for person in sorted(people):
            place = self._bits.setdefault(person, len(self.people))
            if place == len(self.people):
                self.people.append(person)
            mask |= 1 << place
        return mask


@dataclass(slots=True)
class _Part:
    """What one rule asks for."""

    named: int = 0
    needed: int = 0
    undecided: int = 0
    partner_open: bool = False
    seats: Mapping[Seat, int] = field(default_factory=dict)
    heads: tuple[tuple[str, str], ...] = ()
    """(party, head of it)."""
    meant: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()


class _Reading:
    """One audience while the parts of its rules are put together; ``out`` are parties taken out."""

    def __init__(self, out: set[str]) -> None:
        self.out = out
        self.needed = self.named = self.undecided = 0
        self.partner_open = False
        self.seats: dict[Seat, int] = {}
        self._heads: set[str] = set()
        self._meant: set[str] = set()
        self._staff: set[str] = set()

    def take(self, part: _Part) -> None:
        self.named |= part.named
        self.needed |= part.needed
        self.undecided += part.undecided
        self.partner_open |= part.partner_open
        self._meant.update(part.meant)
        self._staff.update(part.staff)
        self._heads.update(head for party, head in part.heads if party not in self.out)
        for seat, count in part.seats.items():
            if seat[0] not in self.out:
                self.seats[seat] = max(count, self.seats.get(seat, 0))

    def present(self, here: Here, gone: set[str]) -> tuple[set[str], set[str]]:
        """Principals and staff, after what was decided for this session alone."""
        principals, staff = self._meant, self._staff
        for naming in here.added:
            if naming.capacity in AT_WORK:
                staff.add(naming.person)
            elif naming.capacity not in ONLOOKERS:
                principals.add(naming.person)
        out = gone | here.removed
        return _coming(principals, here, out) | (self._heads - out), _coming(staff, here, out)


def _coming(people: Iterable[str], here: Here, out: set[str]) -> set[str]:
    """Those who come, or whoever comes in their right."""
    coming = (here.instead.get(each, each) for each in people if each not in out)
    return {each for each in coming if each is not None and each not in out}


def places(mask: int) -> Iterable[int]:
    """The places of the bits that are set, from the lowest."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
