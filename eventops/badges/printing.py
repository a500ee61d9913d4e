"""From badges in the database to a print sheet."""

from collections.abc import Sequence
from datetime import datetime

from eventops.badges.face import BadgeFace, FloaterFace
from eventops.badges.instruments import floater_body
from eventops.badges.ledger import floaters_to_print
from eventops.badges.models import Instrument
from eventops.badges.queries import Printable
from eventops.badges.services import Signer, body_of
from eventops.badges.sheet import Paper, Sheet, sheet
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.core.multilingual import said
from eventops.core.resources import FLAGS, FONTS
from eventops.delegations.models import Delegation, Party
from eventops.editions.models import Edition
from eventops.web.pages import day, day_range
from eventops.web.sentences import say_in


def print_sheet(
    db: Db,
    edition: Edition,
    badges: Sequence[Printable],
    *,
    secrets: tuple[bytes, ...],
    now: datetime,
    paper: Paper = "a6",
) -> Sheet:
    """One page (or quarter of an A4 sheet) a badge; raises NotFound ``nothing_to_print``."""
    if not badges:
        raise NotFound("nothing_to_print")
    sign = Signer(db, edition, secrets=secrets)
    faces = [face_of(edition, printable, sign) for printable in badges]
    return sheet(
        faces, fonts=FONTS, flags=FLAGS, made=now, paper=paper, title=f"{edition.short_name}"
    )


def print_floaters(
    db: Db,
    edition: Edition,
    delegation: Delegation,
    *,
    secrets: tuple[bytes, ...],
    now: datetime,
) -> Sheet:
    """A page a floater of the delegation; raises NotFound ``no_floaters``."""
    rows = floaters_to_print(db, delegation)
    if not rows:
        raise NotFound("no_floaters")
    sign = Signer(db, edition, secrets=secrets)
    faces = [floater_face(edition, delegation.party, row, sign) for row in rows]
    return sheet(faces, fonts=FONTS, flags=FLAGS, made=now, title=edition.short_name)


def floater_face(edition: Edition, party: Party, row: Instrument, sign: Signer) -> FloaterFace:
    """What one floater shows, in the edition's first two languages."""
    first, second = (*edition.languages, edition.languages[0])[:2]
    opens = f"track_{row.opens}" if row.opens else "floater_opens_all"
    return FloaterFace(
        edition_short=edition.short_name,
        edition_names=(said(edition.name, first), said(edition.name, second)),
        place=said(edition.city, first),
        dates=day_range(edition.starts_on, edition.ends_on, first),
        words=(say_in(first, "floater"), say_in(second, "floater")),
        opens=(say_in(first, opens), say_in(second, opens)),
        party=said(party.name, first),
        flag=party.flag,
        number=say_in(first, "instrument_number", {"number": row.number}),
        code=sign(floater_body(row)),
        serial=row.serial or "",
        valid=say_in(first, "badge_valid_until", {"day": day(row.last_day, "short", first)}),
    )


def face_of(edition: Edition, printable: Printable, sign: Signer) -> BadgeFace:
    """What one badge shows, in the edition's first two languages."""
    delegate, badge = printable.delegate, printable.badge
    person, party = delegate.person, delegate.delegation.party
    first, second = (*edition.languages, edition.languages[0])[:2]
    category = f"category_{badge.owner.category.value}"
    return BadgeFace(
        edition_short=edition.short_name,
        edition_names=(said(edition.name, first), said(edition.name, second)),
        place=said(edition.city, first),
        dates=day_range(edition.starts_on, edition.ends_on, first),
        style=person.style,
        name=person.badge_name or person.full_name,
        own_script=person.own_script,
        own_language=person.own_language,
        position=delegate.position,
        party=said(party.name, first),
        flag=party.flag,
        category=badge.owner.category.value,
        category_names=(say_in(first, category), say_in(second, category)),
        photo=printable.photo,
        code=sign(body_of(badge)),
        serial=badge.serial,
        valid=say_in(first, "badge_valid_until", {"day": day(badge.last_day, "short", first)}),
    )
