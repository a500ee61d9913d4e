"""One event for one person by mail (RFC 5546, RFC 6047): REQUEST puts it in, CANCEL takes it out.

The event is the feed's own fragment, with who asks and who is asked: nobody else is named, and
no answer is wanted.
"""

from dataclasses import dataclass
from functools import lru_cache
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


def event_message(
    event: bytes, method: Method, *, zone: str, year: int, organiser: Mailbox, reader: Mailbox
) -> str:
    """The whole calendar object around a feed's fragment, which holds status and stamps already.

    ``zone`` is the one that its times stand in, ``year`` the one they lie in.
    """
    asked = vCalAddress(f"mailto:{reader.address}")
    if method == "REQUEST":
        asked.params["PARTSTAT"] = "ACCEPTED"
    asked.params["ROLE"] = "REQ-PARTICIPANT"
    asked.params["RSVP"] = "FALSE"
    lines = _line("ORGANIZER", vCalAddress(f"mailto:{organiser.address}"), organiser.name)
    lines += _line("ATTENDEE", asked, reader.name)
    body = event.removesuffix(END) + lines + END
    return (_opening(method, zone, year) + body + b"END:VCALENDAR\r\n").decode()


@lru_cache(maxsize=64)
def _opening(method: Method, zone: str, year: int) -> bytes:
    head = icalendar.Calendar()
    head.add("prodid", PRODUCT)
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    head.add("method", method)
    opening: bytes = head.to_ical().removesuffix(b"END:VCALENDAR\r\n")
    return opening + vtimezone(zone, year, year + 1)


def _line(name: str, address: vCalAddress, whose: str) -> bytes:
    said = ical.line(whose).replace('"', "'")  # a parameter's value cannot hold the sign
    if said:
        address.params["CN"] = said
    written: bytes = Contentline.from_parts(name, address.params, address).to_ical()
    return written + b"\r\n"
