"""Substitutions in the door's little conference, as the desk enters them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventops.agenda.asking import Request
from eventops.agenda.entitlement import Grade
from eventops.agenda.models import ReaderPart, Substitution
from eventops.agenda.queries import agenda_of
from eventops.agenda.rules import AskedBy
from eventops.agenda.substitution import name_alternate, replace_at_session
from eventops.delegations.models import Delegation, Party
from eventops.editions.models import Meeting
from eventops.programme.models import Session
from eventops.programme.queries import session_by_code
from tests.checkin.scene import Scene, at

ASKED = Request("Embassy of Aland", AskedBy.PHONE, "The minister flies home early.")
NOW = at("10:35")


def aland(scene: Scene) -> Delegation:
    query = sa.select(Delegation).join(Delegation.party).where(Party.code == "AA")
    return scene.db.scalars(query.options(joinedload(Delegation.party))).one()


def session(scene: Scene, code: str) -> Session:
    return session_by_code(scene.db, scene.edition.id, code)


def swap(
    scene: Scene, leaving: str, entering: str, code: str = "plenary", **more: Any
) -> Substitution:
    told = {"request": ASKED, "badge": "collected", "by": "user:x", "now": NOW, **more}
    told |= {"leaving_id": scene.delegate(leaving), "entering_id": scene.delegate(entering)}
    where = scene.edition, aland(scene), session(scene, code)
    return replace_at_session(scene.db, *where, **told)


def alternate(
    scene: Scene, entering: str, begins: datetime, until: datetime | None = None, **more: Any
) -> Substitution:
    told = {"request": ASKED, "badge": "", "by": "user:x", "now": NOW, **more}
    main = scene.db.scalars(sa.select(Meeting).where(Meeting.code == "main")).one()
    return name_alternate(
        scene.db,
        scene.edition,
        aland(scene),
        main,
        entering_id=scene.delegate(entering),
        begins=begins,
        until=until,
        **told,
    )


def agenda(scene: Scene, who: str) -> dict[str, Grade]:
    """Session → grade, of the main meeting's."""
    entries = agenda_of(scene.db, scene.edition, scene.delegate(who))
    return {
        entry.session.code: entry.entitlement.grade
        for entry in entries
        if entry.session.meeting and entry.session.meeting.code == "main"
    }


def counters(scene: Scene) -> dict[tuple[str, str], int]:
    """(person, session) → the reader's own part of SEQUENCE."""
    names = {scene.delegate(who): who for who in scene.people}
    codes = dict(scene.db.execute(sa.select(Session.id, Session.code)).all())
    rows = scene.db.scalars(sa.select(ReaderPart))
    return {(names[row.delegate_id], codes[row.session_id]): row.counter for row in rows}
