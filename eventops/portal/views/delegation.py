"""A delegation's page."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import g, render_template, request, url_for
from flask_babel import gettext as _

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.accreditation.rules import REFUSAL_REASONS, Channel, State
from eventops.delegations.models import Delegation
from eventops.editions.models import Edition
from eventops.portal.pages import page_as_of, pages, seen_delegation
from eventops.portal.queries import DelegationPage, ListedPerson, delegation_page
from eventops.portal.services import may_change
from eventops.web.db import db
from eventops.web.sentences import say

PRINTERS = (Role.ACCREDITATION, Role.BADGE_DESK)


@dataclass(frozen=True, slots=True)
class Need:
    """What the focal point must still do for a person; ``what`` ends the sentence."""

    person: str
    what: str
    url: str
    action: str


@pages.get("/e/<edition>/delegations/<code>")
@may_enter(SIGNED_IN)
def delegation(code: str) -> str:
    """Quota, states and the ordered list of a chosen meeting, for focal points and organisers."""
    found = seen_delegation(code)
    page = delegation_page(db(), g.edition, found, request.args.get("meeting"))
    changes = may_change(db(), found, signed_in_viewer())
    return render_template(
        "portal/delegation.html",
        page=page,
        party=found.party,
        roles=_roles(g.edition, found),
        may_change=changes,
        copied=sum(_is_copied(person) for person in (*page.listed, *page.others)),
        may_print=signed_in_viewer().holds(*PRINTERS, edition_id=g.edition.id),
        needs=list(_needs(page)) if changes else [],
        as_of=page_as_of(),
    )


def _roles(edition: Edition, found: Delegation) -> list[str]:
    held = {
        "host": edition.host,
        "chair": edition.chair,
        "next_chair": edition.next_chair,
    }
    return [role for role, code in held.items() if code == found.party.code]


def _needs(page: DelegationPage) -> Iterator[Need]:
    for person in (*page.listed, *page.others):
        what, action = _need(person)
        if what:
            yield Need(
                person=f"{person.person.style} {person.person.full_name}".strip(),
                what=what,
                url=url_for(
                    "portal.person",
                    edition=g.edition.slug,
                    code=page.delegation.party.code.lower(),
                    delegate_id=person.delegate.id,
                ),
                action=action,
            )


def _is_copied(person: ListedPerson) -> bool:
    """Whether somebody nominated from an earlier edition still waits for a look."""
    found = person.registration
    return bool(found and found.state is State.NOMINATED and found.channel is Channel.COPIED)


def _need(person: ListedPerson) -> tuple[str, str]:
    """What is missing and what to do about it; empty when nothing is."""
    state = person.registration.state if person.registration else None
    if state is State.MORE_INFORMATION and person.registration is not None:
        return question_said(person.registration.reason), _("Answer")
    if _is_copied(person):
        return _("from an earlier edition; look at the data and hand it in"), _("Look")
    if state is State.NOMINATED:
        return _("not handed in yet"), _("Hand in")
    if person.photo_id is None and state in (State.SUBMITTED, State.CHECKED):
        return _("photo missing"), _("Add a photo")
    return "", ""


def question_said(reason: str) -> str:
    """An officer's question or reason: one of the known ones, or their own words."""
    return say(f"reason_{reason}") if reason in REFUSAL_REASONS else reason
