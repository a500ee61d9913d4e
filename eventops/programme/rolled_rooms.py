"""Venues, rooms and gates of an edition rolled over: mapped by hand, by code, by name, or kept."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from eventops.programme.codes import free_code
from eventops.programme.plan import EditionPlan, GatePlan, RoomPlan, VenuePlan
from eventops.programme.remarks import Remark, remark


@dataclass(frozen=True)
class Places:
    """What a venue.toml holds."""

    venues: tuple[VenuePlan, ...]
    rooms: tuple[RoomPlan, ...]
    gates: tuple[GatePlan, ...]


@dataclass(frozen=True)
class NewPlaces:
    """The places of the new edition, and the new room of each old one that is in use."""

    places: Places
    rooms: Mapping[str, str]
    remarks: tuple[Remark, ...]
    kept: frozenset[str] = field(default_factory=frozenset)
    """Codes of rooms that nobody knows to exist there."""


def places_kept(old: EditionPlan) -> NewPlaces:
    """The old places for want of new ones: illustrative, and without an address."""
    remarks = [remark("rooms_kept", count=len(old.rooms))]
    if old.gates:
        remarks.append(remark("gates_kept", count=len(old.gates)))
    venues = tuple(_elsewhere(venue, remarks) for venue in old.venues)
    rooms = tuple(replace(room, illustrative=True) for room in old.rooms)
    codes = {room.code: room.code for room in old.rooms}
    return NewPlaces(Places(venues, rooms, old.gates), codes, tuple(remarks), frozenset(codes))


def places_mapped(
    old: EditionPlan, new: Places, by_hand: Mapping[str, str], used: Mapping[str, list[str]]
) -> NewPlaces:
    """`used` are the sessions, by old room, that are carried; only their rooms need a place."""
    remarks: list[Remark] = []
    found: dict[str, str] = {}
    venues, rooms = list(new.venues), list(new.rooms)
    there = {room.code: room for room in new.rooms}
    for room in old.rooms:
        if room.code not in used:
            continue
        sessions = ", ".join(used[room.code])
        target = by_hand.get(room.code) or _alike(room, new.rooms)
        if target is None:
            code = free_code(room.code, {each.code for each in rooms})
            venue = _venue_for(room, old, venues, remarks)
            rooms.append(replace(room, code=code, venue=venue, illustrative=True, column=None))
            remarks.append(remark("room_unmapped", old=room.code, sessions=sessions))
        else:
            code = target
            seats = _fewer_seats(room, there.get(target))
            told = {"new": code, "count": len(used[room.code]), "seats": seats}
            remarks.append(remark("room_mapped", old=room.code, **told))
        found[room.code] = code
    remarks += _left(old, new, venues)
    kept = frozenset(room.code for room in rooms) - there.keys()
    places = Places(tuple(venues), tuple(rooms), new.gates)
    return NewPlaces(places, found, tuple(remarks), kept)


def _alike(room: RoomPlan, rooms: tuple[RoomPlan, ...]) -> str | None:
    """The one room with the same code, or else with the same name in any language."""
    for other in rooms:
        if other.code == room.code:
            return other.code
    names = {_folded(name) for name in room.name.values()}
    named = [each.code for each in rooms if names & {_folded(name) for name in each.name.values()}]
    return named[0] if len(named) == 1 else None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def _fewer_seats(old: RoomPlan, new: RoomPlan | None) -> str:
    if new is None or new.seats >= old.seats:
        return ""
    return f", with {new.seats} seats instead of {old.seats}"


def _venue_for(
    room: RoomPlan, old: EditionPlan, venues: list[VenuePlan], remarks: list[Remark]
) -> str:
    """Where a placeholder stands: in the venue of the same code, which comes along if need be."""
    if all(venue.code != room.venue for venue in venues):
        (own,) = (venue for venue in old.venues if venue.code == room.venue)
        venues.append(_elsewhere(own, remarks))
    return room.venue


def _elsewhere(venue: VenuePlan, remarks: list[Remark]) -> VenuePlan:
    if venue.address or venue.latitude is not None or venue.longitude is not None:
        remarks.append(remark("address_left", subject=venue.code))
    return replace(venue, address=None, latitude=None, longitude=None, illustrative=True)


def _left(old: EditionPlan, new: Places, venues: list[VenuePlan]) -> Iterator[Remark]:
    there = {venue.code for venue in venues}
    for venue in old.venues:
        if venue.code not in there:
            yield remark("venue_left", subject=venue.code)
    if old.gates:
        yield remark("gates_left", codes=", ".join(gate.code for gate in old.gates))
