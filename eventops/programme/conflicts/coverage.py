"""Coverage: more parallel sessions that need a delegation than it has accredited people."""

from collections.abc import Iterable

from eventops.programme.conflicts.audiences import places
from eventops.programme.conflicts.clash import Clash
from eventops.programme.conflicts.prepared import Placed, Prepared
from eventops.programme.rules import ConflictRule


class Coverage:
    """Is told who is in session at each start; counts all delegations at once, bit by bit.
    ``only`` is a mask of delegations to look at."""

    def __init__(self, ready: Prepared, only: int = -1) -> None:
        self._ready, self._only = ready, only
        people = ready.facts.people
        accredited = people.accredited if people is not None else {}
        self._members = [accredited.get(code, 0) for code in ready.readings.parties]
        width = max(self._members, default=0).bit_length()
        self._planes = [
            sum(1 << party for party, count in enumerate(self._members) if count >> plane & 1)
            for plane in range(width)
        ]
        self._found: dict[int, list[frozenset[str]]] = {}
        self._placed: dict[str, Placed] = {}

    def look(self, parallel: Iterable[Placed]) -> None:
        """One moment: what goes on in it."""
        if self._ready.facts.people is None:
            return
        parallel = [each for each in parallel if each.expected.delegations]
        short = self._short([each.expected.delegations & self._only for each in parallel])
        for party in places(short):
            needing = [each for each in parallel if each.expected.delegations >> party & 1]
            self._placed |= {each.code: each for each in needing}
            self._keep(party, frozenset([each.code for each in needing]))

    def conflicts(self) -> list[Clash]:
        """One for each set of sessions, with the delegations that cannot be in all of them."""
        short: dict[frozenset[str], list[int]] = {}
        for party in sorted(self._found):
            for sessions in self._found[party]:
                short.setdefault(sessions, []).append(party)
        return [self._conflict(sessions, parties) for sessions, parties in short.items()]

    def _conflict(self, sessions: frozenset[str], parties: list[int]) -> Clash:
        placed = sorted((self._placed[code] for code in sessions), key=lambda each: each.order)
        codes = self._ready.readings.parties
        members = {codes[party]: self._members[party] for party in parties}
        return self._ready.clash(ConflictRule.COVERAGE, *placed, delegations=members)

    def _keep(self, party: int, sessions: frozenset[str]) -> None:
        """Only sets that are part of no other."""
        kept = self._found.setdefault(party, [])
        if not any(sessions <= other for other in kept):
            kept[:] = [other for other in kept if not other < sessions] + [sessions]

    def _short(self, needs: list[int]) -> int:
        """Delegations needed in two places or more, and in more than they have people for."""
        counted: list[int] = []
        for carry in needs:
            for plane, held in enumerate(counted):
                counted[plane], carry = held ^ carry, held & carry
                if not carry:
                    break
            else:
                counted.append(carry)
        several, more, equal = 0, 0, -1
        for plane in reversed(range(max(len(counted), len(self._planes)))):
            count = counted[plane] if plane < len(counted) else 0
            members = self._planes[plane] if plane < len(self._planes) else 0
            more |= equal & count & ~members
            equal &= ~(count ^ members)
            several |= count if plane else 0
        return more & several
