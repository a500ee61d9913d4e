"""Grade, capacity and reason of a person for a session: one pure function for all who ask.

Agenda, calendar, printed lists and door call ``entitlement`` and nothing else. It is static: who
is expected by the plan, the lists and the namings, before anyone has come through a door.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from eventops.agenda.rules import NO_SEAT, OwnSeat
from eventops.programme.audience import (
    Each,
    Everyone,
    GroupRef,
    HeadPlus,
    Named,
    PartyRef,
    Rule,
    SameAs,
)


class Grade(enum.StrEnum):
    """From the strongest claim on a place to none at all."""

    HEAD = "head"
    SEATED = "seated"
    DUTY = "duty"
    PHOTO = "photo"
    OPEN = "open"
    RESERVE = "reserve"
    NONE = "none"

    @property
    def shown(self) -> bool:
        """Whether agenda and feed show the session."""
        return self not in (Grade.RESERVE, Grade.NONE)


ORDER = {grade: rank for rank, grade in enumerate(Grade)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is in an edition, as far as audience rules ask."""

    delegate: str
    party: str
    groups: frozenset[str] = frozenset()
    function: str = "delegate"
    places: Mapping[str, int] = field(default_factory=dict)
    """Meeting code → place on the delegation's ordered list, from 1."""
    nth_of_function: int = 1
    """Which holder of their function they are in the delegation, by rank."""
    tags: frozenset[str] = frozenset()
    given_up: frozenset[str] = frozenset()
    """Lists on which somebody else took their place."""
    seats: Mapping[str, OwnSeat] = field(default_factory=dict)
    """Session code → the seat that was given to them there."""
    instead: Mapping[str, tuple["Standing", ...]] = field(default_factory=dict)
    """Session code → in whose right they come there, where a substitution changed it: their own
    and others'; in nobody's after they gave their place away (substituting.py)."""

    def rights_at(self, session: str) -> tuple["Standing", ...]:
        """In whose right they come to a session: their own, unless it was changed."""
        return self.instead.get(session, (self,))


@dataclass(frozen=True, slots=True)
class Naming:
    """A person added to a session by name."""

    capacity: str = "table"
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A session as far as entitlement asks. ``same(code)`` rules are already resolved."""

    code: str
    access: str
    rules: tuple[tuple[Rule, str | None], ...]
    """Each rule with its list: the rule's own, else the session's meeting."""
    added: Mapping[str, Naming] = field(default_factory=dict)
    """Delegate → how they were named for this session."""
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The answer. ``reason`` and ``facts`` make a sentence at the edge."""

    grade: Grade
    capacity: str = ""
    reason: str = "not_invited"
    facts: Mapping[str, Any] = field(default_factory=dict)
    seat: str = ""
    until_minutes: int | None = None
    """Admitted only for so long after the start (photo calls)."""
    counted: bool = False
    """Whether the person takes one of the delegation's seats."""
    seats: int | None = None
    """The delegation's seats by the rule that decided, when it counts them."""
    plate: str = ""

    @property
    def seat_may_be_free(self) -> bool:
        """Whether a reserve may ask for a seat: not where heads stand alone, nor for a photo."""
        return self.capacity != "photo" and self.facts.get("next") != 0

    @property
    def seen(self) -> tuple[str | int | None, ...]:
        """All that the reader's own page or calendar says of it: when it changes, they changed."""
        facts = (f"{name}={value}" for name, value in sorted(self.facts.items()))
        said = (self.grade.value, self.capacity, self.reason, self.seat, self.until_minutes)
        plate = (f"plate={self.plate}",) if self.plate else ()
        return (*said, *facts, *plate)


NOT_INVITED = Entitlement(Grade.NONE)
REMOVED = Entitlement(Grade.NONE, reason="removed")
REPLACED = Entitlement(Grade.NONE, reason="replaced")


def entitlement(person: Standing, session: Expectation, duty: tuple[Rule, ...] = ()) -> Entitlement:
    """What ``person`` may do at ``session``.

    A removal wins over everything; a naming comes next; of several rules the strongest grade
    counts. In closed sessions only the named and the listed are expected (model.md). Who enters for
    somebody comes in that person's right, who left comes in none.
    """
    rights = person.rights_at(session.code)
    if any(_taken_out(each, session) for each in (person, *rights)):
        return REMOVED
    answers = [answer for right in rights for answer in _claims(right, person, session)]
    answers += [_by_duty(rule, person, session.access) for rule in duty]
    if session.access == "open":
        answers.append(Entitlement(Grade.OPEN, "listening", "any_badge"))
    if not rights:
        answers += [REPLACED, *_of_every_badge(person, session)]
    return _seated(min(answers, key=_strength), person, session.code)


def _seated(answer: Entitlement, person: Standing, session: str) -> Entitlement:
    """With the seat of the right that won, else one's own; a plate names nobody else than oneself."""
    own = person.seats.get(session, NO_SEAT)
    if own is NO_SEAT or not answer.grade.shown:
        return answer
    return replace(answer, seat=answer.seat or own.seat, plate=own.plate)


def _taken_out(person: Standing, session: Expectation) -> bool:
    out = any(rule.remove and _concerns(rule, person, at) for rule, at in session.rules)
    return out or person.delegate in session.removed


def _claims(right: Standing, person: Standing, session: Expectation) -> list[Entitlement]:
    """What one right gives; it says so when the right was somebody else's."""
    claims = [_by_rule(rule, at, right, session.access) for rule, at in session.rules]
    claims.append(_by_naming(session.added.get(right.delegate)))
    given = right.seats.get(session.code, NO_SEAT)
    if given.seat:
        claims = [
            replace(claim, seat=given.seat) if claim.grade.shown else claim for claim in claims
        ]
    if right.delegate == person.delegate:
        return claims
    return [
        replace(claim, facts={**claim.facts, "instead": True}) if claim.grade.shown else claim
        for claim in claims
    ]


def _of_every_badge(person: Standing, session: Expectation) -> list[Entitlement]:
    """What nobody can give away: that everyone may come."""
    rules = [pair for pair in session.rules if isinstance(pair[0].who, Everyone)]
    return [_by_rule(rule, at, person, session.access) for rule, at in rules if not rule.functions]


def _strength(answer: Entitlement) -> tuple[int, bool, bool]:
    """The strongest grade first; of equal ones whatever says more than "not invited", or a seat."""
    return ORDER[answer.grade], answer.reason == NOT_INVITED.reason, not answer.seat


def _by_naming(naming: Naming | None) -> Entitlement:
    if naming is None:
        return NOT_INVITED
    grade = {"duty": Grade.DUTY, "photo": Grade.PHOTO}.get(naming.capacity, Grade.OPEN)
    return Entitlement(grade, naming.capacity, "named", seat=naming.seat)


def _by_duty(rule: Rule, person: Standing, access: str) -> Entitlement:
    """Those on duty enter without a seat; closed sessions only when assigned by name."""
    if access == "closed" or not _concerns(rule, person, None):
        return NOT_INVITED
    return Entitlement(
        Grade.DUTY, rule.capacity or "duty", "on_duty", {"function": person.function}
    )


def _by_rule(rule: Rule, at: str | None, person: Standing, access: str) -> Entitlement:
    if rule.remove or not _concerns(rule, person, at):
        return NOT_INVITED
    answer = _by_seats(rule, at, person, access)
    if rule.item is None or answer.grade is Grade.NONE:
        return answer
    return replace(answer, facts={**answer.facts, "item": rule.item})


def _by_seats(rule: Rule, at: str | None, person: Standing, access: str) -> Entitlement:
    match rule.seats:
        case HeadPlus():
            return _by_place(rule, rule.seats, at, person, access)
        case Each():
            return _by_function(rule, rule.seats, person, access)
        case _:
            return _uncounted(rule, person, access)


def _by_place(
    rule: Rule, seats: HeadPlus, at: str | None, person: Standing, access: str
) -> Entitlement:
    """The head, then the next of the delegation's ordered list; beyond them the reserve."""
    if at in person.given_up:
        return REPLACED
    place = person.places.get(at or "")
    if place is None:
        return Entitlement(Grade.NONE, reason="not_on_list", facts={"list": at or ""})
    total = seats.head + seats.next
    facts = {"place": place, "head": seats.head, "next": seats.next, "list": at or ""}
    capacity = rule.capacity or "table"
    until = rule.until_minutes
    if place == 1 and seats.head:
        return Entitlement(Grade.HEAD, capacity, "head_of", facts, "", until, True, total)
    if (1 if seats.head else 2) <= place <= 1 + seats.next:
        return Entitlement(Grade.SEATED, capacity, "seat_of", facts, "", until, True, total)
    if access == "closed":
        return Entitlement(Grade.NONE, reason="closed_not_named", facts=facts)
    return Entitlement(Grade.RESERVE, capacity, "reserve", facts, "", until, True, total)


def _by_function(rule: Rule, seats: Each, person: Standing, access: str) -> Entitlement:
    """The first N holders of a function in each delegation."""
    capacity = rule.capacity or "table"
    wanted = rule.functions or (capacity,)
    if person.function not in wanted:
        return NOT_INVITED
    facts = {"function": person.function, "count": seats.count}
    if person.nth_of_function <= seats.count:
        grade = Grade.SEATED
        return Entitlement(grade, capacity, "function_seat", facts, "", None, True, seats.count)
    if access == "closed":
        return Entitlement(Grade.NONE, reason="closed_not_named", facts=facts)
    return Entitlement(Grade.RESERVE, capacity, "reserve", facts, "", None, True, seats.count)


def _uncounted(rule: Rule, person: Standing, access: str) -> Entitlement:
    """Entitled but not counted; in a closed session only a ``named(tag)`` reaches this far."""
    tagged = isinstance(rule.who, Named)
    if access == "closed" and not tagged:
        return Entitlement(Grade.NONE, reason="closed_not_named")
    everyone = isinstance(rule.who, Everyone)
    capacity = rule.capacity or ("listening" if everyone else "table")
    grade = {"photo": Grade.PHOTO, "duty": Grade.DUTY}.get(capacity, Grade.OPEN)
    reason = "any_badge" if everyone else "named" if tagged else "invited"
    facts = {"function": person.function} if rule.functions else {}
    return Entitlement(grade, capacity, reason, facts, until_minutes=rule.until_minutes)


def _concerns(rule: Rule, person: Standing, at: str | None) -> bool:
    """Whether the rule speaks of this person at all: party, function and, if asked, list."""
    if rule.functions and person.function not in rule.functions:
        return False
    if rule.list is not None and rule.seats is None and not _on_list(person, at):
        return False
    match rule.who:
        case Everyone():
            return True
        case PartyRef(code):
            return person.party == code
        case GroupRef(code):
            return code in person.groups
        case Named(tag):
            return tag in person.tags
        case SameAs():
            raise ValueError("same(code) is resolved before entitlement is asked")
        case _:
            return False  # parties not chosen yet admit nobody


def _on_list(person: Standing, pattern: str | None) -> bool:
    return any(fnmatchcase(code, pattern or "") for code in person.places)
