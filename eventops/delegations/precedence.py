"""In which order people stand on lists: decided by the edition and by rank, never by a translation.

Parties stand as the edition's text orders them (domain note 3.4: members by the official English
name, then partners, organisations, the secretariat …). The sort key that the text gives each party
settles nothing here that its position has not settled.
"""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody's place on a list depends on."""

    party_position: int
    party_code: str
    leads: bool
    """Head of the delegation for the ministers' meeting."""
    rank: int
    """1 is the highest."""
    sort_name: str
    delegate_id: str

    @property
    def order(self) -> tuple[int, str, bool, int, str, str, str]:
        """To sort by: party; within it the head, then rank, then name; the id ends every tie."""
        return (
            self.party_position,
            self.party_code,
            not self.leads,
            self.rank,
            _bare(self.sort_name),
            self.sort_name,
            self.delegate_id,
        )


def _bare(name: str) -> str:
    """A name without case and marks: Đặng stands among the D, not behind Z."""
    taken_apart = unicodedata.normalize("NFKD", name.casefold()).replace("đ", "d")
    return "".join(sign for sign in taken_apart if not unicodedata.combining(sign))
