"""A delegation's seats: its ordered lists, who sits in each session, and who takes the seats."""

from flask import flash, g, redirect, request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.agenda.reasons import capacity
from eventops.agenda.rules import AskedBy
from eventops.agenda.seating import last_act, name_for_session, take_seats, undo_seats, unname
from eventops.agenda.substitution import over
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.delegations.models import Delegation
from eventops.delegations.queries import delegates_of, lists_of
from eventops.editions.queries import meetings_of
from eventops.portal.pages import (
    address,
    close_delegation,
    flash_undo,
    member_of,
    own_delegation,
    pages,
    seen_delegation,
)
from eventops.portal.queries import people_of
from eventops.portal.seats.contents import (
    DelegationSeats,
    days_with_sessions,
    seats_at,
    seats_of,
)
from eventops.portal.seats.days import chosen_day, day_tabs
from eventops.portal.seats.forms import NamingForm, SeatsForm, seats_form
from eventops.portal.seats.ordering import put_on_list
from eventops.portal.services import at_desk
from eventops.portal.standing_in import may_substitute, members_of
from eventops.portal.substitution_forms import AskedForm
from eventops.portal.views.frame import DELEGATION, answered, arranged_by_desk, framed
from eventops.programme.rules import Access
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.now import now
from eventops.web.pages import zoned

SEATS = f"{DELEGATION}/seats"
SESSION = f"{SEATS}/<session>"


@pages.get(SEATS)
@may_enter(SIGNED_IN)
def seats(code: str) -> str:
    """The ordered list for each meeting, and the sessions of a day with who sits there."""
    found = seen_delegation(code)
    shown = seats_of(db(), g.edition, found)
    days = days_with_sessions(each.session for each in shown)
    day = chosen_day(days)
    people = {each.id: each for each in delegates_of(db(), found.id)}
    lists = lists_of(db(), found.id)
    of_day = [each for each in shown if zoned(each.session.starts_at).date() == day]
    ahead = [each.session.code for each in of_day if each.bench and not over(each.session, now())]
    return framed(
        found,
        "seats",
        next_code=next(iter(ahead), None),
        day_tabs=day_tabs(days, day, lambda each: address(found, "seats", day=each)),
        sessions=of_day,
        lists=[
            (meeting, [people[entry.delegate_id] for entry in lists.get(meeting.id, [])])
            for meeting in meetings_of(db(), g.edition.id)
        ],
        may_substitute=may_substitute(db(), found, signed_in_viewer()),
        over=lambda session: over(session, now()),
        capacity=capacity,
        zoned=zoned,
    )


@pages.post(f"{SEATS}/order")
@may_enter(SIGNED_IN)
def seats_order(code: str) -> Response:
    """Put a person at a place of one meeting's list."""
    delegation = own_delegation(code)
    told, meeting_code = request.form.get("place", ""), request.form.get("meeting", "")
    if not (told.isascii() and told.isdigit() and len(told) < 5):
        raise BadRequest
    delegate = member_of(delegation, request.form.get("delegate", ""))
    meetings = {meeting.code: meeting for meeting in meetings_of(db(), g.edition.id)}
    if meeting_code not in meetings:
        raise NotFound("no_meeting")
    by, at = signed_in_viewer().actor, now()
    meeting_id = meetings[meeting_code].id
    put_on_list(db(), g.edition, delegation, meeting_id, delegate.id, int(told), by=by, now=at)
    return redirect(
        address(delegation, "seats", list=meeting_code, _anchor=f"list-{meeting_code}"), 303
    )


@pages.route(SESSION, methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def session_seats(code: str, session: str) -> Response:
    """Who takes the counted seats of one session, up to its last minute."""
    delegation = close_delegation(code)
    found = _seats_at(delegation, session)
    form = seats_form(found, members_of(db(), delegation))
    status = _prefilled(form, delegation)
    if form.validate_on_submit():
        badges = {each: one.badge or "" for each, one in people_of(db(), delegation.id).items()}
        by, at = signed_in_viewer().actor, now()
        try:
            changed = take_seats(
                db(),
                g.edition,
                delegation,
                found.session,
                form.wish(),
                request=form.request(),
                badges=badges,
                by=by,
                now=at,
            )
        except (Invalid, Conflict) as fault:
            status = tell(form, fault)
            db().rollback()
            delegation = close_delegation(code)
            found = _seats_at(delegation, session)
        else:
            return _done(delegation, found, changed=changed)
    return _session_page(delegation, found, status, form=form)


def _seats_at(delegation: Delegation, session: str) -> DelegationSeats:
    desk = at_desk(delegation, signed_in_viewer())
    return seats_at(db(), g.edition, delegation, session, desk=desk)


def _done(delegation: Delegation, found: DelegationSeats, *, changed: bool) -> Response:
    if changed:
        undo = address(delegation, "seats_undoing", session=found.session.code)
        flash_undo(
            _("The seats are taken as you said; the calendars of those concerned follow."), undo
        )
    else:
        flash(_("Nothing was different."))
    return redirect(_back(delegation, found), 303)


def _back(delegation: Delegation, found: DelegationSeats) -> str:
    day = zoned(found.session.starts_at).date()
    return address(delegation, "seats", day=day, _anchor=f"session-{found.session.code}")


def _prefilled(form: AskedForm, delegation: Delegation) -> int:
    """Who asks and how, as it is likely; the status of a page that was not sent well."""
    if request.method == "POST":
        return 422
    viewer = signed_in_viewer()
    staff = viewer.holds(*Role, edition_id=delegation.edition_id)
    form.channel.data = AskedBy.IN_PERSON.value if staff else AskedBy.PAGE.value
    if not staff:
        form.asked_by.data = viewer.name
    return 200


def _session_page(
    delegation: Delegation,
    found: DelegationSeats,
    status: int,
    *,
    form: SeatsForm,
    naming: NamingForm | None = None,
) -> Response:
    page = framed(
        delegation,
        "seats",
        page_of="session_seats",
        here=found,
        form=form,
        naming=_naming(delegation, found, naming),
        is_over=over(found.session, now()),
        undo=last_act(db(), delegation, found.session) is not None,
        back_url=_back(delegation, found),
        capacity=capacity,
        zoned=zoned,
    )
    return answered(page, status)


def _naming(
    delegation: Delegation, found: DelegationSeats, sent: NamingForm | None
) -> NamingForm | None:
    """The desk names people where a closed session has no counted seats for the delegation."""
    closed = found.session.access is Access.CLOSED and found.bench is None
    if not closed or not at_desk(delegation, signed_in_viewer()):
        return None
    form = sent or NamingForm(formdata=None, prefix="naming-")
    form.offer(members_of(db(), delegation))
    if sent is None:
        form.channel.data = AskedBy.IN_PERSON.value
    return form


@pages.post(f"{SESSION}/undoing")
@may_enter(SIGNED_IN)
def seats_undoing(code: str, session: str) -> Response:
    """Take the last change of a session's seats back."""
    delegation = close_delegation(code)
    found = _seats_at(delegation, session)
    by = signed_in_viewer().actor
    undo_seats(db(), g.edition, delegation, found.session, by=by, now=now())
    flash(_("The last change was taken back."))
    return redirect(_back(delegation, found), 303)


@pages.post(f"{SESSION}/namings")
@may_enter(SIGNED_IN)
def seats_namings(code: str, session: str) -> Response:
    """Name a person for a closed session."""
    delegation = arranged_by_desk(code)
    found = _seats_at(delegation, session)
    form = NamingForm(prefix="naming-").offer(members_of(db(), delegation))
    status = 422
    if form.validate_on_submit():
        told, by, at = form.request(), signed_in_viewer().actor, now()
        try:
            name_for_session(
                db(),
                g.edition,
                delegation,
                found.session,
                form.delegate.data,
                request=told,
                by=by,
                now=at,
            )
        except (Invalid, Conflict) as fault:
            status = tell(form, fault)
        else:
            undo = address(delegation, "seats_undoing", session=session)
            flash_undo(_("The person is named; the session stands in their calendar now."), undo)
            return redirect(address(delegation, "session_seats", session=session), 303)
    empty = seats_form(found, members_of(db(), delegation))
    return _session_page(delegation, found, status, form=empty, naming=form)


@pages.post(f"{SESSION}/namings/<delegate_id>/removal")
@may_enter(SIGNED_IN)
def seats_naming_removal(code: str, session: str, delegate_id: str) -> Response:
    """Take a naming back."""
    delegation = arranged_by_desk(code)
    found = _seats_at(delegation, session)
    by = signed_in_viewer().actor
    unname(db(), g.edition, delegation, found.session, delegate_id, by=by, now=now())
    undo = address(delegation, "seats_undoing", session=session)
    flash_undo(_("The person is no longer named for this session."), undo)
    return redirect(address(delegation, "session_seats", session=session), 303)
