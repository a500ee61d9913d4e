"""Seats as the desk sees them: sessions against their rooms, and the labels of one session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.agenda.reasons import capacity
from eventops.agenda.rules import OwnSeat
from eventops.agenda.seat_plan import (
    LONGEST_PLATE,
    LONGEST_SEAT,
    Key,
    seats_given,
    set_seats,
)
from eventops.core.errors import Invalid
from eventops.core.typed import loose_line
from eventops.delegations.models import Party
from eventops.delegations.queries import SEES_ALL, delegations_of
from eventops.portal.pages import page_as_of, pages
from eventops.portal.seats.contents import (
    DelegationSeats,
    Sitting,
    at_the_table,
    days_with_sessions,
)
from eventops.portal.seats.days import chosen_day, day_tabs
from eventops.portal.seats.overview import SessionSeats, all_at, overview
from eventops.portal.services import DESK_ROLES
from eventops.portal.views.frame import answered
from eventops.programme.models import Session
from eventops.programme.queries import sessions_of
from eventops.programme.rules import Access, Track
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import zoned
from eventops.web.sentences import say

DESK = "/e/<edition>/desk/seats"
LABELS = holders_of(*DESK_ROLES)
"""Who may say what seats are called: protocol and accreditation."""


@dataclass(frozen=True, slots=True)
class Place:
    """A person who may be given a seat, with what the page's fields say."""

    sitting: Sitting
    seat: str
    plate: str


@pages.get(DESK)
@may_enter(holders_of(*SEES_ALL))
def all_seats() -> str:
    """Every session of a day: seats by formula, named, expected, and what the room has."""
    every = [each for each in sessions_of(db(), g.edition.id) if each.track is not Track.SERVICE]
    days = days_with_sessions(every)
    day = chosen_day(days)
    lines = overview(db(), g.edition, day, closed=True) if day else []
    over = request.args.get("over") == "yes"
    return render_template(
        "portal/all_seats.html",
        day_tabs=day_tabs(days, day, _day_address),
        day=day,
        lines=[line for line in lines if line.over > 0] if over else lines,
        only_over=over,
        count_over=sum(line.over > 0 for line in lines),
        may_label=_may_label(),
        zoned=zoned,
        as_of=page_as_of(),
    )


def _day_address(day: object) -> str:
    return url_for("portal.all_seats", edition=g.edition.slug, day=day)


def _may_label() -> bool:
    return signed_in_viewer().holds(*DESK_ROLES, edition_id=g.edition.id)


@pages.get(f"{DESK}/<session>")
@may_enter(holders_of(*SEES_ALL))
def seat_plan(session: str) -> Response:
    """One session with every delegation, and the labels of its seats."""
    return _page(*all_at(db(), g.edition, session, closed=True))


@pages.post(f"{DESK}/<session>")
@may_enter(LABELS)
def set_seat_plan(session: str) -> Response:
    """Store the labels of one session as they were typed."""
    told, found = all_at(db(), g.edition, session, closed=True)
    try:
        seats = _sent(told.session, at_the_table(found))
        by = signed_in_viewer().actor
        changed = set_seats(db(), g.edition, seats, by=by, now=now())
    except Invalid as fault:
        sentence = say(fault.code, fault.facts)
        return _page(told, found, fault=sentence, status=422)
    words = _("The seats are stored; the calendars of those concerned follow.")
    flash(words if changed else _("Nothing was different."))
    return redirect(url_for("portal.seat_plan", edition=g.edition.slug, session=session), 303)


def _sent(session: Session, sittings: Sequence[Sitting]) -> dict[Key, OwnSeat]:
    """What was typed for the people shown; a field that was not sent changes nothing."""
    seats: dict[Key, OwnSeat] = {}
    for each in sittings:
        who = each.delegate.id
        if f"seat-{who}" in request.form:
            seats[who, session.id] = OwnSeat(
                loose_line(request.form[f"seat-{who}"], "seat", LONGEST_SEAT),
                loose_line(request.form.get(f"plate-{who}", ""), "plate", LONGEST_PLATE),
            )
    return seats


def _page(
    told: SessionSeats, found: list[DelegationSeats], *, fault: str = "", status: int = 200
) -> Response:
    given = seats_given(db(), [told.session.id])
    places = {
        each.delegation.id: [
            _place(sitting, told.session, given) for sitting in at_the_table([each])
        ]
        for each in found
    }
    page = render_template(
        "portal/seat_plan.html",
        told=told,
        found=found,
        nameable=_nameable(told, found),
        places=places,
        labelled=sum(bool(each.seat) for each in given.values()),
        fault=fault,
        may_label=_may_label(),
        longest_seat=LONGEST_SEAT,
        longest_plate=LONGEST_PLATE,
        capacity=capacity,
        zoned=zoned,
        as_of=page_as_of(),
    )
    return answered(page, status)


def _nameable(told: SessionSeats, found: list[DelegationSeats]) -> list[Party]:
    """Whose people the desk may name here one by one: where a closed session counts no seats."""
    if told.session.access is not Access.CLOSED or not _may_label():
        return []
    counted = {each.delegation.id for each in found if each.bench}
    every = delegations_of(db(), g.edition.id)
    return [each.party for each in every if each.id not in counted]


def _place(sitting: Sitting, session: Session, given: Mapping[Key, OwnSeat]) -> Place:
    """What was typed comes before what is known, so that a fault loses nothing."""
    who = sitting.delegate.id
    known = given.get((who, session.id), OwnSeat())
    return Place(
        sitting,
        request.form.get(f"seat-{who}", known.seat),
        request.form.get(f"plate-{who}", known.plate),
    )
