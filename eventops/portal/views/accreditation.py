"""The accreditation desk: the queue, and one decision on several people in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import Waiting, counts_by_state, late_queue
from eventops.accreditation.queries import queue as queue_of
from eventops.accreditation.queueing import first_waiting, registrations_by_ids
from eventops.accreditation.rules import BY_OFFICER, WAITING, State
from eventops.accreditation.terms import count_late_for
from eventops.core.errors import Invalid, NotFound
from eventops.portal.bulk import Decision, Outcome, decide_several
from eventops.portal.forms import SeveralForm
from eventops.portal.letters import office, tell_decisions
from eventops.portal.pages import page_as_of, pages
from eventops.portal.undoing import last_decided, remember
from eventops.portal.views.frame import late_sayer
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.pages import zoned

A_PAGE = 50
QUEUE = "/e/<edition>/desk/accreditation"
OFFICERS = holders_of(Role.ACCREDITATION)


@dataclass(frozen=True, slots=True)
class Pages:
    """Which part of a list is shown."""

    first: int
    last: int
    total: int
    previous_url: str | None
    next_url: str | None


@pages.get(QUEUE)
@may_enter(OFFICERS)
def queue() -> str:
    """Registrations in one state, the longest waiting first."""
    chosen = _chosen_state(request.args.get("state"))
    return _queue(chosen, SeveralForm(formdata=None).offer(_targets(chosen)))


def _queue(chosen: State, form: SeveralForm, ticked: Sequence[str] = ()) -> str:
    counts, me = counts_by_state(db(), g.edition.id), signed_in_viewer().user_id
    late, late_total = request.args.get("late") == "mine", count_late_for(db(), g.edition.id, me)
    total = late_total if late else counts.get(chosen, 0)
    number = page_number(total)
    after = (number - 1) * A_PAGE
    if late:
        lines = late_queue(db(), g.edition.id, me, most=A_PAGE, after=after)
    else:
        lines = queue_of(db(), g.edition.id, chosen, most=A_PAGE, after=after)
    here = {"late": "mine"} if late else {"state": chosen.value}
    return render_template(
        "accreditation/queue.html",
        by_state=counts,
        chosen=chosen,
        registrations=lines,
        late=late,
        late_total=late_total,
        late_said=late_sayer(),
        ticked=_ticked(lines, ticked),
        form=form if form.decision.choices and lines and not late else None,
        page=pages_of("portal.queue", number, len(lines), total, **here),
        review=chosen in WAITING and total > 0 and not late,
        undo=last_decided(),
        since=_since,
        as_of=page_as_of(),
    )


def _ticked(lines: Sequence[Waiting], ticked: Sequence[str]) -> set[str]:
    """Whose boxes are ticked: those sent back with a fault, or all when the page is asked so."""
    if request.args.get("all"):
        return {line.registration.id for line in lines}
    return set(ticked)


def _chosen_state(asked: str | None) -> State:
    if asked is None:
        return State.SUBMITTED
    if asked not in tuple(State):
        raise NotFound("no_registration")
    return State(asked)


def _targets(chosen: State) -> list[State]:
    return [target for target, states in BY_OFFICER.items() if chosen in states]


def page_number(total: int) -> int:
    """The page asked for, or the nearest there is."""
    last = max(1, -(-total // A_PAGE))
    return min(max(request.args.get("page", 1, type=int), 1), last)


def pages_of(endpoint: str, number: int, shown: int, total: int, **chosen: str) -> Pages:
    """Where the shown part of a list lies, and the ways to its neighbours."""

    def url(page: int) -> str:
        return url_for(endpoint, edition=g.edition.slug, page=page, **chosen)  # type: ignore[arg-type]  # url_for's own keywords are among its values

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


@pages.get(f"{QUEUE}/next")
@may_enter(OFFICERS)
def next_in_queue() -> Response:
    """To whoever waits longest in a state; back to the queue when nobody does."""
    chosen = _chosen_state(request.args.get("state"))
    found = first_waiting(db(), g.edition.id, chosen)
    if found is None:
        return redirect(url_for("portal.queue", edition=g.edition.slug, state=chosen.value))
    return redirect(url_for("portal.registration", edition=g.edition.slug, registration_id=found))


@pages.post(f"{QUEUE}/decisions")
@may_enter(OFFICERS)
def decisions() -> str | Response:
    """One decision on those chosen; the answer says of each whether it moved, or why not."""
    chosen = _chosen_state(request.form.get("seen"))
    ids = list(dict.fromkeys(request.form.getlist("registration")))
    form = SeveralForm().offer(_targets(chosen))
    if form.validate_on_submit():
        try:
            return _told(chosen, _decided(form, ids, chosen))
        except Invalid as fault:
            form.decision.errors = list(form.decision.errors)
            asks = form.decision.data == State.MORE_INFORMATION.value
            tell(form, fault, {"reason": "question"} if asks else None)
    db().rollback()
    return Response(_queue(chosen, form, ids), 422, mimetype="text/html")


def _decided(form: SeveralForm, ids: list[str], chosen: State) -> list[Outcome]:
    target = State(form.decision.data) if form.decision.data in tuple(State) else chosen
    asks = target is State.MORE_INFORMATION
    decision = Decision(
        target=target,
        reason=(form.question.data if asks else form.reason.data) or "",
        words=form.words.data or "",
        incomplete=bool(form.incomplete.data),
    )
    return decide_several(
        db(),
        g.edition,
        ids,
        decision,
        secrets=settings().secrets,
        by=signed_in_viewer().actor,
        now=now(),
        seen=chosen,
    )


def _told(chosen: State, outcomes: list[Outcome]) -> str | Response:
    moved = [each for each in outcomes if each.moved]
    stayed = [each for each in outcomes if not each.moved]
    here = office(db(), g.edition, settings().base_url)
    found = registrations_by_ids(db(), g.edition.id, [each.registration_id for each in moved])
    tell_decisions(here, found, now=now())
    for done in moved:
        remember(done.registration_id)
    if len(moved) == 1 and not stayed:
        flash(_("Done for %(name)s.", name=moved[0].name))
        return redirect(url_for("portal.queue", edition=g.edition.slug, state=chosen.value), 303)
    return render_template(
        "accreditation/decided.html",
        decided=request.form["decision"],
        moved=moved,
        stayed=stayed,
        chosen=chosen,
        as_of=page_as_of(),
    )
