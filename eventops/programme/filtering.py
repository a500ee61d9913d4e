"""Which part of the public programme a reader asked for, by track and by delegation."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from eventops.core.multilingual import Multilingual
from eventops.delegations.models import Party
from eventops.programme.audience import Rule
from eventops.programme.entries import OnGrid
from eventops.programme.entries import Shown as Kept
from eventops.programme.invited import invites, rules_of
from eventops.programme.rules import Track

Audiences = Mapping[str, Sequence[str]]
"""Code → audience of every session of the edition, for ``same(code)``."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; empty means everything."""

    tracks: frozenset[str] = frozenset()
    delegation: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return bool(self.tracks or self.delegation)

    @property
    def arguments(self) -> dict[str, Any]:
        """The same as arguments of an address."""
        found: dict[str, Any] = {}
        if self.tracks:
            found["track"] = sorted(self.tracks)
        if self.delegation:
            found["delegation"] = self.delegation
        return found


@dataclass(frozen=True, slots=True)
class TrackChoice:
    code: str
    checked: bool


@dataclass(frozen=True, slots=True)
class DelegationChoice:
    code: str
    name: Multilingual
    chosen: bool


@dataclass(frozen=True, slots=True)
class ProgrammeFilter:
    """The form of the filter. Its choices come from public sessions alone."""

    tracks: tuple[TrackChoice, ...]
    delegations: tuple[DelegationChoice, ...]
    active: bool
    clear_url: str


def wanted(tracks: Sequence[str], delegation: str, *, parties: Mapping[str, Party]) -> Wanted:
    """What an address asks for; words that mean nothing here are left out."""
    known = frozenset(tracks) & frozenset(Track)
    code = delegation.upper()
    return Wanted(
        tracks=frozenset() if len(known) == len(Track) else known,
        delegation=code if code in parties else "",
    )


def kept(
    sessions: Iterable[Kept],
    wish: Wanted,
    *,
    audiences: Audiences,
    party: Party | None,
    secret: AbstractSet[str],
) -> list[Kept]:
    """The sessions that the wish leaves.

    Those in ``secret`` stay whatever delegation is asked for: leaving one out, or keeping it,
    would tell who takes part.
    """
    return [
        session
        for session in sessions
        if (not wish.tracks or session.track in wish.tracks)
        and (party is None or session.code in secret or _invites(session, audiences, party))
    ]


def _invites(session: OnGrid, audiences: Audiences, party: Party) -> bool:
    return invites(rules_of(session.code, audiences), party.code, party.groups)


def filter_form(
    wish: Wanted,
    tracks: AbstractSet[Track],
    audiences: Iterable[Iterable[Rule]],
    parties: Mapping[str, Party],
    *,
    clear_url: str,
) -> ProgrammeFilter:
    """The choices: tracks in their order, delegations that one of the audiences invites."""
    of_all = [list(rules) for rules in audiences]
    invited = [
        party
        for party in parties.values()
        if any(invites(rules, party.code, party.groups) for rules in of_all)
    ]
    return ProgrammeFilter(
        tracks=tuple(
            TrackChoice(track.value, not wish.tracks or track in wish.tracks)
            for track in Track
            if track in tracks
        ),
        delegations=tuple(
            DelegationChoice(party.code, party.name, party.code == wish.delegation)
            for party in invited
        ),
        active=wish.active,
        clear_url=clear_url,
    )
