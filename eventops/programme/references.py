"""Who refers to whom: every code is unique, and everything that is named exists."""

import fnmatch
import re
import zoneinfo
from dataclasses import dataclass
from typing import Any

from eventops.editions.rules import GateKind
from eventops.programme.audience import (
    SESSION_CODE,
    GroupRef,
    HeadPlus,
    PartyRef,
    Rule,
    SameAs,
    Undecided,
)
from eventops.programme.blocks import Block, Blocks, Found
from eventops.programme.faults import among
from eventops.programme.rules import Access
from eventops.programme.shapes import (
    CONFLICTS,
    EDITION,
    EDITION_FILE,
    GATE,
    GROUP,
    MEETING,
    PARTIES_FILE,
    PARTY,
    PROGRAMME,
    ROOM,
    SESSION,
    VENUE,
    VENUE_FILE,
    Shape,
)
from eventops.programme.values import ByLanguage

_CODED = (MEETING, VENUE, ROOM, GATE, GROUP, PARTY, SESSION)
OPAQUE = re.compile(r"(?=.*[0-9])(?=.*[a-z])[a-z0-9]{4,8}")
_RESERVED_GROUPS = frozenset({"everyone"})


def check_references(blocks: Blocks, found: Found) -> None:
    names = _Names.of(blocks)
    _check_codes(blocks, found)
    _check_languages(blocks, found)
    _check_edition(blocks, names, found)
    _check_conflicts(blocks, names, found)
    for room in blocks.of(ROOM):
        names.expect(found, room, "venue", room.get("venue"), VENUE)
    for party in blocks.of(PARTY):
        for group in party.get("groups") or ():
            names.expect(found, party, "groups", group, GROUP)
    for gate in blocks.of(GATE):
        _check_gate(gate, names, found)
    for session in blocks.of(SESSION):
        _check_opaque(session, found)
        names.expect(found, session, "meeting", session.get("meeting"), MEETING)
        names.expect(found, session, "room", session.get("room"), ROOM)
        for rule in session.get("audience") or ():
            _check_rule(session, "audience", rule, names, found)
            if _counts_heads_of_no_list(session, rule):
                found.at(session, "audience", "list_missing", rule=str(rule))
    _check_circles(blocks, found)


@dataclass(frozen=True)
class _Names:
    """The codes there are, by shape; None where a file is lost, so that nothing can be missed."""

    codes: dict[str, tuple[str, ...] | None]

    @classmethod
    def of(cls, blocks: Blocks) -> "_Names":
        codes: dict[str, tuple[str, ...] | None] = {}
        for shape in _CODED:
            found = (block.get("code") for block in blocks.of(shape))
            codes[shape.title] = tuple(code for code in found if code is not None)
            if _is_lost(shape, blocks.unread):
                codes[shape.title] = None
        return cls(codes)

    def expect(
        self, found: Found, block: Block, key: str, code: str | None, shape: Shape, /, **more: str
    ) -> None:
        known = self.codes[shape.title]
        if code is not None and known is not None and code not in known:
            found.at(block, key, f"{shape.title}_unknown", **(more | among(code, known)))


def _is_lost(shape: Shape, unread: frozenset[str]) -> bool:
    if shape is SESSION:
        return any(file.startswith(PROGRAMME) for file in unread)
    files = {MEETING: EDITION_FILE, GROUP: PARTIES_FILE, PARTY: PARTIES_FILE}
    return files.get(shape, VENUE_FILE) in unread


def _check_codes(blocks: Blocks, found: Found) -> None:
    for shape in _CODED:
        first: dict[str, Block] = {}
        for block in blocks.of(shape):
            code = block.get("code")
            if code is None:
                continue
            if code in first:
                other = first[code]
                place = "this file" if other.file == block.file else other.file
                taken = f"{shape.title} {other.number} of {place}"
                found.at(block, "code", "code_twice", value=code, other=taken)
            first.setdefault(code, block)
            if shape is GROUP and code in _RESERVED_GROUPS:
                found.at(block, "code", "code_reserved", value=code)


def _check_opaque(session: Block, found: Found) -> None:
    """The code of a session stands in addresses and calendars, so a closed one must not tell."""
    code = session.get("code")
    well_formed = code is not None and SESSION_CODE.fullmatch(code)
    if session.get("access") is Access.CLOSED and well_formed and not OPAQUE.fullmatch(code):
        found.at(session, "code", "code_not_opaque", value=code)


def _check_languages(blocks: Blocks, found: Found) -> None:
    """Whatever is said by language is said in every language of the edition."""
    edition = blocks.one(EDITION)
    languages: tuple[str, ...] = (edition and edition.get("languages")) or ()
    for block in blocks.blocks:
        for key in block.shape.keys:
            said = block.get(key.name)
            if isinstance(key.kind, ByLanguage) and said is not None:
                for language in languages:
                    if language not in said:
                        found.at(block, key.name, "language_missing", value=language)


def _check_edition(blocks: Blocks, names: _Names, found: Found) -> None:
    edition = blocks.one(EDITION)
    if edition is None:
        return
    zone = edition.get("zone")
    zones = zoneinfo.available_timezones()
    if zone is not None and zone not in zones:
        # A place nearby by its letters is seldom nearby on the map: only slips are corrected.
        hint = among(zone, sorted(zones), likeness=0.85)
        found.at(edition, "zone", "zone_unknown", **hint)
    for key in ("host", "chair", "next_chair"):
        names.expect(found, edition, key, edition.get(key), PARTY)
    for rule in edition.get("duty") or ():
        _check_rule(edition, "duty", rule, names, found)


def _check_conflicts(blocks: Blocks, names: _Names, found: Found) -> None:
    conflicts = blocks.one(CONFLICTS)
    if conflicts is None:
        return
    for party in conflicts.get("partners") or ():
        names.expect(found, conflicts, "partners", party, PARTY)
    sessions = names.codes[SESSION.title]
    for code in conflicts.get("openings") or ():
        if sessions is not None and code not in sessions:
            found.at(conflicts, "openings", "opening_unknown", **among(code, sessions))


def _check_gate(gate: Block, names: _Names, found: Found) -> None:
    rooms, kind = gate.get("rooms"), gate.get("kind")
    for room in rooms or ():
        names.expect(found, gate, "rooms", room, ROOM)
    if kind is GateKind.ROOM and rooms == ():
        found.at(gate, "rooms", "gate_rooms_missing")
    if kind in (GateKind.ROOM, GateKind.BUILDING) and gate.get("categories"):
        found.at(gate, "categories", "gate_categories_unused")


def _check_rule(block: Block, key: str, rule: Rule, names: _Names, found: Found) -> None:
    match rule.who:
        case PartyRef(code):
            names.expect(found, block, key, code, PARTY)
        case GroupRef(code) | Undecided(_, code):
            names.expect(found, block, key, code, GROUP)
        case SameAs(code):
            names.expect(found, block, key, code, SESSION, rule=str(rule))
        case _:
            pass
    meetings = names.codes[MEETING.title]
    if rule.list is not None and meetings is not None and not fnmatch.filter(meetings, rule.list):
        hint = among(rule.list, meetings)
        found.at(block, key, "list_unknown", rule=str(rule), **hint)


def _counts_heads_of_no_list(session: Block, rule: Rule) -> bool:
    return isinstance(rule.seats, HeadPlus) and not (rule.list or session.has("meeting"))


def _check_circles(blocks: Blocks, found: Found) -> None:
    """One fault for each circle of same(…), at its first session in the programme."""
    sessions: dict[Any, Block] = {}
    for session in blocks.of(SESSION):
        sessions.setdefault(session.get("code"), session)
    reported: set[str] = set()
    for code, session in sessions.items():
        path = _way_back(code, sessions)
        if path and reported.isdisjoint(path):
            reported.update(path)
            found.at(session, "audience", "audience_circle", path=" → ".join((*path, code)))


def _way_back(start: str, sessions: dict[Any, Block]) -> tuple[str, ...]:
    """The shortest way along same(…) from a session back to itself; empty if there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for code in _same_as(sessions.get(way[-1])):
            if code == start:
                return way
            if code not in seen:
                seen.add(code)
                ways.append((*way, code))
    return ()


def _same_as(session: Block | None) -> tuple[str, ...]:
    rules: tuple[Rule, ...] = (session and session.get("audience")) or ()
    return tuple(rule.who.code for rule in rules if isinstance(rule.who, SameAs))
