"""Suspected duplicates: the list, two people side by side, and what an officer finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.queries import names_of
from eventops.accounts.rules import Role
from eventops.accreditation.duplicates import (
    Pair,
    in_two_delegations,
    pair_in,
    people_of,
    settled_in,
    suspicions,
)
from eventops.accreditation.queries import photo_ids, registration_by_id
from eventops.accreditation.two_people import say_two_people, unsay_two_people
from eventops.core.errors import Conflict
from eventops.delegations.documents import show_document
from eventops.delegations.merging import COLUMNS, differing
from eventops.delegations.models import Person
from eventops.delegations.travel_document import masked
from eventops.portal.merging import doubles, merge_people
from eventops.portal.pages import flash_undo, page_as_of, pages
from eventops.web.db import db
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.pages import full_date, zoned
from eventops.web.sentences import say

DUPLICATES = "/e/<edition>/desk/duplicates"
PAIR = f"{DUPLICATES}/<one_id>/<other_id>"
OFFICERS = holders_of(Role.ACCREDITATION)
MAY_SEE_NUMBERS = holders_of(Role.ACCREDITATION, Role.VETTING)


@dataclass(frozen=True, slots=True)
class Line:
    """What two entries say in one field; ``wins`` is the id of the one proposed."""

    field: str
    word: str
    one: str
    other: str
    differs: bool
    wins: str


@pages.get(DUPLICATES)
@may_enter(OFFICERS)
def duplicates() -> str:
    """Pairs that may be one person, people in two delegations, and pairs found to be two."""
    suspected, settled = suspicions(db(), g.edition.id), settled_in(db(), g.edition.id)
    shown = {key for each in suspected for key in each.people} | {
        key for people in settled for key in people
    }
    return render_template(
        "accreditation/duplicates.html",
        suspected=suspected,
        settled=settled,
        entries=people_of(db(), g.edition.id, shown),
        photos=photo_ids(db(), sorted(shown)),
        several=in_two_delegations(db(), g.edition.id),
        as_of=page_as_of(),
    )


@pages.get(PAIR)
@may_enter(OFFICERS)
def duplicate(one_id: str, other_id: str) -> str:
    """Two people side by side."""
    return _page(pair_in(db(), g.edition.id, one_id, other_id))


def _page(
    pair: Pair, *, chosen: Mapping[str, str] = MappingProxyType({}), trouble: str = ""
) -> str:
    """``chosen``: field → the id of the person who was to win there."""
    photos = photo_ids(db(), [person.id for person in pair.people])
    return render_template(
        "accreditation/duplicate.html",
        pair=pair,
        photos=[photos.get(person.id) for person in pair.people],
        lines=list(_lines(pair, chosen)),
        doubles=doubles(pair),
        chosen=chosen,
        trouble=trouble,
        names=names_of(db(), {pair.two_people.said_by} if pair.two_people else ()),
        zoned=zoned,
        as_of=page_as_of(),
    )


def _lines(pair: Pair, chosen: Mapping[str, str]) -> Iterator[Line]:
    one, other = pair.people
    different = differing(one, other)
    words = {
        "style": _("Style"),
        "full_name": _("Full name"),
        "badge_name": _("Name on the badge"),
        "own_script": _("Name in its own script"),
        "sort_name": _("Name for sorting"),
        "mrz_name": _("Name in the passport"),
        "born_on": _("Birth date"),
        "document": _("Document number"),
        "email": _("Mail address"),
    }
    for field, word in words.items():
        left, right = _written(one, field), _written(other, field)
        wins = other.id if right and not left else one.id
        yield Line(field, word, left, right, field in different, chosen.get(field, wins))


def _written(person: Person, field: str) -> str:
    if field == "document":
        return masked(person)
    if field == "born_on":
        return full_date(person.born_on) if person.born_on else ""
    return getattr(person, field) or ""


@pages.post(f"{PAIR}/merger")
@may_enter(OFFICERS)
def merger(one_id: str, other_id: str) -> Response:
    """The same person: one entry stays, with the values chosen."""
    pair = pair_in(db(), g.edition.id, one_id, other_id)
    staying_id = request.form.get("keep", "")
    if staying_id not in (one_id, other_id):
        raise BadRequest
    leaving_id = other_id if staying_id == one_id else one_id
    taken = {field for field in (*COLUMNS, "photo") if request.form.get(field) == leaving_id}
    try:
        person = merge_people(
            db(),
            g.edition,
            pair,
            staying_id=staying_id,
            taken=taken,
            by=signed_in_viewer().actor,
            now=now(),
        )
    except Conflict as fault:
        db().rollback()
        pair = pair_in(db(), g.edition.id, one_id, other_id)
        page = _page(pair, chosen=request.form, trouble=say(fault.code, fault.facts))
        return Response(page, 409, mimetype="text/html")
    flash(_("%(name)s is one person now.", name=person.full_name))
    return _back_to_list()


@pages.post(f"{PAIR}/two-people")
@may_enter(OFFICERS)
def two_people(one_id: str, other_id: str) -> Response:
    """Two different people: nobody is asked again."""
    pair = pair_in(db(), g.edition.id, one_id, other_id)
    say_two_people(db(), pair, edition_id=g.edition.id, by=signed_in_viewer().actor, now=now())
    undo = url_for(
        "portal.not_two_people", edition=g.edition.slug, one_id=one_id, other_id=other_id
    )
    flash_undo(_("Noted as two different people; this pair is not shown again."), undo)
    return _back_to_list()


@pages.post(f"{PAIR}/two-people/return")
@may_enter(OFFICERS)
def not_two_people(one_id: str, other_id: str) -> Response:
    """Take that back."""
    pair = pair_in(db(), g.edition.id, one_id, other_id)
    unsay_two_people(db(), pair, edition_id=g.edition.id, by=signed_in_viewer().actor, now=now())
    flash(_("The pair is shown again."))
    return _back_to_list()


def _back_to_list() -> Response:
    return redirect(url_for("portal.duplicates", edition=g.edition.slug), 303)


@pages.post("/e/<edition>/desk/accreditation/<registration_id>/document-number")
@may_enter(MAY_SEE_NUMBERS)
def document_number(registration_id: str) -> str:
    """The whole number of the travel document, once, for an officer who asked; it is written down."""
    found = registration_by_id(db(), g.edition.id, registration_id)
    number = show_document(
        db(),
        found.delegate.person,
        secrets=settings().secrets,
        edition_id=g.edition.id,
        by=signed_in_viewer().actor,
        now=now(),
    )
    return render_template("accreditation/document_number.html", registration=found, number=number)
