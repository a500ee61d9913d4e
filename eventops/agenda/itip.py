"""One event for one person by mail (RFC 5546, RFC 6047): REQUEST puts it in, CANCEL takes it out.

The event is the feed's own fragment, with who asks and who is asked: nobody else is named, and
no answer is wanted.
"""

from dataclasses import dataclass
from typing import Literal

import icalendar
from icalendar.parser import Contentline
from icalendar.prop import vCalAddress

from eventops.agenda import ical
from eventops.agenda.zones import vtimezone

Method = Literal["REQUEST", "CANCEL"]
PRODUCT = "-//EventOps//Agenda//EN"
END = b"END:VEVENT\r\n"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address."""

    name: str
    address: str


def event_message(item: ical.Item, method: Method, *, organiser: Mailbox, reader: Mailbox) -> str:
    """The whole calendar object; ``item`` holds status and stamps already."""
    asked = vCalAddress(f"mailto:{reader.address}")
    if method == "REQUEST":
        asked.params["PARTSTAT"] = "ACCEPTED"
    asked.params["ROLE"] = "REQ-PARTICIPANT"
    asked.params["RSVP"] = "FALSE"
    lines = _line("ORGANIZER", vCalAddress(f"mailto:{organiser.address}"), organiser.name)
    lines += _line("ATTENDEE", asked, reader.name)
    event = ical.fragment(item).removesuffix(END) + lines + END
    head = icalendar.Calendar()
    head.add("prodid", PRODUCT)
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    head.add("method", method)
    opening: bytes = head.to_ical().removesuffix(b"END:VCALENDAR\r\n")
    zone = str(item.starts.tzinfo)
    clock = vtimezone(zone, item.starts.year, item.ends.year)
    return (opening + clock + event + b"END:VCALENDAR\r\n").decode()


def _line(name: str, address: vCalAddress, whose: str) -> bytes:
    said = ical.line(whose).replace('"', "'")  # a parameter's value cannot hold the sign
    if said:
        address.params["CN"] = said
    written: bytes = Contentline.from_parts(name, address.params, address).to_ical()
    return written + b"\r\n"
