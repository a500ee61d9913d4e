"""What the page of publishing shows: each change of the draft, and whose agendas it touches."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import contains_eager

from eventops.accounts.queries import names_of
from eventops.agenda.change_words import Names, SaidChange, said_change
from eventops.agenda.foreseeing import foresee
from eventops.agenda.news_queries import names_for
from eventops.agenda.touching import Effect, Touch
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation, Party, Person
from eventops.editions.models import Edition
from eventops.programme.drafts import Draft, Drafted, draft_of
from eventops.programme.plan import Planned
from eventops.programme.session_difference import Aspect
from eventops.web.pages import LANGUAGES, language


@dataclass(frozen=True, slots=True)
class Line:
    """One session of the draft that publishing would change."""

    drafted: Drafted
    said: SaidChange
    other: SaidChange
    """The same in the second language."""
    other_language: str
    chosen: bool
    lacking: tuple[str, ...]
    """Languages in which its title is missing."""
    edited_by: str


@dataclass(frozen=True, slots=True)
class Touched:
    """One session as it touches the people of one delegation."""

    session: Planned
    gains: tuple[Person, ...]
    loses: tuple[Person, ...]
    changed: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class TouchedDelegation:
    """A delegation with what becomes of its people's agendas."""

    party: Party
    people: int
    gains: int
    loses: int
    changed: int
    sessions: tuple[Touched, ...]


@dataclass(frozen=True)
class Publishing:
    """The draft on the way to its next version, of which some sessions are chosen."""

    db: Db
    edition: Edition
    draft: Draft
    chosen: frozenset[str]

    @cached_property
    def lines(self) -> list[Line]:
        """What would change, by time; the tray is apart."""
        editors = names_of(self.db, {each.edited_by for each in self._ready if each.edited_by})
        return [self._line(each, editors) for each in self._ready]

    @property
    def tray(self) -> Sequence[Drafted]:
        """What stays in the draft whatever is published."""
        return self.draft.tray

    @property
    def left(self) -> int:
        """How many changes stay in the draft."""
        return sum(1 for line in self.lines if not line.chosen)

    @cached_property
    def touched(self) -> list[TouchedDelegation]:
        """Whose agendas publishing the chosen sessions would touch, in protocol order.

        Raises as ``foresee`` does.
        """
        wanted = {line.drafted.code: line.drafted.planned for line in self.lines if line.chosen}
        if not wanted:
            return []
        found = foresee(self.db, self.edition, wanted).touches
        people = _people(self.db, {touch.delegate_id for touch in found})
        by_party: dict[str, list[Touch]] = defaultdict(list)
        for touch in found:
            by_party[people[touch.delegate_id].delegation.party_id].append(touch)
        parties = {each.delegation.party_id: each.delegation.party for each in people.values()}
        return [
            self._delegation(party, by_party[party_id], people)
            for party_id, party in parties.items()
        ]

    @cached_property
    def _ready(self) -> list[Drafted]:
        return [each for each in self.draft.changes if not each.parked]

    @cached_property
    def _names(self) -> Names:
        return names_for(self.db, self.edition.id)

    def _line(self, each: Drafted, editors: Mapping[str, str]) -> Line:
        second = next(tongue for tongue in LANGUAGES if tongue != language())
        said = said_change(each.published, each.planned, self._names, tuple(Aspect))
        with force_locale(second):
            other = said_change(each.published, each.planned, self._names, tuple(Aspect))
        lacking = [name for tongue, name in LANGUAGES.items() if not each.plan.title.get(tongue)]
        by = editors.get(each.edited_by or "", "")
        chosen = each.code in self.chosen
        return Line(each, said, other, second, chosen, tuple(lacking), by)

    def _delegation(
        self, party: Party, found: Sequence[Touch], people: Mapping[str, Delegate]
    ) -> TouchedDelegation:
        count = {effect: sum(touch.effect is effect for touch in found) for effect in Effect}
        sessions = []
        for code in dict.fromkeys(each.code for each in self.draft.sessions):
            here = [touch for touch in found if touch.session == code]
            if here:
                of = {
                    effect: tuple(
                        people[each.delegate_id].person for each in here if each.effect is effect
                    )
                    for effect in Effect
                }
                sessions.append(
                    Touched(
                        self.draft.by_code[code].planned,
                        of[Effect.GAINS],
                        of[Effect.LOSES],
                        of[Effect.CHANGED],
                    )
                )
        return TouchedDelegation(
            party,
            len({touch.delegate_id for touch in found}),
            count[Effect.GAINS],
            count[Effect.LOSES],
            count[Effect.CHANGED],
            tuple(sessions),
        )


def publishing(db: Db, edition: Edition, chosen: Collection[str] | None = None) -> Publishing:
    """The draft as it stands; without a choice everything but the tray is chosen."""
    draft = draft_of(db, edition)
    ready = {each.code for each in draft.changes if not each.parked}
    return Publishing(
        db, edition, draft, frozenset(ready if chosen is None else ready & set(chosen))
    )


def _people(db: Db, delegate_ids: Collection[str]) -> dict[str, Delegate]:
    rows = db.scalars(
        sa.select(Delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .join(Delegation.party)
        .where(Delegate.id.in_(delegate_ids))
        .options(
            contains_eager(Delegate.person),
            contains_eager(Delegate.delegation).contains_eager(Delegation.party),
        )
        .order_by(Party.position, Party.code, Delegate.rank, Person.sort_name, Delegate.id)
    )
    return {each.id: each for each in rows}
