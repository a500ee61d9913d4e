"""Lists to look at, print and take along: of the whole edition, or of one's own delegation."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, g, render_template, request, url_for

from eventops.accounts.access import SIGNED_IN, holders_of, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.core import journal
from eventops.core.errors import Invalid, NotAllowed, NotFound
from eventops.delegations.models import Delegation
from eventops.delegations.queries import SEES_ALL, delegations_seen_by
from eventops.portal.lists.attendance import attendance, portraits
from eventops.portal.lists.contents import Group, ListName, groups, total
from eventops.portal.lists.files import MIMETYPES, Format, Reading, made_file
from eventops.portal.lists.said import SaidList, said_list
from eventops.portal.pages import page_as_of, pages, seen_delegation
from eventops.portal.sheet_heads import masthead, second_language
from eventops.portal.views.frame import framed
from eventops.web.db import aside, db
from eventops.web.now import now
from eventops.web.pages import language
from eventops.web.sentences import say

DESK = "/e/<edition>/desk/lists"
OWN = "/e/<edition>/delegations/<code>/lists"
SEES_DIET = (Role.PROTOCOL, Role.ACCREDITATION)
"""Roles that may know what somebody may not eat: it tells of faith and health."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A list that may be opened, and how many lines it has."""

    title: str
    about: str
    url: str
    count: int


@pages.get(DESK)
@may_enter(holders_of(*SEES_ALL))
def lists() -> str:
    """Which lists there are, with their counts."""
    return _offers(_every_delegation(), None)


@pages.get(f"{DESK}/<list_name>")
@may_enter(holders_of(*SEES_ALL))
def list_page(list_name: str) -> str:
    """One list of the whole edition."""
    return _page(_allowed(list_name), _every_delegation(), None)


@pages.post(f"{DESK}/<list_name>/files")
@may_enter(holders_of(*SEES_ALL))
def list_file(list_name: str) -> Response:
    """The list as a file; a POST, because the journal notes who took it."""
    return _file(_allowed(list_name), _every_delegation(), None)


@pages.get(OWN)
@may_enter(SIGNED_IN)
def own_lists(code: str) -> str:
    """Which lists there are of a delegation."""
    found = seen_delegation(code)
    return _offers([found], found)


@pages.get(f"{OWN}/<list_name>")
@may_enter(SIGNED_IN)
def own_list_page(code: str, list_name: str) -> str:
    """One list of a delegation."""
    found = seen_delegation(code)
    return _page(_allowed(list_name), [found], found)


@pages.post(f"{OWN}/<list_name>/files")
@may_enter(SIGNED_IN)
def own_list_file(code: str, list_name: str) -> Response:
    """A delegation's list as a file."""
    found = seen_delegation(code)
    return _file(_allowed(list_name), [found], found)


def _every_delegation() -> Sequence[Delegation]:
    return delegations_seen_by(db(), g.edition.id, signed_in_viewer())


def _sees_diet() -> bool:
    return signed_in_viewer().holds(*SEES_DIET, edition_id=g.edition.id)


def _allowed(asked: str) -> ListName:
    """The list of this name; staff are told that a role is missing, others that there is none."""
    if asked not in tuple(ListName):
        raise NotFound("no_list")
    if asked == ListName.DIET and not _sees_diet():
        if signed_in_viewer().holds(*SEES_ALL, edition_id=g.edition.id):
            roles = [say(f"role_{role.name.lower()}") for role in SEES_DIET]
            raise NotAllowed("role_needed", roles=roles)
        raise NotFound("no_list")
    return ListName(asked)


def _offers(seen: Sequence[Delegation], only: Delegation | None) -> str:
    everyone = attendance(db(), g.edition.id, seen)
    offers = [
        Offer(say(f"list_{name}"), say(f"about_{name}"), _url(name, only), total(found))
        for name in ListName
        if name is not ListName.DIET or _sees_diet()
        for found in [groups(name, everyone)]
    ]
    if only is not None:
        return framed(only, "own_lists", offers=offers)
    return render_template("portal/lists.html", offers=offers, as_of=page_as_of())


def _url(name: ListName, only: Delegation | None, end: str = "page") -> str:
    slug = g.edition.slug
    if only is None:
        return url_for(f"portal.list_{end}", edition=slug, list_name=name)
    code = only.party.code.lower()
    return url_for(f"portal.own_list_{end}", edition=slug, code=code, list_name=name)


def _page(name: ListName, seen: Sequence[Delegation], only: Delegation | None) -> str:
    told = _said(name, groups(name, attendance(db(), g.edition.id, seen)))
    files_url = _url(name, only, "file")
    if only is not None:
        return framed(only, "own_lists", page_of="own_list", told=told, files_url=files_url)
    return render_template("portal/list.html", told=told, files_url=files_url, as_of=page_as_of())


def _said(name: ListName, found: Sequence[Group]) -> SaidList:
    return said_list(name, found, language=language(), second=second_language(g.edition))


def _file(name: ListName, seen: Sequence[Delegation], only: Delegation | None) -> Response:
    asked = request.form.get("format", Format.PDF.value)
    if asked not in tuple(Format):
        raise Invalid("unknown_format")
    form, edition_id, slug = Format(asked), g.edition.id, g.edition.slug
    found = groups(name, attendance(db(), edition_id, seen))
    reading, moment = _reading(name, found, form), now()
    subject = f"delegation:{only.id}" if only else f"edition:{edition_id}"
    whose = f"{only.party.code.lower()}-" if only else ""
    db().rollback()  # nothing is written yet: drawing takes a second, and no door may wait for it
    body = made_file(reading, form)
    aside(
        lambda own: journal.record(
            own,
            "list taken",
            subject,
            by=signed_in_viewer().actor,
            now=moment,
            edition_id=edition_id,
            list=name.value,
            rows=total(found),
            format=form.value,
        )
    )
    answer = Response(body, content_type=MIMETYPES[form])
    file = f"{slug}-{whose}{name}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _reading(name: ListName, found: Sequence[Group], form: Format) -> Reading:
    faces = name is ListName.FACES and form is Format.PDF
    shown = {line.who.photo_id for group in found for line in group.lines if line.who.photo_id}
    told = _said(name, found)
    return Reading(
        told,
        tuple(found),
        masthead(told.titles, told.marks, page_as_of()),
        portraits(db(), shown) if faces else {},
        now(),
    )
