"""How many places a delegation has and has taken: in all, by category, by level of meetings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT, WAITING, Category, State, category_for
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation, ListEntry
from eventops.delegations.quota import Quota, quota_of
from eventops.delegations.rules import QuotaScope, functions_of
from eventops.editions.models import Meeting
from eventops.editions.queries import meetings_of
from eventops.editions.rules import MeetingLevel


@dataclass(frozen=True, slots=True)
class PlacesLine:
    """One line of the quota; ``places`` is None where only the whole counts."""

    scope: QuotaScope | None
    """None for the whole delegation."""
    key: str
    places: int | None
    used: int
    waiting: int
    """Of those used: an officer has to decide."""

    @property
    def left(self) -> int | None:
        """How many are free; never below zero."""
        return None if self.places is None else max(self.places - self.used, 0)

    @property
    def code(self) -> str:
        """The name of its field, and its sentence's code with a stroke for the dash."""
        return f"{self.scope.value}-{self.key}" if self.scope else "total"


@dataclass(frozen=True, slots=True)
class Places:
    """A delegation's whole quota with its lines; delegation and party are loaded."""

    whole: PlacesLine
    categories: Sequence[PlacesLine]
    levels: Sequence[PlacesLine]

    @property
    def lines(self) -> Sequence[PlacesLine]:
        """Everything in the order of the page."""
        return [self.whole, *self.categories, *self.levels]


def places_of(db: Db, delegation: Delegation) -> Places:
    """The quota and what is taken of it."""
    quota = quota_of(db, delegation.id)
    people = dict(_people(db, delegation.id))
    everyone = [state for _category, state in people.values()]
    by_category: dict[Category, list[State]] = {}
    for category, state in people.values():
        by_category.setdefault(category, []).append(state)
    return Places(
        _line(quota, None, "", everyone),
        [
            _line(quota, QuotaScope.CATEGORY, each.value, by_category.get(each, []))
            for each in _categories(delegation, by_category)
        ],
        _levels(db, delegation, quota, people),
    )


def _people(db: Db, delegation_id: str) -> Iterable[tuple[str, tuple[Category, State]]]:
    """Delegate → category and state, of those who take a place."""
    rows = db.execute(
        sa.select(Registration.delegate_id, Registration.category, Registration.state)
        .join(Delegate, Delegate.id == Registration.delegate_id)
        .where(Delegate.delegation_id == delegation_id, Registration.state.not_in(OUT))
    )
    return ((delegate_id, (category, state)) for delegate_id, category, state in rows)


def _line(quota: Quota, scope: QuotaScope | None, key: str, states: Sequence[State]) -> PlacesLine:
    places = quota.total if scope is None else quota.of(scope, key)
    waiting = sum(state in WAITING for state in states)
    return PlacesLine(scope, key, places, len(states), waiting)


def _categories(delegation: Delegation, taken: Iterable[Category]) -> list[Category]:
    """Those that the party's functions lead to, and those in use."""
    party = delegation.party
    possible = {
        category_for(party.kind.value, function, state=party.is_state)
        for function in functions_of(party.kind)
    }
    return [category for category in Category if category in possible | set(taken)]


def _levels(
    db: Db, delegation: Delegation, quota: Quota, people: dict[str, tuple[Category, State]]
) -> list[PlacesLine]:
    on_lists = Counter[tuple[MeetingLevel, str]](
        (level, delegate_id)
        for level, delegate_id in db.execute(
            sa.select(Meeting.level, ListEntry.delegate_id)
            .join(ListEntry, ListEntry.meeting_id == Meeting.id)
            .where(ListEntry.delegation_id == delegation.id)
        )
    )
    levels = {meeting.level for meeting in meetings_of(db, delegation.edition_id)}
    return [
        _line(
            quota,
            QuotaScope.LEVEL,
            level.value,
            [
                people[delegate_id][1] if delegate_id in people else State.NOMINATED
                for at, delegate_id in on_lists
                if at is level
            ],
        )
        for level in MeetingLevel
        if level in levels
    ]
