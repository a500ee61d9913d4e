"""The calendar part of news: the reader's own event, put in again or taken out."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from eventops.agenda import ical
from eventops.agenda.entitlement import Entitlement
from eventops.agenda.feed_state import Places, Stamped
from eventops.agenda.itip import Mailbox, Method, event_message
from eventops.agenda.reasons import Circle, capacity, why
from eventops.agenda.rendering import item
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
    gone = telling.after is None
    event = _taken_out(telling, each, sender) if gone else _there(each, delegate, sender)
    method: Method = "CANCEL" if telling.ends else "REQUEST"
    person = delegate.person
    reader = Mailbox(person.badge_name or person.full_name, person.email or "")
    text = event_message(event, method, organiser=sender.mailbox, reader=reader)
    return {"name": f"{telling.code}.ics", "method": method, "text": text}


def _there(each: Stamped, delegate: Delegate, sender: Sender) -> ical.Item:
    """As the feed has it, with this reader's stamps."""
    answer: Entitlement = each.entitlement
    circle = Circle(delegate.delegation.party.name, sender.places.meetings)
    words = (capacity(answer) + ".", why(answer, each.session, circle))
    shared = item(
        each.session, sender.places, base_url=sender.base_url, first_words=words, answer=answer
    )
    return replace(shared, sequence=each.sequence, modified=each.modified)


def _taken_out(telling: Telling, each: Stamped, sender: Sender) -> ical.Item:
    """As the reader knew it; of a closed session neither title nor room."""
    edition = sender.places.edition
    day, plan = telling.shown
    times = instants(day, plan, ZoneInfo(edition.zone))
    title = say("no_longer_yours")
    if not telling.hidden:
        title = f"{title}: {said(plan.title, language())}"
    return ical.Item(
        uid=f"{telling.code}.{edition.slug}@{sender.places.instance}",
        sequence=each.sequence,
        modified=each.modified,
        starts=times.starts,
        ends=times.ends,
        title=title,
        status=Status.CANCELLED.value,
        private=plan.access is Access.CLOSED,
    )
