"""The history of a registration in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventops.accreditation.history import Happening, history_of
from eventops.accreditation.models import Registration
from eventops.web.db import db
from eventops.web.pages import zoned
from eventops.web.sentences import say


@dataclass(frozen=True, slots=True)
class Line:
    """One happening, as it is read."""

    at: datetime
    said: str
    by: str


def happened(registration: Registration) -> list[Line]:
    """What happened to a registration, the latest first, on the venue's clock."""
    return said_of(history_of(db(), registration.edition_id, registration.id))


def said_of(found: Iterable[Happening]) -> list[Line]:
    """Happenings in words, on the venue's clock."""
    return [Line(zoned(each.at), say(each.code, _facts(each.facts)), each.by) for each in found]


def _facts(told: dict[str, Any]) -> dict[str, str]:
    """The journal's codes as words, for those sentences that name them."""
    blocked = told.get("blocks")
    if blocked:
        reason = say(f"block_reason_{told['reason']}")
        return {"what": ", ".join(say(f"block_{block}") for block in blocked), "why": reason}
    if "instead" in told:
        return {"why": say(f"instead_{told['instead']}")}
    if "category" in told:
        return {"what": say(f"category_{told['category']}")}
    return {"why": say(f"reason_{told['reason']}")} if "reason" in told else {}
