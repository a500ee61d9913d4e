"""The counted seats of one delegation at one session: who holds them, and how a wish is met.

Values in, values out. A wish is met by what exists already: one person in another's place, one on a
free place, a place left empty.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from eventops.agenda.entitlement import Expectation, Grade, Standing, entitlement
from eventops.core.errors import Invalid
from eventops.programme.audience import Each, GroupRef, HeadPlus, PartyRef, Rule, Undecided
from eventops.programme.invited import seats_of


@dataclass(frozen=True, slots=True)
class Formula:
    """How many seats a rule gives a delegation, and by which ordered list."""

    head: int
    next: int
    list: str

    @property
    def seats(self) -> int:
        """All of them."""
        return self.head + self.next

    @property
    def first(self) -> int:
        """Index on the list of whoever holds the first seat: a head who is not counted has none."""
        return 0 if self.head else 1


@dataclass(frozen=True, slots=True)
class Bench:
    """Seats in order, each with its holder or None; behind them the reserve of the list."""

    formula: Formula
    order: tuple[str, ...]
    """Everybody on the list as it holds for this session."""
    empty: frozenset[str] = frozenset()
    """Those of them who were taken out: their place is kept free."""

    @property
    def holders(self) -> tuple[str | None, ...]:
        """As many as there are seats."""
        first = self.formula.first
        taken = [None if each in self.empty else each for each in self.order[first:]]
        free = [None] * self.formula.seats
        return tuple([*taken, *free][: self.formula.seats])

    @property
    def reserve(self) -> tuple[str, ...]:
        """Behind the seats, in order."""
        end = self.formula.first + self.formula.seats
        return tuple(each for each in self.order[end:] if each not in self.empty)

    @property
    def used(self) -> int:
        """Seats that somebody holds."""
        return sum(each is not None for each in self.holders)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a bench. Who enters alone takes a free place; who leaves alone leaves it empty;
    ``back`` was taken out, and is no more."""

    entering: str | None = None
    leaving: str | None = None
    back: str | None = None


def gives_seats(rule: Rule, party: str, groups: Collection[str]) -> bool:
    """Whether the rule means this party's list, whatever a person's function."""
    if rule.remove or rule.functions:
        return False
    match rule.who:
        case PartyRef(code):
            return code == party
        case GroupRef(code):
            return code in groups
        case _:
            return False


def formula_for(expectation: Expectation, party: str, groups: Collection[str]) -> Formula | None:
    """The rule that gives a party most seats by its list; None where none are counted so."""
    found = [
        Formula(rule.seats.head, rule.seats.next, at or "")
        for rule, at in expectation.rules
        if isinstance(rule.seats, HeadPlus) and gives_seats(rule, party, groups)
    ]
    return max(found, key=lambda each: each.seats, default=None)


def seats_by_function(expectation: Expectation, party: str, groups: Collection[str]) -> int:
    """Seats of those who come so many each for a party, by what they are there."""
    return sum(
        rule.seats.count
        for rule, _at in expectation.rules
        if isinstance(rule.seats, Each) and gives_seats(replace(rule, functions=()), party, groups)
    )


def undecided_seats(expectation: Expectation) -> int:
    """Seats for parties that are not chosen yet."""
    return sum(
        rule.who.count * seats_of(rule)
        for rule, _at in expectation.rules
        if isinstance(rule.who, Undecided) and not rule.remove
    )


def bench_of(people: Mapping[str, Standing], expectation: Expectation, formula: Formula) -> Bench:
    """The bench of a delegation's people as it stands now, substitutions and all."""
    placed = sorted(
        (right.places[formula.list], each.delegate)
        for each in people.values()
        for right in each.rights_at(expectation.code)
        if formula.list in right.places and formula.list not in right.given_up
    )
    order = tuple(dict.fromkeys(delegate for _place, delegate in placed))
    return Bench(formula, order, expectation.removed & frozenset(order))


def is_met(
    people: Mapping[str, Standing],
    expectation: Expectation,
    formula: Formula,
    wish: Sequence[str | None],
) -> bool:
    """Whether exactly those wished for have a seat by all the rules, and the first leads."""
    held = bench_of(people, expectation, formula).holders
    chosen = {each for each in wish if each is not None}
    answers = [entitlement(people[each], expectation) for each in chosen]
    seated = all(answer.grade in (Grade.HEAD, Grade.SEATED) for answer in answers)
    leads = not formula.head or not wish or held[:1] == (wish[0],)
    return seated and leads and {each for each in held if each is not None} == chosen


def steps_towards(bench: Bench, wish: Sequence[str | None]) -> list[Step]:
    """What must change so that exactly these hold the seats, the first being the head.

    Raises Invalid ``seat_twice`` or ``too_many_seats``.
    """
    chosen = [each for each in wish if each is not None]
    if len(chosen) != len(set(chosen)):
        raise Invalid("seat_twice")
    if len(wish) > bench.formula.seats:
        raise Invalid("too_many_seats", seats=bench.formula.seats)
    moving = _Moving(bench)
    if bench.formula.head:
        moving.lead(wish[0] if wish else None)
    moving.seat(chosen, keep_head=bool(bench.formula.head))
    return moving.steps


class _Moving:
    """A bench while it is being changed."""

    def __init__(self, bench: Bench) -> None:
        self.formula = bench.formula
        self.order, self.empty = list(bench.order), set(bench.empty)
        self.steps: list[Step] = []

    def lead(self, who: str | None) -> None:
        """Let somebody hold the head's place, or nobody."""
        now = self.order[0] if self.order else None
        if who is None:
            self._empty(now)
        elif now is None:
            self._join(who)
        elif who == now:
            self._back(who)
        else:
            self._exchange(now, who)

    def seat(self, chosen: Sequence[str], *, keep_head: bool) -> None:
        """Let all of them sit, and of the others nobody."""
        rest = self._seated()[1 if keep_head else 0 :]
        unwanted = [each for each in rest if each not in chosen]
        new = [each for each in chosen if each not in self._seated()]
        for each in self._seated():
            if each in chosen:
                self._back(each)
        for leaving, entering in zip(unwanted, new, strict=False):
            self._exchange(leaving, entering)
        for entering in new[len(unwanted) :]:
            self._join(entering)
        for leaving in unwanted[len(new) :]:
            self._empty(leaving)

    def _seated(self) -> list[str]:
        first = self.formula.first
        return self.order[first : first + self.formula.seats]

    def _exchange(self, leaving: str, entering: str) -> None:
        self._back(leaving)
        self._back(entering)
        self.steps.append(Step(entering, leaving))
        order = [each for each in self.order if each != entering]
        order[order.index(leaving)] = entering
        self.order = order

    def _join(self, entering: str) -> None:
        self._back(entering)
        self.steps.append(Step(entering))
        self.order = [each for each in self.order if each != entering] + [entering]

    def _empty(self, leaving: str | None) -> None:
        if leaving is not None and leaving not in self.empty:
            self.empty.add(leaving)
            self.steps.append(Step(leaving=leaving))

    def _back(self, who: str) -> None:
        if who in self.empty:
            self.empty.discard(who)
            self.steps.append(Step(back=who))
