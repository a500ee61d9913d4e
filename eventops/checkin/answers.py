"""Answers as contract.md words them: the result rows, and the sentences in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from eventops.checkin.bearers import Bearer
from eventops.checkin.models import Verdict
from eventops.checkin.results import Answer
from eventops.core.multilingual import said
from eventops.web.pages import LANGUAGES
from eventops.web.sentences import knows, say_in

PHOTO = "/api/v1/photos/"


class Decided(Protocol):
    """What the door decided and why: an answer to a device, or a scan looked at later."""

    @property
    def verdict(self) -> Verdict: ...
    @property
    def reason(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Venue:
    """What sentences need to know of the place."""

    zone: ZoneInfo
    gates: Mapping[str, Mapping[str, str]]
    """Gate → name."""


def result(answer: Answer, venue: Venue) -> dict[str, Any]:
    """One result row."""
    return {
        "id": answer.id,
        "verdict": answer.verdict.value,
        "reason": answer.reason,
        "message": {language: message(answer, venue, language) for language in LANGUAGES},
        "person": person(answer.bearer, answer.facts) if answer.bearer else None,
        "first_seen": answer.facts.get("first_seen"),
        "duplicate": answer.duplicate,
    }


def person(bearer: Bearer, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What door staff may see of a person: no address, no document, no diet."""
    return {
        "id": bearer.delegate_id,
        "style": bearer.style or None,
        "name": bearer.name,
        "name_own_script": bearer.own_script or None,
        "delegation": bearer.party,
        "party": {"code": bearer.party, "name": bearer.party_name, "flag": bearer.flag},
        "function": bearer.function,
        "capacity": facts.get("capacity") or None,
        "seat": facts.get("seat") or None,
        "plate": facts.get("plate") or None,
        "pin": facts.get("pin"),
        "photo": PHOTO + bearer.photo_id if bearer.photo_id else None,
    }


def message(answer: Answer, venue: Venue, language: str) -> str:
    """What to say to the guest: the reason, then where they may go."""
    sentence = reason_said(answer, venue, language)
    if answer.reason == "seats_taken" and answer.facts.get("floater"):
        sentence = f"{sentence} {say_in(language, 'guest_floater')}"
    nearest = answer.facts.get("nearest")
    if not nearest or answer.verdict.value == "admit":
        return sentence
    place = {
        "room": said(nearest["room"], language),
        "opens": _hour(nearest.get("opens"), venue),
    }
    where = "guest_go_later" if "opens" in nearest else "guest_go_now"
    return f"{sentence} {say_in(language, where, place)}"


def reason_said(answer: Decided, venue: Venue, language: str) -> str:
    """The reason alone, as a sentence."""
    facts = answer.facts
    told = {
        "seats": facts.get("seats", ""),
        "opens": _hour(facts.get("opens"), venue),
        "closed": _hour(facts.get("closed"), venue),
        "photo_until": _hour(facts.get("photo_until"), venue),
        "seen": _seen(facts.get("first_seen"), venue, language),
    }
    return say_in(language, _code(answer), told)


def _code(answer: Decided) -> str:
    """The sentence of a reason; some reasons have several."""
    code = f"door_{answer.reason}"
    if answer.reason == "not_expected" and answer.facts.get("zone"):
        return "door_not_expected_zone"
    if answer.reason == "too_late" and answer.facts.get("closed"):
        return "door_too_late_closed"
    if answer.reason == "too_late" and answer.facts.get("photo_until"):
        return "door_too_late_photo"
    return code if knows(code) else "door_decided_at_door"


def _hour(at: str | None, venue: Venue) -> str:
    return f"{datetime.fromisoformat(at).astimezone(venue.zone):%H:%M}" if at else ""


def _seen(seen: Mapping[str, str] | None, venue: Venue, language: str) -> str:
    """``09:02, Hall, door 1``."""
    if not seen:
        return ""
    gate = said(venue.gates.get(seen["gate"]), language) or seen["gate"]
    return f"{_hour(seen['at'], venue)}, {gate}"
