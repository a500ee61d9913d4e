"""Who may have a part in a session at all, found without asking everybody. Pure.

``parts_of`` gives what asking ``entitlement`` of each person would give (tests/agenda/test_gathering
holds that): a rule reaches the people of its party, group, tag and function, and of those on a list
only the ones whose place its seats can reach. All others are told the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from eventops.agenda.entitlement import Expectation, Standing, entitlement
from eventops.agenda.touching import Part
from eventops.programme.audience import Each, Everyone, GroupRef, HeadPlus, Named, PartyRef, Rule

People = frozenset[str] | set[str]
NOBODY: People = frozenset()


class Gathering:
    """An edition's people, found by what audience rules ask of them."""

    def __init__(self, people: Mapping[str, Standing]) -> None:
        self.people = people
        self._all = frozenset(people)
        self._parties: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[str, set[str]] = defaultdict(set)
        self._tags: dict[str, set[str]] = defaultdict(set)
        self._functions: dict[str, set[str]] = defaultdict(set)
        self._places: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._instead: dict[str, set[str]] = defaultdict(set)
        for delegate, person in people.items():
            self._parties[person.party].add(delegate)
            self._functions[person.function].add(delegate)
            for found, keys in (
                (self._groups, person.groups),
                (self._tags, person.tags),
                (self._instead, person.instead),
            ):
                for key in keys:
                    found[key].add(delegate)
            for place in person.places.items():
                self._places[place].add(delegate)

    def parts_of(self, session: Expectation, duty: tuple[Rule, ...]) -> dict[str, Part]:
        """Delegate → what they see as theirs, of those whose agenda shows the session."""
        particular = self._particular(session, duty)
        found = {each: self._part(each, session, duty) for each in particular}
        if session.access == "open" or any(_plain(rule) for rule, _ in session.rules):
            rest = self._all - particular
            if rest:
                found |= dict.fromkeys(rest, self._part(min(rest), session, duty))
        return {each: part for each, part in found.items() if part}

    def _part(self, delegate: str, session: Expectation, duty: tuple[Rule, ...]) -> Part:
        answer = entitlement(self.people[delegate], session, duty)
        return answer.seen if answer.grade.shown else ()

    def _particular(self, session: Expectation, duty: tuple[Rule, ...]) -> set[str]:
        """Everybody to whom more may apply than to all."""
        found = {*session.added, *session.removed, *self._instead.get(session.code, ())}
        for rule, at in session.rules:
            if not _plain(rule):
                found |= self._reached(rule, at)
        if session.access != "closed":
            for rule in duty:
                found |= self._reached(rule, None)
        return found & self._all

    def _reached(self, rule: Rule, at: str | None) -> People:
        people = self._who(rule)
        if rule.remove:
            return people
        functions: Iterable[str] = rule.functions
        if isinstance(rule.seats, HeadPlus):
            last = 1 + rule.seats.next
            people = people & self._union(
                self._places.get((at or "", place), NOBODY) for place in range(1, last + 1)
            )
        elif isinstance(rule.seats, Each):
            functions = rule.functions or (rule.capacity or "table",)
        if functions:
            people = people & self._union(self._functions.get(each, NOBODY) for each in functions)
        return people

    def _who(self, rule: Rule) -> People:
        match rule.who:
            case Everyone():
                return self._all
            case PartyRef(code):
                return self._parties.get(code, NOBODY)
            case GroupRef(code):
                return self._groups.get(code, NOBODY)
            case Named(tag):
                return self._tags.get(tag, NOBODY)
            case _:
                return NOBODY

    def _union(self, several: Iterable[People]) -> set[str]:
        return set().union(*several)


def _plain(rule: Rule) -> bool:
    """Whether the rule says the same of everybody."""
    everyone = isinstance(rule.who, Everyone) and not rule.remove
    return everyone and not rule.functions and rule.list is None and rule.seats is None
