"""The badge desk's papers from the database: receipts, and emergency badges of a day."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from eventops.badges.emergency_sheet import EmergencyFace, emergency_sheet
from eventops.badges.lives import Custody, CustodyLine
from eventops.badges.models import Badge
from eventops.badges.receipt_sheet import Both, ReceiptFace, ReceiptLineFace, receipt_sheet
from eventops.badges.services import Signer, body_of
from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.core.multilingual import said
from eventops.core.resources import FLAGS, FONTS
from eventops.editions.models import Edition
from eventops.web.pages import day
from eventops.web.sentences import say_in

COLUMNS = ("no", "name", "category", "serial")


def _tongues(edition: Edition) -> tuple[str, str]:
    first, second = (*edition.languages, edition.languages[0])[:2]
    return first, second


def _both(edition: Edition, code: str, facts: Mapping[str, object] | None = None) -> Both:
    first, second = _tongues(edition)
    return Both(say_in(first, code, facts or {}), say_in(second, code, facts or {}))


def _moment(edition: Edition, at: datetime, tongue: str) -> str:
    local = at.astimezone(ZoneInfo(edition.zone))
    return f"{day(local.date(), 'short', tongue)} {local:%H:%M}"


def print_receipt(edition: Edition, custody: Custody, *, now: datetime) -> bytes:
    """A receipt as PDF, as it stands now: what came back is still listed, and says so."""
    first, second = _tongues(edition)
    receipt, party = custody.receipt, custody.delegation.party
    face = ReceiptFace(
        edition=Both(said(edition.name, first), said(edition.name, second)),
        title=_both(edition, "receipt_title", {"number": receipt.number}),
        party=Both(said(party.name, first), said(party.name, second)),
        headings=[*(say_in(first, f"receipt_{each}") for each in COLUMNS), ""],
        lines=[_line(line, first) for line in custody.lines],
        declaration=_both(
            edition,
            "receipt_declaration",
            {"count": sum(line.line.undone_at is None for line in custody.lines)},
        ),
        handed_over=_both(edition, "receipt_handed_over"),
        handed_over_by=custody.made_by,
        received=_both(edition, "receipt_received" if receipt.taken_by_id else "receipt_by_letter"),
        received_by=receipt.taken_by,
        signed=_both(edition, "receipt_signed"),
        as_of=say_in(
            first,
            "receipt_as_of",
            {
                "made": _moment(edition, receipt.made_at, first),
                "now": _moment(edition, now, first),
            },
        ),
        page=say_in(first, "receipt_page"),
    )
    return receipt_sheet(face, fonts=FONTS, flags=FLAGS, made=now)


def _line(line: CustodyLine, tongue: str) -> ReceiptLineFace:
    person = line.delegate.person
    return ReceiptLineFace(
        name=f"{person.style} {person.full_name}".strip(),
        category=say_in(tongue, f"category_{line.badge.owner.category.value}"),
        serial=f"{line.badge.serial[:4]} {line.badge.serial[4:]}",
        note=say_in(tongue, "receipt_undone") if line.line.undone_at else "",
    )


def print_emergency(
    db: Db,
    edition: Edition,
    badges: Sequence[Badge],
    *,
    secrets: tuple[bytes, ...],
    now: datetime,
) -> bytes:
    """Emergency badges as PDF; raises NotFound ``nothing_unbound`` when there is none."""
    if not badges:
        raise NotFound("nothing_unbound")
    first, second = _tongues(edition)

    def both(code: str) -> tuple[str, str]:
        return say_in(first, code), say_in(second, code)

    sign = Signer(db, edition, secrets=secrets)
    faces = [
        EmergencyFace(
            edition_short=edition.short_name,
            words=both("emergency_badge"),
            days=(day(badge.last_day, "long", first), day(badge.last_day, "long", second)),
            number=f"{badge.issue:03}",
            name=both("emergency_name"),
            party=both("emergency_party"),
            code=sign(body_of(badge)),
            serial=badge.serial,
            only_bound=both("emergency_only_bound"),
        )
        for badge in badges
    ]
    return emergency_sheet(faces, fonts=FONTS, flags=FLAGS, made=now)
