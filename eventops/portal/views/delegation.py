"""A delegation's page: its list, what is still to do, and the list's end."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import flash, g, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.accreditation.rules import Category, Channel, State
from eventops.accreditation.terms import Terms
from eventops.badges.queries import blocked_prints
from eventops.delegations.arrangements import reopen_list, submit_list
from eventops.delegations.models import Delegation
from eventops.delegations.queries import documents_of
from eventops.delegations.rules import PAPERS_DUE
from eventops.portal.pages import address, own_delegation, pages, seen_delegation
from eventops.portal.queries import DelegationPage, ListedPerson, delegation_page
from eventops.portal.services import may_change
from eventops.portal.views.frame import DELEGATION, arranged_by_desk, framed, late_sayer, moment
from eventops.portal.views.words import reason_said
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.sentences import say

PRINTERS = (Role.ACCREDITATION, Role.BADGE_DESK)


@dataclass(frozen=True, slots=True)
class Need:
    """What must still be done, for a person or for the delegation; ``what`` ends the sentence."""

    person: str
    what: str
    url: str
    action: str
    by: str = ""
    """Until when, or since when it is late."""


@pages.get(DELEGATION)
@may_enter(SIGNED_IN)
def delegation(code: str) -> str:
    """Quota, states and the ordered list of a chosen meeting, for focal points and organisers."""
    found = seen_delegation(code)
    page = delegation_page(db(), g.edition, found, request.args.get("meeting"))
    prints = signed_in_viewer().holds(*PRINTERS, edition_id=g.edition.id)
    changes, late = may_change(db(), found, signed_in_viewer()), late_sayer()
    return framed(
        found,
        "delegation",
        changes=changes,
        page=page,
        copied=sum(_is_copied(person) for person in (*page.listed, *page.others)),
        may_print=prints,
        unprinted=blocked_prints(db(), g.edition.id, delegation_id=found.id) if prints else [],
        needs=[*_needs(page, late.terms), *_papers_due(found)] if changes else [],
        late_said=late,
        moment=moment,
    )


@pages.post(f"{DELEGATION}/submission")
@may_enter(SIGNED_IN)
def list_submission(code: str) -> Response:
    """Declare the list complete; new names need the desk from now on."""
    found = own_delegation(code)
    submit_list(db(), found, by=signed_in_viewer().actor, now=now())
    flash(_("The list is declared complete."))
    return redirect(address(found, "delegation"), 303)


@pages.post(f"{DELEGATION}/reopening")
@may_enter(SIGNED_IN)
def list_reopening(code: str) -> Response:
    """Let the focal point add people again."""
    found = arranged_by_desk(code)
    reopen_list(db(), found, by=signed_in_viewer().actor, now=now())
    flash(_("The list is open again."))
    return redirect(address(found, "delegation"), 303)


def _needs(page: DelegationPage, terms: dict[Category, Terms]) -> Iterator[Need]:
    for person in (*page.listed, *page.others):
        what, action = _need(person)
        if what and person.registration is not None:
            yield Need(
                person=f"{person.person.style} {person.person.full_name}".strip(),
                what=what,
                url=address(page.delegation, "person", delegate_id=person.delegate.id),
                action=action,
                by=due(terms[person.registration.category]),
            )


def due(terms: Terms) -> str:
    """Until when a category's names are in time."""
    if terms.deadline_at is None:
        return ""
    if terms.passed(now()):
        return str(_("was due %(moment)s", moment=moment(terms.deadline_at)))
    return str(_("by %(moment)s", moment=moment(terms.deadline_at)))


def _papers_due(found: Delegation) -> Iterator[Need]:
    arrived = {document.kind for document in documents_of(db(), found.id)}
    for kind in PAPERS_DUE.get(found.party.kind, ()):
        if kind not in arrived:
            yield Need(
                person=say(f"document_{kind.value}"),
                what=_("not arrived at the desk yet"),
                url=address(found, "papers"),
                action=_("Papers"),
            )


def _is_copied(person: ListedPerson) -> bool:
    """Whether somebody nominated from an earlier edition still waits for a look."""
    found = person.registration
    return bool(found and found.state is State.NOMINATED and found.channel is Channel.COPIED)


def _need(person: ListedPerson) -> tuple[str, str]:
    """What is missing and what to do about it; empty when nothing is."""
    state = person.registration.state if person.registration else None
    if state is State.MORE_INFORMATION and person.registration is not None:
        return reason_said(person.registration), _("Answer")
    if _is_copied(person):
        return _("from an earlier edition; look at the data and hand it in"), _("Look")
    if state is State.NOMINATED:
        return _("not handed in yet"), _("Hand in")
    if person.photo_id is None and state in (State.SUBMITTED, State.CHECKED):
        return _("photo missing"), _("Add a photo")
    return "", ""
