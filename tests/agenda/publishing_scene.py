"""The door's little conference with a draft that is edited and published."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time

import sqlalchemy as sa

from eventops.agenda.models import NewsReader, ReaderPart
from eventops.agenda.services import Published, publish_drafted
from eventops.editions.queries import edition_by_slug
from eventops.programme.audience import parse
from eventops.programme.drafting import Wish, edit
from eventops.programme.drafts import draft_of
from eventops.programme.models import Session
from tests.checkin.scene import Scene, at

CLOCK = time
EVENING = at("18:00", day=3)


def redraft(scene: Scene, code: str, *, audience: tuple[str, ...] = (), **fields: object) -> None:
    """Change a session in the draft; ``audience`` as text."""
    known = draft_of(scene.db, scene.edition).by_code[code]
    if audience:
        fields["audience"] = tuple(parse(rule) for rule in audience)
    wish = Wish(known.day, replace(known.plan, **fields))  # type: ignore[arg-type]  # each test names real fields
    edit(scene.db, scene.edition, "edited", {code: wish}, by="user:e", now=EVENING)


def publish(
    scene: Scene, codes: Collection[str] | None = None, *, now: datetime = EVENING
) -> Published:
    done = publish_drafted(scene.db, scene.edition, codes=codes, by="user:e", now=now)
    fresh(scene)
    return done


def fresh(scene: Scene) -> Scene:
    """As the next request would find it."""
    scene.db.expire_all()
    scene.edition = edition_by_slug(scene.db, "little-2030")
    return scene


def who(scene: Scene, delegate_id: str) -> str:
    return next(name for name, each in scene.people.items() if each.delegate_id == delegate_id)


def told(scene: Scene, news_id: str) -> dict[str, list[str]]:
    """Person → codes of the sessions that news tells them of."""
    rows = scene.db.execute(
        sa.select(NewsReader.delegate_id, NewsReader.items).where(NewsReader.news_id == news_id)
    )
    return {who(scene, delegate_id): sorted(items) for delegate_id, items in rows}


def counters(scene: Scene) -> dict[tuple[str, str], int]:
    """(person, session's code) → the reader's own counter."""
    rows = scene.db.execute(
        sa.select(ReaderPart.delegate_id, Session.code, ReaderPart.counter).join(
            Session, Session.id == ReaderPart.session_id
        )
    )
    return {(who(scene, delegate_id), code): counter for delegate_id, code, counter in rows}
