"""The sentences to an entitlement: why, in what capacity. Said in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from eventops.agenda.entitlement import Entitlement, Grade
from eventops.core.multilingual import Multilingual, said
from eventops.programme.models import Session
from eventops.web.pages import language, zoned
from eventops.web.sentences import knows, say

CHANGEABLE = ("head_of", "seat_of", "reserve", "not_on_list", "replaced")
"""Reasons that come from the delegation's own list, which its focal point orders."""


@dataclass(frozen=True, slots=True)
class Circle:
    """What the sentences name: the reader's party, and meetings by code."""

    party: Multilingual
    meetings: Mapping[str, str]
    """Meeting code → short name."""


def why(answer: Entitlement, session: Session, circle: Circle) -> str:
    """Why the session stands in the agenda, or why it does not, in one or two sentences."""
    sentences = [say(_code(answer), _facts(answer, circle))]
    if answer.until_minutes is not None and answer.grade.shown:
        until = zoned(session.starts_at + timedelta(minutes=answer.until_minutes))
        sentences.append(say("why_photo_until", {"time": f"{until:%H:%M}"}))
    if "item" in answer.facts:
        sentences.append(say("why_item", {"item": answer.facts["item"]}))
    if answer.facts.get("instead"):
        sentences.append(say("why_instead"))
    return " ".join(sentences)


def own_seat(answer: Entitlement) -> str:
    """Which seat is theirs, and what the plate before it says; empty when nobody said."""
    sentences = []
    if answer.seat:
        sentences.append(say("why_own_seat", {"seat": answer.seat}))
    if answer.plate:
        sentences.append(say("why_own_plate", {"plate": answer.plate}))
    return " ".join(sentences)


def capacity(answer: Entitlement) -> str:
    """In what quality: "Head of delegation, seat at the table"."""
    words = [say("head_here")] if answer.grade is Grade.HEAD else []
    if knows(f"capacity_{answer.capacity}"):
        words.append(say(f"capacity_{answer.capacity}"))
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def _code(answer: Entitlement) -> str:
    if answer.reason == "reserve" and "function" in answer.facts:
        return "why_reserve_function"
    if answer.reason == "reserve" and not answer.seat_may_be_free:
        return "why_reserve_none" if answer.facts["next"] else "why_reserve_head"
    return f"why_{answer.reason}"


def _facts(answer: Entitlement, circle: Circle) -> dict[str, Any]:
    facts = dict(answer.facts)
    facts["party"] = said(circle.party, language())
    if "place" in facts:
        facts["seat"] = facts["place"] - (1 - facts["head"])
    if "function" in facts and knows(f"as_{facts['function']}"):
        facts["function"] = say(f"as_{facts['function']}")
    facts["meeting"] = circle.meetings.get(str(facts.get("list", ""))) or say("this_meeting")
    return facts
