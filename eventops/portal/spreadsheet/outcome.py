"""What a file would do: its lines, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventops.accreditation.rules import Category, category_for
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegation
from eventops.portal.spreadsheet.columns import Column
from eventops.portal.spreadsheet.faults import Fault
from eventops.portal.spreadsheet.known import Present


@dataclass(frozen=True, slots=True)
class Line:
    """A row that can be taken in: who it is (None: somebody new) and what it would change."""

    row: int
    delegation: Delegation
    present: Present | None
    draft: NominationDraft
    changed: tuple[str, ...] = ()

    @property
    def category(self) -> Category:
        """Of the badge once the file is taken in: it follows the function when that changes."""
        if self.present and self.present.category and "function" not in self.changed:
            return self.present.category
        party = self.delegation.party
        return category_for(party.kind.value, self.draft.function, state=party.is_state)

    @property
    def joined(self) -> tuple[str, ...]:
        """Ids of the meetings on whose lists the person would newly stand."""
        before = self.present.draft.meetings if self.present else ()
        return tuple(each for each in self.draft.meetings if each not in before)

    @property
    def left(self) -> tuple[str, ...]:
        """Ids of the meetings whose lists the person would no longer stand on."""
        before = self.present.draft.meetings if self.present else ()
        return tuple(each for each in before if each not in self.draft.meetings)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file compared with the database; with any fault nothing may be taken in."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    faults: Sequence[Fault]

    @property
    def new(self) -> list[Line]:
        """People who are not there yet."""
        return [line for line in self.lines if line.present is None]

    @property
    def changed(self) -> list[Line]:
        """People of whom the file says something else."""
        return [line for line in self.lines if line.changed]

    @property
    def unchanged(self) -> int:
        """How many rows say what is known."""
        return len(self.lines) - len(self.new) - len(self.changed)
