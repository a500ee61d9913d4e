"""Sessions as calendar items, with all words in the reader's language.

What is slow is kept: a fragment is rendered once for each different item, whoever asks for it.
The key of that memory is the whole item, so a kept fragment is never a stale one.
"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import url_for

import eventops
from eventops.agenda import ical
from eventops.agenda.entitlement import Entitlement
from eventops.agenda.feed_state import FeedState, Places, Stamped, way_in
from eventops.agenda.reasons import Circle, capacity, own_seat, why
from eventops.core.multilingual import said
from eventops.editions.models import Edition
from eventops.programme.models import Session
from eventops.programme.rules import Access, Status, Track
from eventops.programme.sentences import illustration
from eventops.web.pages import language, zoned
from eventops.web.sentences import say

COLOURS = {
    Track.MINISTERS: "navy",
    Track.OFFICIALS: "steelblue",
    Track.WG: "teal",
    Track.PARTNER: "rebeccapurple",
    Track.BILATERAL: "purple",
    Track.CEREMONY: "darkgoldenrod",
    Track.SIDE: "olive",
    Track.SOCIAL: "saddlebrown",
    Track.SERVICE: "slategray",
}
"""CSS3 names near the hues of the pages, as RFC 7986 wants them."""


@lru_cache(maxsize=8192)
def kept_fragment(item: ical.Item) -> bytes:
    """The item as bytes, rendered once."""
    return ical.fragment(item)


def personal_calendar(state: FeedState, *, base_url: str) -> ical.Calendar:
    """The frame of one person's calendar."""
    name = state.delegate.person.badge_name or state.delegate.person.full_name
    edition = state.places.edition
    path = url_for("agenda.mine", edition=edition.slug)
    return _frame(
        edition,
        name=say("calendar_name", {"edition": edition.short_name, "name": name}),
        description=say("calendar_description", {"name": name}),
        url=base_url + path,
    )


def public_calendar(places: Places, *, base_url: str) -> ical.Calendar:
    """The frame of the public programme."""
    path = url_for("programme.today", edition=places.edition.slug)
    return _frame(
        places.edition,
        name=say("calendar_of_all", {"edition": places.edition.short_name}),
        description=say("calendar_of_all_description"),
        url=base_url + path,
    )


def _frame(edition: Edition, *, name: str, description: str, url: str) -> ical.Calendar:
    return ical.Calendar(
        name=name,
        description=description,
        zone=edition.zone,
        first=edition.starts_on,
        last=edition.ends_on,
        url=url,
    )


def personal_tag(state: FeedState, calendar: ical.Calendar) -> str:
    """The entity tag of somebody's calendar, before anything is rendered."""
    parts = [eventops.__version__, language(), *state.parts()]
    return ical.etag(state.places.edition.calendar_epoch, calendar, parts)


def personal_body(state: FeedState, calendar: ical.Calendar, *, base_url: str) -> bytes:
    """The whole calendar of one person."""
    circle = Circle(state.delegate.delegation.party.name, state.places.meetings)
    fragments = [personal_fragment(each, state.places, circle, base_url) for each in state.shown]
    return ical.assemble(calendar, fragments or [_nothing(state, calendar)])


def personal_fragment(each: Stamped, places: Places, circle: Circle, base_url: str) -> bytes:
    """The shared fragment, with the reader's own stamps where their part changed."""
    answer = each.entitlement
    words = (capacity(answer) + ".", why(answer, each.session, circle), own_seat(answer))
    shared = kept_fragment(
        item(each.session, places, base_url=base_url, first_words=words, answer=answer)
    )
    if not each.has_own_stamps:
        return shared
    return ical.with_reader(shared, sequence=each.sequence, modified=each.modified)


def _nothing(state: FeedState, calendar: ical.Calendar) -> bytes:
    places = state.places
    note = ical.placeholder(
        calendar,
        uid=f"nothing.{places.edition.slug}@{places.instance}",
        modified=state.changed_at,
        title=say("calendar_empty"),
        url=calendar.url,
    )
    return ical.fragment(note)


def public_tag(sessions: list[Session], places: Places, calendar: ical.Calendar) -> str:
    """The entity tag of the public programme as a calendar."""
    parts: list[str | int | datetime | None] = [eventops.__version__, language()]
    parts += [places.instance, places.version]
    for session in sessions:
        parts += [session.code, session.counter, session.changed_at]
    return ical.etag(places.edition.calendar_epoch, calendar, parts)


def public_body(
    sessions: list[Session], places: Places, calendar: ical.Calendar, *, base_url: str
) -> bytes:
    """These sessions as a calendar for everyone."""
    return ical.assemble(
        calendar,
        [kept_fragment(item(session, places, base_url=base_url)) for session in sessions],
    )


def withdrawn_body(edition: Edition, *, instance: str, at: datetime) -> bytes:
    """What a withdrawn address tells for a while."""
    frame = _frame(edition, name=say("calendar_withdrawn"), description="", url="")
    return ical.withdrawn(
        frame,
        uid=f"withdrawn.{edition.slug}@{instance}",
        modified=at,
        title=say("calendar_withdrawn"),
        description=say("calendar_withdrawn_advice"),
    )


def item(
    session: Session,
    places: Places,
    *,
    base_url: str,
    first_words: tuple[str, ...] = (),
    answer: Entitlement | None = None,
) -> ical.Item:
    """One session as everyone with the same place in it sees it."""
    venue, tongue = session.room.venue, language()
    zone = ZoneInfo(places.edition.zone)
    title = said(session.title, tongue)
    cancelled = session.status is Status.CANCELLED
    path = url_for("programme.session", edition=places.edition.slug, code=session.code)
    open_to_all = answer.reason == "any_badge" if answer else session.access is Access.OPEN
    return ical.Item(
        uid=f"{session.code}.{places.edition.slug}@{places.instance}",
        sequence=session.counter,
        modified=session.changed_at,
        starts=session.starts_at.astimezone(zone),
        ends=session.ends_at.astimezone(zone),
        title=say("cancelled_title", {"title": title}) if cancelled else title,
        description="\n".join(filter(None, (*first_words, *_more_words(session, places)))),
        location=f"{said(session.room.name, tongue)}, {said(venue.name, tongue)}",
        latitude=venue.latitude,
        longitude=venue.longitude,
        url=base_url + path,
        categories=(say(f"track_{session.track.value}"),),
        status=(session.status or Status.CONFIRMED).value,
        busy=not (open_to_all or session.track is Track.SERVICE),
        private=session.access is Access.CLOSED,
        color=COLOURS[session.track],
    )


def _more_words(session: Session, places: Places) -> list[str]:
    """Doors, what is illustrative, the note: a line each."""
    lines = []
    if session.doors_at and session.doors_close_at:
        times = {"open": _clock(session.doors_at), "close": _clock(session.doors_close_at)}
        lines.append(say("doors_open_close", times))
    elif session.doors_at:
        lines.append(say("doors_open", {"open": _clock(session.doors_at)}))
    gates = way_in(session.room, places.gates.get(session.room.code, ()))
    if gates:
        lines.append(say("doors_named", {"gates": said(gates, language())}))
    mark = illustration(session.illustrative)
    if mark:
        lines.append(say(mark))
    if session.note:
        lines.append(session.note)
    return lines


def _clock(at: datetime) -> str:
    return f"{zoned(at):%H:%M}"
