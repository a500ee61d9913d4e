"""What differs between two versions of the programme, in words."""

from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale

from eventops.agenda.change_words import Names, SaidChange, said_change
from eventops.agenda.news_queries import names_for
from eventops.core.db import Db
from eventops.editions.models import Edition
from eventops.programme.contents import planned
from eventops.programme.plan import Planned
from eventops.programme.session_difference import SEEN, Aspect, differences, is_public
from eventops.programme.versions import contents_at
from eventops.web.pages import LANGUAGES

Pair = tuple[Planned | None, Planned]


@dataclass(frozen=True, slots=True)
class Compared:
    """One session that differs: in every language of ours, by language."""

    code: str
    on: date
    """The day on which it is held now."""
    said: dict[str, SaidChange]


def pairs_between(db: Db, edition: Edition, first: int, last: int) -> list[Pair]:
    """Each session that differs between two versions, before and after, by time.

    Raises NotFound as ``contents_at`` does. A session that only the first one holds is left out:
    that happens when the first is the later of the two, before the session was published.
    """
    before = contents_at(db, edition, first)
    after = contents_at(db, edition, last)
    pairs = [
        (planned(before[code]) if code in before else None, planned(content))
        for code, content in after.items()
        if before.get(code) != content
    ]
    return sorted(pairs, key=lambda pair: (pair[1][0], pair[1][1].start, pair[1][1].code))


def public_pairs(pairs: list[Pair]) -> list[Pair]:
    """Those that everybody may know of: public as they are now, and as they were.

    One that has become closed is left out; one that was closed is new to the public.
    """
    found: list[Pair] = []
    for before, after in pairs:
        known = before if is_public(before) else None
        if is_public(after) and _is_seen(known, after):
            found.append((known, after))
    return found


def _is_seen(before: Planned | None, after: Planned) -> bool:
    if before is None:
        return not after[1].cancelled
    return any(each.aspect in SEEN for each in differences(before, after))


def compared(
    db: Db, edition: Edition, pairs: list[Pair], aspects: tuple[Aspect, ...] = tuple(Aspect)
) -> list[Compared]:
    """The pairs in words, in every language."""
    names: Names = names_for(db, edition.id)
    found = []
    for before, after in pairs:
        said = {}
        for tongue in LANGUAGES:
            with force_locale(tongue):
                said[tongue] = said_change(before, after, names, aspects)
        found.append(Compared(after[1].code, after[0], said))
    return found


def public_changes(db: Db, edition: Edition, first: int, last: int) -> list[Compared]:
    """What everybody may be told of the changes between two versions."""
    return compared(db, edition, public_pairs(pairs_between(db, edition, first, last)), SEEN)
