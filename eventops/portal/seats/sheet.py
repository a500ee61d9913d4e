"""The seat plan as a spreadsheet: a row a person and session; all rows are taken in or none.

A row means somebody by their reference, or without one by their exact name in the delegation named.
What a row leaves empty is taken away, what the file does not mention stays.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eventops.agenda.rules import OwnSeat
from eventops.agenda.seat_plan import LONGEST_PLATE, LONGEST_SEAT, Key, clashes
from eventops.core.errors import Invalid
from eventops.core.multilingual import folded
from eventops.core.typed import loose_line
from eventops.delegations.models import Delegate
from eventops.portal.seats.contents import Sitting
from eventops.portal.spreadsheet.columns import DELEGATION, REFERENCE, Column
from eventops.portal.spreadsheet.faults import HEADER, Fault
from eventops.portal.spreadsheet.headings import Heads, headings, place_of
from eventops.programme.models import Session

SESSION, NAME, SEAT, PLATE = "session", "name", "seat", "plate"
COLUMNS = (
    Column(SESSION, {"en": "Session", "vi": "Phiên"}, 18),
    Column(DELEGATION, {"en": "Delegation", "vi": "Đoàn"}, 14),
    Column(REFERENCE, {"en": "Reference", "vi": "Mã tham chiếu"}, 24),
    Column(NAME, {"en": "Full name", "vi": "Họ và tên"}, 30),
    Column(SEAT, {"en": "Seat", "vi": "Chỗ ngồi"}, 12),
    Column(PLATE, {"en": "Name plate", "vi": "Biển tên"}, 30),
)
NEEDED = (SESSION, SEAT)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file may speak of."""

    sessions: Mapping[str, Session]
    """By code, as far as the sender may know of them."""
    people: Mapping[str, Delegate]
    """By id, with person and party."""
    given: Mapping[Key, OwnSeat]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row that can be taken in: who, where, and how it was before."""

    row: int
    session: Session
    delegate: Delegate
    before: OwnSeat
    after: OwnSeat

    @property
    def key(self) -> Key:
        """Whose seat it is, and where."""
        return self.delegate.id, self.session.id


@dataclass(frozen=True, slots=True)
class Checked:
    """A file compared with what is known; with any fault nothing may be taken in."""

    lines: Sequence[Labelled] = ()
    faults: Sequence[Fault] = field(default_factory=tuple)

    @property
    def changed(self) -> list[Labelled]:
        """Rows that say something else than is known."""
        return [line for line in self.lines if line.before != line.after]

    def seats(self) -> dict[Key, OwnSeat]:
        """What would be stored."""
        return {line.key: line.after for line in self.changed}


def rows_of(
    session: Session, sittings: Iterable[Sitting], given: Mapping[Key, OwnSeat]
) -> Iterator[list[str]]:
    """The expected people of a session as rows of the file."""
    for each in sittings:
        delegate = each.delegate
        known = given.get((delegate.id, session.id), OwnSeat())
        party = delegate.delegation.party.code
        name = delegate.person.full_name
        yield [session.code, party, delegate.id, name, known.seat, known.plate]


def check(rows: Sequence[Sequence[str]], plan: Plan) -> Checked:
    """Every row as a line, or every fault of the file at once."""
    heads, faults = headings(rows[0], COLUMNS)
    codes = {column.code for column in heads.columns.values()}
    for column in COLUMNS:
        if column.code in NEEDED and column.code not in codes:
            faults.append(Fault("column_missing", HEADER, facts={"column": column.title}))
    if not codes & {REFERENCE, NAME}:
        faults.append(Fault("seat_nobody_named", HEADER))
    if faults:
        return Checked(faults=faults)
    reader = _Reader(plan, heads)
    lines = [
        line
        for number, row in enumerate(rows[1:], start=HEADER + 1)
        if any(row)
        for line in reader.row(number, row)
    ]
    faults = [*reader.faults, *_twice(lines, heads), *_seats_twice(lines, plan, heads)]
    if not lines and not faults:
        faults = [Fault("seats_file_empty")]
    return Checked(lines, sorted(faults, key=lambda each: each.row or 0))


class _Reader:
    """Looks at one row after the other and notes every fault."""

    def __init__(self, plan: Plan, heads: Heads) -> None:
        self.plan, self.heads = plan, heads
        self.faults: list[Fault] = []
        self.named: dict[str, list[Delegate]] = {}
        for each in plan.people.values():
            self.named.setdefault(folded(each.person.full_name), []).append(each)

    def row(self, number: int, row: Sequence[str]) -> Iterator[Labelled]:
        """The row as a line, unless it has a fault."""
        before = len(self.faults)
        said = {column.code: row[at] for at, column in self.heads.columns.items() if at < len(row)}
        for at, cell in enumerate(row):
            if cell and at not in self.heads.columns:
                self.faults.append(Fault("cell_without_heading", number, place_of(at, "")))
        session = self.plan.sessions.get(said.get(SESSION, "").lower())
        if session is None:
            self._fault("seat_no_session", number, SESSION, session=said.get(SESSION, ""))
        delegate = self._who(number, said)
        seat = self._label(number, said, SEAT, LONGEST_SEAT)
        plate = self._label(number, said, PLATE, LONGEST_PLATE)
        if session is None or delegate is None or len(self.faults) > before:
            return
        known = self.plan.given.get((delegate.id, session.id), OwnSeat())
        if PLATE not in said:
            plate = known.plate
        yield Labelled(number, session, delegate, known, OwnSeat(seat, plate))

    def _who(self, number: int, said: Mapping[str, str]) -> Delegate | None:
        reference, name = said.get(REFERENCE, ""), said.get(NAME, "")
        party = said.get(DELEGATION, "").upper()
        if reference:
            found = [self.plan.people[reference]] if reference in self.plan.people else []
        else:
            found = self.named.get(folded(name), []) if name else []
        where = REFERENCE if reference else NAME
        fitting = [each for each in found if party in ("", each.delegation.party.code.upper())]
        if len(fitting) == 1:
            return fitting[0]
        code = "seat_several_people" if fitting else "seat_no_person"
        self._fault(code, number, where, name=reference or name)
        return None

    def _label(self, number: int, said: Mapping[str, str], code: str, most: int) -> str:
        try:
            return loose_line(said.get(code, ""), code, most)
        except Invalid as fault:
            self._fault(fault.code, number, code, **fault.facts)
            return ""

    def _fault(self, code: str, number: int, column: str, **facts: object) -> None:
        self.faults.append(Fault(code, number, self.heads.said(column), dict(facts)))


def _twice(lines: Iterable[Labelled], heads: Heads) -> Iterator[Fault]:
    first: dict[Key, int] = {}
    for line in lines:
        known = first.setdefault(line.key, line.row)
        if known != line.row:
            name = line.delegate.person.full_name
            yield Fault(
                "seat_person_twice", line.row, heads.said(NAME), {"name": name, "first": known}
            )


def _seats_twice(lines: Sequence[Labelled], plan: Plan, heads: Heads) -> Iterator[Fault]:
    """Two people on one seat: of the file, or one of them known already."""
    rows = {line.key: line.row for line in lines}
    after = {**plan.given, **{line.key: line.after for line in lines}}
    for clash in clashes(after):
        keys = [(delegate, clash.session_id) for delegate in clash.delegates]
        row = max((rows[key] for key in keys if key in rows), default=None)
        yield Fault("seat_taken_twice", row, heads.said(SEAT), {"seat": clash.seat})
