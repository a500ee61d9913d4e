"""What an edition rolled over leaves to its organisers: texts to read, people to name, losses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eventops.programme.audience import Named
from eventops.programme.plan import EditionPlan, Variants
from eventops.programme.remarks import Remark, remark
from eventops.programme.rolled_words import OldWords


@dataclass(frozen=True)
class EditionTexts:
    """What the old edition leaves of its own texts: city, theme, organiser and note are new."""

    short_name: str
    name: Variants


def first_of(texts: Mapping[str, Any]) -> str:
    """A text in English, or in the first language there is; of variants the preferred one."""
    said = texts.get("en") or next(iter(texts.values()), "")
    return said if isinstance(said, str) else said[0]


def told_of_words(plan: EditionPlan, old: OldWords, kept: frozenset[str]) -> Iterator[Remark]:
    """Texts that tell of the old edition, and every note, which only a reader can judge.

    `kept` are the rooms carried from the old venue: those of the new one are read as given.
    """
    for subject, part in _parts(plan, kept):
        yield from old.remarks(subject, part)
        if getattr(part, "note", None):
            yield remark("note_kept", subject=subject, text=part.note)


def _parts(plan: EditionPlan, kept: frozenset[str]) -> Iterator[tuple[str, Any]]:
    yield "the edition", EditionTexts(plan.short_name, plan.name)
    for meeting in plan.meetings:
        yield f"meeting {meeting.code}", meeting
    for room in plan.rooms:
        if room.code in kept:
            yield f"room {room.code}", room
    for day in plan.days:
        yield f"day {day.date}", day
        for session in day.sessions:
            yield f"session {session.code}", session


def told_of_tags(plan: EditionPlan) -> Iterator[Remark]:
    tags: dict[str, list[str]] = defaultdict(list)
    for _, session in plan.dated_sessions():
        for rule in session.audience:
            if isinstance(rule.who, Named) and session.code not in tags[rule.who.tag]:
                tags[rule.who.tag].append(session.code)
    for rule in plan.duty:
        if isinstance(rule.who, Named):
            tags[rule.who.tag].append("the duty of the edition")
    for tag, sessions in sorted(tags.items()):
        yield remark("tag_open", tag=tag, sessions=", ".join(sessions))


def told_of_left(old: EditionPlan, source: str) -> Iterator[Remark]:
    yield remark("people_left", edition=old.slug)
    if old.theme:
        yield remark("theme_left", text=first_of(old.theme), edition=old.slug)
    if old.note:
        yield remark("edition_note_left", text=old.note)
    yield remark("sources_left", edition=old.slug, source=source)
