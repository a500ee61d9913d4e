"""The accreditation desk: the queue and one registration with its decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.forms import EmptyForm
from eventops.accounts.models import User
from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import (
    Checks,
    counts_by_state,
    next_waiting,
    registration_by_id,
    waiting,
)
from eventops.accreditation.queries import (
    queue as queue_of,
)
from eventops.accreditation.rules import BY_OFFICER, State
from eventops.accreditation.services import ask_more
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.portal.forms import QuestionForm, RefusalForm
from eventops.portal.letters import office, tell_decision
from eventops.portal.pages import page_as_of, pages, settings
from eventops.portal.services import approve_person, refuse_person
from eventops.portal.views.delegation import question_said
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import day, zoned
from eventops.web.sentences import say

A_PAGE = 50
DESK = "/e/<edition>/desk/accreditation"
OFFICERS = holders_of(Role.ACCREDITATION)


@dataclass(frozen=True, slots=True)
class Pages:
    """Which part of the queue is shown."""

    first: int
    last: int
    total: int
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a registration's way."""

    word: str
    detail: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something an officer looks at."""

    passed: bool
    word: str
    detail: str | None = None


@pages.get(DESK)
@may_enter(OFFICERS)
def queue() -> str:
    """Registrations in one state, the longest waiting first."""
    chosen = _chosen_state(request.args.get("state"))
    counts = counts_by_state(db(), g.edition.id)
    number = _page_number(request.args.get("page", 1, type=int), counts.get(chosen, 0))
    after = (number - 1) * A_PAGE
    lines = queue_of(db(), g.edition.id, chosen, most=A_PAGE, after=after)
    return render_template(
        "accreditation/queue.html",
        by_state=counts,
        chosen=chosen,
        registrations=lines,
        page=_pages(chosen, number, len(lines), counts.get(chosen, 0)),
        since=_since,
        as_of=page_as_of(),
    )


def _chosen_state(asked: str | None) -> State:
    if asked is None:
        return State.SUBMITTED
    if asked not in tuple(State):
        raise NotFound("no_registration")
    return State(asked)


def _page_number(asked: int, total: int) -> int:
    """The page asked for, or the nearest there is."""
    last = max(1, -(-total // A_PAGE))
    return min(max(asked, 1), last)


def _pages(chosen: State, number: int, shown: int, total: int) -> Pages:
    def url(page: int) -> str:
        return url_for("portal.queue", edition=g.edition.slug, state=chosen.value, page=page)

    first = (number - 1) * A_PAGE
    return Pages(
        first=first + 1,
        last=first + shown,
        total=total,
        previous_url=url(number - 1) if number > 1 else None,
        next_url=url(number + 1) if first + shown < total else None,
    )


def _since(registration: Registration) -> datetime:
    """When it came into its state."""
    at = registration.decided_at or registration.submitted_at
    return zoned(at or registration.delegate.added_at)


@pages.get(f"{DESK}/<registration_id>")
@may_enter(OFFICERS)
def registration(registration_id: str) -> str:
    """Everything an officer needs to decide."""
    return _page(_found(registration_id))


def _found(registration_id: str) -> Registration:
    return registration_by_id(db(), g.edition.id, registration_id)


def _as_seen(registration_id: str) -> Registration:
    """The registration, still where the officer saw it: nobody overturns a decision unawares."""
    found = _found(registration_id)
    if request.form.get("seen", found.state.value) != found.state.value:
        raise Conflict("wrong_state", state=found.state.value)
    return found


def _page(
    found: Registration, ask: QuestionForm | None = None, refuse: RefusalForm | None = None
) -> str:
    shown, may = waiting(db(), found), _may(found)
    following = next_waiting(db(), found)
    return render_template(
        "accreditation/registration.html",
        registration=found,
        photo_id=shown.photo_id,
        history=list(_history(found)),
        checks=_checks(shown.checks),
        reason=question_said(found.reason),
        decided_by=_name_of(found.decided_by),
        approve=EmptyForm() if may[State.APPROVED] else None,
        ask=(ask or QuestionForm(formdata=None)) if may[State.MORE_INFORMATION] else None,
        refuse=(refuse or RefusalForm(formdata=None).offer_reasons())
        if may[State.REFUSED]
        else None,
        next_url=_address(following) if following else None,
        zoned=zoned,
        as_of=page_as_of(),
    )


def _may(found: Registration) -> dict[State, bool]:
    return {target: found.state in states for target, states in BY_OFFICER.items()}


def _name_of(actor: str | None) -> str:
    """Who decided, as the journal names them."""
    kind, _colon, key = (actor or "").partition(":")
    user = db().get(User, key) if kind == "user" else None
    return user.name if user else (actor or "")


def _history(found: Registration) -> Iterator[Step]:
    added = zoned(found.delegate.added_at)
    yield Step(_("Nominated"), _moment(added), "done")
    if found.submitted_at is None:
        yield Step(_("Handed in"), None, "ahead")
    else:
        yield Step(_("Handed in"), _moment(zoned(found.submitted_at)), "done")
    if found.decided_at is None:
        yield Step(_("Decision"), None, "here" if found.submitted_at else "ahead")
    else:
        yield Step(_("Decision"), _moment(zoned(found.decided_at)), "done")


def _moment(at: datetime) -> str:
    return f"{day(at)} {at:%H:%M}"


def _checks(checks: Checks) -> list[Check]:
    return [
        Check(checks.photo, _("Photo"), None if checks.photo else _("There is none yet.")),
        Check(
            checks.position,
            _("Title or post"),
            None if checks.position else _("The party gave none."),
        ),
        Check(
            checks.only_one,
            _("Nobody else of this name"),
            None if checks.only_one else _("Somebody else in this edition has the same name."),
        ),
    ]


@pages.post(f"{DESK}/<registration_id>/approval")
@may_enter(OFFICERS)
def approval(registration_id: str) -> str | Response:
    """Accredit; the badge exists from now on."""
    found = _as_seen(registration_id)
    approve_person(db(), found, secrets=settings().secrets, by=signed_in_viewer().actor, now=now())
    return _decided(found, _("%(name)s is approved; the badge is issued."))


@pages.post(f"{DESK}/<registration_id>/question")
@may_enter(OFFICERS)
def question(registration_id: str) -> str | Response:
    """Give it back to the focal point with a question."""
    found, form = _as_seen(registration_id), QuestionForm()
    if form.validate_on_submit():
        try:
            ask_more(db(), found, form.reason.data or "", by=signed_in_viewer().actor, now=now())
        except Invalid as fault:
            form.reason.errors = [say(fault.code, fault.facts)]
        else:
            return _decided(found, _("The question about %(name)s is with the focal point."))
    return Response(_page(found, ask=form), 422, mimetype="text/html")


@pages.post(f"{DESK}/<registration_id>/refusal")
@may_enter(OFFICERS)
def refusal(registration_id: str) -> str | Response:
    """Refuse for one of the known reasons."""
    found, form = _as_seen(registration_id), RefusalForm().offer_reasons()
    if form.validate_on_submit():
        try:
            refuse_person(
                db(),
                g.edition,
                found,
                form.reason.data,
                by=signed_in_viewer().actor,
                now=now(),
            )
        except Invalid as fault:
            form.reason.errors = [say(fault.code, fault.facts)]
        else:
            return _decided(found, _("%(name)s is refused."))
    return Response(_page(found, refuse=form), 422, mimetype="text/html")


def _decided(found: Registration, sentence: str) -> Response:
    tell_decision(office(db(), g.edition, settings().base_url), found, now=now())
    flash(sentence % {"name": found.delegate.person.full_name})
    return redirect(_address(found.id), 303)


def _address(registration_id: str) -> str:
    return url_for("portal.registration", edition=g.edition.slug, registration_id=registration_id)
