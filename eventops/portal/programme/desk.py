"""What the pages of the programme desk stand on: the draft, the rooms, the clock, who edits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from flask import g

from eventops.accounts.access import holders_of, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.core.errors import NotFound
from eventops.delegations.models import Party
from eventops.editions.models import Edition, Meeting, Room
from eventops.editions.queries import meetings_of, rooms_of
from eventops.portal.programme.readiness import Kept, state_of
from eventops.programme.drafts import Draft, Drafted
from eventops.programme.models import PastOpening
from eventops.programme.past import is_past, past_open
from eventops.programme.queries import names_of_parties
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import zone, zoned

DESK_AT = "/e/<edition>/desk/programme"
SESSION_AT = f"{DESK_AT}/sessions/<code>"
EDITORS = holders_of(Role.EDITOR)
UNLOCKERS = (Role.PROTOCOL,)
"""Who, being an editor, may also change what has begun: an organiser, who is both."""


@dataclass(frozen=True)
class Desk:
    """One request's view of the desk; each part is fetched when first asked for."""

    edition: Edition
    by: str
    now: datetime

    @cached_property
    def kept(self) -> Kept:
        """The draft with its conflicts, as it stood when first asked for in this request."""
        return state_of(db(), self.edition)

    @property
    def draft(self) -> Draft:
        return self.kept.draft

    def judge_from_now(self) -> None:
        """Once the draft is held and before anything is written: what others did counts too."""
        self.__dict__["kept"] = state_of(db(), self.edition)

    @cached_property
    def rooms(self) -> Sequence[Room]:
        return rooms_of(db(), self.edition.id)

    @cached_property
    def meetings(self) -> Sequence[Meeting]:
        return meetings_of(db(), self.edition.id)

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Code → party, in the order of protocol."""
        return names_of_parties(db(), self.edition.id)

    @cached_property
    def opening(self) -> PastOpening | None:
        """The editor's unlocking of the past that still holds."""
        return past_open(db(), self.edition, by=self.by, now=self.now)

    @property
    def clock(self) -> datetime:
        """Now, as the venue's clock shows it."""
        return zoned(self.now).replace(tzinfo=None)

    @property
    def days(self) -> list[date]:
        found = [date.fromisoformat(on) for on in sorted(self.edition.days)]
        return found or [self.edition.starts_on]

    def is_past(self, each: Drafted) -> bool:
        return is_past(each, zone(), self.now)

    def is_locked(self, each: Drafted) -> bool:
        """Whether this editor may not change it now."""
        return self.is_past(each) and self.opening is None

    def is_free(self, each: Drafted) -> bool:
        return not self.is_locked(each)

    def session(self, code: str) -> Drafted:
        """One session of the draft; raises NotFound."""
        found = self.draft.by_code.get(code)
        if found is None:
            raise NotFound("no_session", session=code)
        return found


def desk() -> Desk:
    """The desk of this request's edition and editor."""
    return Desk(g.edition, signed_in_viewer().actor, now())


def may_unlock() -> bool:
    """Whether this editor may unlock the past."""
    return signed_in_viewer().holds(*UNLOCKERS, edition_id=g.edition.id)
