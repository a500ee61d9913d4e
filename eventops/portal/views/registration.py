"""One registration with its decision: the officer's way through the queue, one person after another."""

from collections.abc import Callable

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import may_enter, signed_in_viewer
from eventops.accounts.forms import EmptyForm
from eventops.accounts.queries import names_of
from eventops.accreditation.consent import consent_of
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import (
    counts_by_state,
    registration_by_id,
    waiting,
)
from eventops.accreditation.queueing import beside
from eventops.accreditation.rules import BY_OFFICER, WAITING, Category, State
from eventops.accreditation.services import choose_category
from eventops.accreditation.vetting import blocks_of
from eventops.badges.models import BadgeState
from eventops.badges.queries import living_badge
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.delegations.travel_document import masked
from eventops.portal.forms import ApprovalForm, CategoryForm, QuestionForm, RefusalForm
from eventops.portal.letters import office, tell_decision
from eventops.portal.pages import page_as_of, pages
from eventops.portal.services import (
    approve_person,
    ask_person,
    check_person,
    refuse_person,
)
from eventops.portal.taking_back import undo_decision
from eventops.portal.undoing import forget, last_decided, remember, was_decided_here
from eventops.portal.views.accreditation import OFFICERS, QUEUE
from eventops.portal.views.checks import approval_form, checks_said
from eventops.portal.views.frame import late_sayer
from eventops.portal.views.happenings import happened
from eventops.portal.views.words import reason_said
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.pages import zoned
from eventops.web.sentences import say

REGISTRATION = f"{QUEUE}/<registration_id>"


@pages.get(REGISTRATION)
@may_enter(OFFICERS)
def registration(registration_id: str) -> str:
    """Everything an officer needs to decide."""
    return _page(_found(registration_id))


def _found(registration_id: str) -> Registration:
    return registration_by_id(db(), g.edition.id, registration_id)


def _page(
    found: Registration,
    ask: QuestionForm | None = None,
    refuse: RefusalForm | None = None,
    trouble: str = "",
) -> str:
    shown, may = waiting(db(), found), {to: found.state in of for to, of in BY_OFFICER.items()}
    line = found.state if found.state in WAITING else State.SUBMITTED
    following, before = beside(db(), found, line), beside(db(), found, line, forwards=False)
    refuse = refuse or RefusalForm(formdata=None).offer_reasons()
    return render_template(
        "accreditation/registration.html",
        registration=found,
        photo_id=shown.photo_id,
        history=happened(found),
        checks=checks_said(shown.checks),
        alike=shown.alike,
        also=shown.also,
        number=masked(found.delegate.person),
        late=late_sayer()(found),
        blocks=[say(f"block_{block.value}") for block in blocks_of(found)],
        reason=reason_said(found),
        **_said_by(found),
        may=may,
        token=EmptyForm(),
        approve=approval_form(found, shown.checks) if may[State.APPROVED] else None,
        ask=(ask or QuestionForm(formdata=None)) if may[State.MORE_INFORMATION] else None,
        refuse=refuse if may[State.REFUSED] else None,
        category=CategoryForm(formdata=None, category=found.category.value).offer_categories(),
        trouble=trouble,
        line=line,
        left=counts_by_state(db(), g.edition.id).get(line, 0),
        next_url=_address(following) if following else None,
        previous_url=_address(before) if before else None,
        undo=last_decided(),
        zoned=zoned,
        as_of=page_as_of(),
    )


def _said_by(found: Registration) -> dict[str, object]:
    """The consent on record, who declared it, and who decided."""
    consent = consent_of(db(), found.delegate.person_id, found.edition_id)
    given_by, decided_by = consent.given_by if consent else "", found.decided_by or ""
    names = names_of(db(), {given_by, decided_by} - {""})
    return {
        "consent": consent,
        "declared_by": names.get(given_by, ""),
        "decided_by": names.get(decided_by, ""),
    }


@pages.post(f"{REGISTRATION}/check")
@may_enter(OFFICERS)
def checking(registration_id: str) -> Response:
    """The nomination is in order; somebody else approves."""

    def verb(found: Registration, seen: State) -> None:
        check_person(db(), found, by=signed_in_viewer().actor, now=now(), seen=seen)

    return _decide(registration_id, verb, _("%(name)s is marked as checked."))


@pages.post(f"{REGISTRATION}/approval")
@may_enter(OFFICERS)
def approval(registration_id: str) -> Response:
    """Accredit; the badge exists from now on."""

    def verb(found: Registration, seen: State) -> None:
        secrets, by = settings().secrets, signed_in_viewer().actor
        waiver = ApprovalForm().waiver()
        approve_person(db(), found, secrets=secrets, by=by, now=now(), seen=seen, waiver=waiver)

    return _decide(registration_id, verb, _("%(name)s is approved; the badge is issued."))


@pages.post(f"{REGISTRATION}/question")
@may_enter(OFFICERS)
def question(registration_id: str) -> Response:
    """Give it back to the focal point with a question."""
    form = QuestionForm()

    def verb(found: Registration, seen: State) -> None:
        text, by = form.reason.data or "", signed_in_viewer().actor
        ask_person(db(), found, text, by=by, now=now(), seen=seen)

    sentence = _("The question about %(name)s is with the focal point.")
    return _decide(registration_id, verb, sentence, ask=form)


@pages.post(f"{REGISTRATION}/refusal")
@may_enter(OFFICERS)
def refusal(registration_id: str) -> Response:
    """Refuse for one of the known reasons, with own words if wanted."""
    form = RefusalForm().offer_reasons()

    def verb(found: Registration, seen: State) -> None:
        reason, words, by = form.reason.data, form.words.data or "", signed_in_viewer().actor
        refuse_person(db(), g.edition, found, reason, words, by=by, now=now(), seen=seen)

    return _decide(registration_id, verb, _("%(name)s is refused."), refuse=form)


def _decide(
    registration_id: str,
    verb: Callable[[Registration, State], None],
    sentence: str,
    ask: QuestionForm | None = None,
    refuse: RefusalForm | None = None,
) -> Response:
    """Decide, then on to whoever waits next; what does not work is said on the person's page."""
    found, form = _found(registration_id), ask or refuse
    seen = _seen(found)
    following = beside(db(), found, seen) if seen in WAITING else found.id
    status, trouble = 422, ""
    if form is None or form.validate_on_submit():
        try:
            verb(found, seen)
        except Invalid as fault:
            if form is None:
                raise
            tell(form, fault)
        except Conflict as fault:
            status, trouble = 409, say(fault.code, fault.facts)
        else:
            return _decided(found, sentence, following)
    db().rollback()
    page = _page(_found(registration_id), ask=ask, refuse=refuse, trouble=trouble)
    return Response(page, status, mimetype="text/html")


def _seen(found: Registration) -> State:
    """The state that the officer had before them: nobody overturns a decision unawares."""
    sent = request.form.get("seen", found.state.value)
    return State(sent) if sent in tuple(State) else found.state


def _decided(found: Registration, sentence: str, following: str | None) -> Response:
    tell_decision(office(db(), g.edition, settings().base_url), found, now=now())
    remember(found.id)
    flash(sentence % {"name": found.delegate.person.full_name})
    if following is None:
        return redirect(url_for("portal.queue", edition=g.edition.slug), 303)
    return redirect(_address(following), 303)


@pages.post(f"{REGISTRATION}/undoing")
@may_enter(OFFICERS)
def decision_undoing(registration_id: str) -> Response:
    """Take back the decision that this sitting made about a person."""
    found = _found(registration_id)
    if not was_decided_here(found.id):
        raise NotFound("no_registration")
    secrets, by = settings().secrets, signed_in_viewer().actor
    try:
        undo_decision(db(), g.edition, found, secrets=secrets, by=by, now=now())
    except Conflict as fault:
        db().rollback()
        page = _page(_found(registration_id), trouble=say(fault.code, fault.facts))
        return Response(page, 409, mimetype="text/html")
    tell_decision(office(db(), g.edition, settings().base_url), found, now=now())
    forget(found.id)
    flash(_("The decision about %(name)s is undone.", name=found.delegate.person.full_name))
    return redirect(_address(found.id), 303)


@pages.post(f"{REGISTRATION}/category")
@may_enter(OFFICERS)
def category(registration_id: str) -> Response:
    """Give the badge another category; one that is printed has to be printed again."""
    found, form = _found(registration_id), CategoryForm().offer_categories()
    if not form.validate_on_submit():
        return Response(_page(found), 422, mimetype="text/html")
    chosen = Category(form.category.data)
    badge = living_badge(db(), found.id)
    printed = badge is not None and badge.state is not BadgeState.ISSUED
    reprint = printed and chosen is not found.category
    try:
        choose_category(db(), found, chosen, by=signed_in_viewer().actor, now=now())
    except Conflict as fault:
        db().rollback()
        page = _page(_found(registration_id), trouble=say(fault.code, fault.facts))
        return Response(page, 409, mimetype="text/html")
    if reprint:
        flash(_("The badge was printed with the earlier category: print it again."))
    flash(_("Category of the badge: %(what)s", what=say(f"category_{chosen.value}")))
    return redirect(_address(found.id), 303)


def _address(registration_id: str) -> str:
    return url_for("portal.registration", edition=g.edition.slug, registration_id=registration_id)
