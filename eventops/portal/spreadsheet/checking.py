"""Rows of a file → what they would change, or every fault at once. No row is taken without the rest.

A row is somebody already on the list when it has their reference, or without one when exactly one
person there has its name; else it is somebody new.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from eventops.core.errors import Invalid
from eventops.core.multilingual import folded
from eventops.delegations.documents import following_name
from eventops.delegations.drafts import NominationDraft, checked
from eventops.delegations.models import Delegation
from eventops.delegations.rules import functions_of
from eventops.portal.services import IDENTITY, takes_names
from eventops.portal.spreadsheet.columns import (
    DELEGATION,
    FOLLOWS_NAME,
    FUNCTION,
    REFERENCE,
    Words,
    columns_for,
    function_named,
    yes_or_no,
)
from eventops.portal.spreadsheet.faults import HEADER, Fault
from eventops.portal.spreadsheet.headings import Heads, headings, place_of
from eventops.portal.spreadsheet.known import Known, Present
from eventops.portal.spreadsheet.outcome import Checked, Line
from eventops.portal.spreadsheet.places import without_place

COMPARED = tuple(each.name for each in fields(NominationDraft) if each.name != "own_language")


Progress = Callable[[int], object]
"""Hears how many rows were looked at."""


def _quietly(_rows: int) -> None:
    return None


def check(
    rows: Sequence[Sequence[str]], known: Known, words: Words, told: Progress = _quietly
) -> Checked:
    """Compare a file's rows, headings first, with what is known; ``told`` hears how far it is."""
    columns = columns_for(known.meetings, everyone=known.everyone)
    heads, faults = headings(rows[0], columns_for(known.meetings, everyone=True))
    codes = {column.code for column in heads.columns.values()}
    needed = ("full_name", DELEGATION) if known.everyone else ("full_name",)
    for each in columns:
        if each.code in needed and each.code not in codes:
            faults.append(Fault("column_missing", HEADER, facts={"column": each.title}))
    if faults:
        return Checked(columns, (), faults)
    judge = _Judge(known, words, heads)
    lines: list[Line] = []
    for number, row in enumerate(rows[1:], start=HEADER + 1):
        if any(row):
            lines += judge.row(number, row)
        told(number - HEADER)
    faults = [*judge.faults, *_twice(lines, heads), *without_place(lines, known, heads)]
    if not lines and not faults:
        faults = [Fault("no_people_in_file")]
    return Checked(columns, lines, sorted(faults, key=lambda each: each.row or 0))


class _Judge:
    """Looks at one row after the other and notes every fault."""

    def __init__(self, known: Known, words: Words, heads: Heads) -> None:
        self.known, self.words, self.heads = known, words, heads
        self.faults: list[Fault] = []
        self.by_name: Mapping[tuple[str, str], list[Present]] = _by_name(known)
        self.functions = {code: code for code in words}

    def row(self, number: int, row: Sequence[str]) -> Iterator[Line]:
        """The row as a line, unless it has a fault."""
        before = len(self.faults)
        said = {column.code: row[at] for at, column in self.heads.columns.items() if at < len(row)}
        for at, cell in enumerate(row):
            if cell and at not in self.heads.columns:
                self._fault("cell_without_heading", number, where=place_of(at, ""))
        delegation = self._delegation(number, said)
        if delegation is None:
            return
        present = self._present(number, said, delegation)
        draft = self._draft(number, said, delegation, present)
        if draft is None or len(self.faults) > before:
            return
        changed = _changed(draft, present)
        if present is not None and changed:
            self._may_change(number, present, changed)
        if present is None and not takes_names(delegation, desk=self.known.scope.desk):
            self._fault("list_submitted", number, "full_name")
        if len(self.faults) == before:
            yield Line(number, delegation, present, draft, changed)

    def _fault(self, code: str, row: int, column: str = "", where: str = "", **facts: str) -> None:
        self.faults.append(Fault(code, row, where or self.heads.said(column), facts))

    def _delegation(self, number: int, said: Mapping[str, str]) -> Delegation | None:
        code = said.get(DELEGATION, "")
        if not self.known.everyone:
            own = next(iter(self.known.delegations.values()))
            if code and code.upper() != own.party.code.upper():
                self._fault("other_delegation", number, DELEGATION, own=own.party.code)
                return None
            return own
        found = self.known.delegations.get(code.upper())
        if found is None:
            self._fault("unknown_delegation" if code else "delegation_empty", number, DELEGATION)
        return found

    def _present(
        self, number: int, said: Mapping[str, str], delegation: Delegation
    ) -> Present | None:
        reference = said.get(REFERENCE, "")
        if reference:
            found = self.known.people.get(reference.lower())
            if found is None:
                self._fault("unknown_reference", number, REFERENCE)
            elif found.delegation_id != delegation.id:
                self._fault("reference_elsewhere", number, REFERENCE)
            return found
        alike = self.by_name.get((delegation.id, folded(said.get("full_name", ""))), [])
        if len(alike) > 1:
            self._fault("several_of_this_name", number, "full_name")
        return alike[0] if len(alike) == 1 else None

    def _draft(
        self,
        number: int,
        said: Mapping[str, str],
        delegation: Delegation,
        present: Present | None,
    ) -> NominationDraft | None:
        base = present.draft if present else NominationDraft(full_name="")
        # A downloaded list says all that is known, so an emptied cell is meant. Whoever writes a name
        # by hand says what is new; what they leave out stays.
        by_hand = present is not None and not said.get(REFERENCE)
        values: dict[str, Any] = {}
        for column in self.heads.columns.values():
            cell = said.get(column.code, "")
            if by_hand and not cell:
                continue
            if column.code == FUNCTION:
                values[FUNCTION] = self._function(number, cell, delegation, base)
            elif column.code not in (REFERENCE, DELEGATION) and column.meeting is None:
                try:
                    values[column.code] = column.means(cell)
                except ValueError:
                    self._fault(column.fault, number, column.code)
        for name in FOLLOWS_NAME:  # what the file says nothing of goes on following the name
            if getattr(base, name) == base.full_name:
                values.setdefault(name, "")
        meetings = self._meetings(number, said, base.meetings, by_hand=by_hand)
        draft = replace(base, **values, meetings=meetings)
        if present is not None:
            draft = following_name(base, draft)
        if draft.own_script != base.own_script:
            draft = replace(draft, own_language="")
        try:
            return checked(draft, flag=delegation.party.flag, on=self.known.scope.on)
        except Invalid as fault:
            field_name = str(fault.facts.get("field", ""))
            facts = {name: str(told) for name, told in fault.facts.items() if name != "field"}
            self.faults.append(Fault(fault.code, number, self.heads.said(field_name), facts))
            return None

    def _function(
        self, number: int, cell: str, delegation: Delegation, base: NominationDraft
    ) -> str:
        if not cell:
            return base.function
        if cell not in self.functions:
            self.functions[cell] = function_named(cell, self.words) or ""
        found = self.functions[cell]
        if found not in (*functions_of(delegation.party.kind), base.function):
            self._fault("function_not_theirs", number, FUNCTION)
            return base.function
        return found

    def _meetings(
        self, number: int, said: Mapping[str, str], before: Sequence[str], *, by_hand: bool
    ) -> tuple[str, ...]:
        """On which lists; one that the file has no column for, or no word, stays as it is."""
        on = set(before)
        for column in self.heads.columns.values():
            if column.meeting is None or (by_hand and not said.get(column.code)):
                continue
            answer = yes_or_no(said.get(column.code, ""))
            if answer is None:
                self._fault("not_yes_or_no", number, column.code)
            elif answer:
                on.add(column.meeting)
            else:
                on.discard(column.meeting)
        return tuple(each.id for each in self.known.meetings if each.id in on)

    def _may_change(self, number: int, present: Present, changed: Sequence[str]) -> None:
        if present.is_out:
            self._fault("person_left", number, "full_name")
        elif present.person_id in self.known.held:
            column = next((name for name in changed if name in IDENTITY), None)
            if column is not None:
                self._fault("person_decided", number, column)


def _by_name(known: Known) -> dict[tuple[str, str], list[Present]]:
    found: dict[tuple[str, str], list[Present]] = defaultdict(list)
    for each in known.in_order():
        found[each.delegation_id, each.search_name].append(each)
    return found


def _changed(draft: NominationDraft, present: Present | None) -> tuple[str, ...]:
    """Names of the fields in which the draft differs; none for somebody new."""
    if present is None:
        return ()
    return tuple(name for name in COMPARED if getattr(draft, name) != getattr(present.draft, name))


def _twice(lines: Sequence[Line], heads: Heads) -> Iterator[Fault]:
    """Rows that speak of one person, or of two new people whom nothing tells apart."""
    seen: dict[object, int] = {}
    for line in lines:
        key: object = (
            line.present.delegate_id
            if line.present
            else (line.delegation.id, folded(line.draft.full_name))
        )
        first = seen.setdefault(key, line.row)
        if first != line.row:
            facts = {"first": str(first)}
            yield Fault("row_twice", line.row, heads.said("full_name"), facts)
