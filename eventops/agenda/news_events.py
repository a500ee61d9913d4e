"""The calendar part of news: the reader's own event, put in again or taken out."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from eventops.agenda import ical
from eventops.agenda.feed_state import Places, Stamped
from eventops.agenda.itip import Mailbox, Method, event_message
from eventops.agenda.reasons import Circle
from eventops.agenda.rendering import kept_fragment, personal_fragment
from eventops.agenda.tellings import Telling
from eventops.core.multilingual import said
from eventops.delegations.models import Delegate
from eventops.programme.rules import Access, Status
from eventops.programme.times import instants
from eventops.web.pages import language
from eventops.web.sentences import say


@dataclass(frozen=True, slots=True)
class Sender:
    """From where events come."""

    places: Places
    base_url: str
    mailbox: Mailbox


def event_part(
    telling: Telling, each: Stamped, delegate: Delegate, sender: Sender
) -> dict[str, str]:
    """One calendar part as a letter keeps it."""
    places = sender.places
    circle = Circle(delegate.delegation.party.name, places.meetings)
    event = (
        _taken_out(telling, each, sender)
        if telling.after is None
        else personal_fragment(each, places, circle, sender.base_url)
    )
    method: Method = "CANCEL" if telling.ends else "REQUEST"
    person = delegate.person
    text = event_message(
        event,
        method,
        zone=places.edition.zone,
        year=telling.shown[0].year,
        organiser=sender.mailbox,
        reader=Mailbox(person.badge_name or person.full_name, person.email or ""),
    )
    return {"name": f"{telling.code}.ics", "method": method, "text": text}


def _taken_out(telling: Telling, each: Stamped, sender: Sender) -> bytes:
    """As the reader knew it; of a closed session neither title nor room."""
    edition = sender.places.edition
    day, plan = telling.shown
    times = instants(day, plan, ZoneInfo(edition.zone))
    title = say("no_longer_yours")
    if not telling.hidden:
        title = f"{title}: {said(plan.title, language())}"
    gone = ical.Item(
        uid=f"{telling.code}.{edition.slug}@{sender.places.instance}",
        sequence=each.session.counter,
        modified=each.session.changed_at,
        starts=times.starts,
        ends=times.ends,
        title=title,
        status=Status.CANCELLED.value,
        private=plan.access is Access.CLOSED,
    )
    return ical.with_reader(kept_fragment(gone), sequence=each.sequence, modified=each.modified)
