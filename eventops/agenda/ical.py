"""Calendar feeds: sessions rendered once as fragments, then joined into calendars (RFC 5545, 7986).

Nothing here asks a clock, a locale or the process's zone: the same data gives the same bytes, so
a feed can answer 304. `fragment` is the slow part and its result is meant to be kept; `assemble`
only joins. Properties that readers in the field stumble over stay out: METHOD, a UID on the
calendar, ATTENDEE, PARTICIPANT, VLOCATION, VALARM.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import icalendar
from icalendar.prop import vCategory, vDuration, vGeo, vText, vUri

from eventops.agenda.zones import vtimezone

# Part of every ETag: raise it when the same data gives other bytes than before, or readers that
# hold the old ones are told 304 for ever.
FORMAT = 1

Status = Literal["confirmed", "tentative", "cancelled"]

_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\n ]+")
# Controls, lone surrogates, and format characters that reorder a line, tag or annotate it. Kept
# are those that scripts are spelt with (zero-width space and joiners in Khmer, Burmese, Lao),
# the three one-letter direction marks and the visible Arabic signs. Written out instead of asked
# of unicodedata, so that the bytes do not change with Python's Unicode tables.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u180e\u202a-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f\ud800-\udfff]"
)
_READERS_LINES = re.compile(rb"^(SEQUENCE|LAST-MODIFIED|DTSTAMP):[^\r]*", re.MULTILINE)
_COLOR = re.compile("[a-z]*")


@dataclass(frozen=True, slots=True)
class Item:
    """One session as one reader may see it, all text already in the reader's language.

    `modified` is LAST-MODIFIED and DTSTAMP at once. `starts` and `ends` stand in the edition's
    zone (a ZoneInfo); with `whole_day` only their dates count and `ends` is the day after the
    last. `title` carries the "cancelled" prefix already. `color` is a CSS3 name or empty; empty
    texts are left out. Raises ValueError for values no calendar can hold.
    """

    uid: str
    sequence: int
    modified: datetime
    starts: datetime
    ends: datetime
    title: str
    description: str = ""
    location: str = ""
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""
    categories: tuple[str, ...] = ()
    status: Status = "confirmed"
    busy: bool = True
    private: bool = False
    color: str = ""
    whole_day: bool = False

    def __post_init__(self) -> None:
        if self.modified.utcoffset() is None:
            raise ValueError(f"{self.uid}: modified has no zone")
        if not isinstance(self.starts.tzinfo, ZoneInfo) or self.ends.tzinfo != self.starts.tzinfo:
            raise ValueError(f"{self.uid}: start and end must stand in one tz database zone")
        if self.ends <= self.starts:
            raise ValueError(f"{self.uid}: ends before it starts")
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(f"{self.uid}: latitude and longitude belong together")
        if not _COLOR.fullmatch(self.color):
            raise ValueError(f"{self.uid}: {self.color!r} is not the name of a CSS colour")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The frame of a feed. `first` and `last` are the days its VTIMEZONE must be right for.

    `zone` is the IANA name that the items' times stand in; `url` is the page behind the feed,
    never the secret address itself.
    """

    name: str
    description: str
    zone: str
    first: date
    last: date
    url: str = ""
    refresh_minutes: int = 60
    product: str = "-//EventOps//Agenda//EN"


class _Text(vText):
    r"""TEXT escaped as RFC 5545 3.3.11 says; icalendar 7.3 turns a written "\N" into a break."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode()


class _Geo(vGeo):
    """GEO in plain decimals: icalendar writes 1e-05 near zero, which is no FLOAT of RFC 5545."""

    def to_ical(self) -> str:
        return f"{self.latitude:.6f};{self.longitude:.6f}"


def paragraphs(text: str) -> str:
    r"""Text as a calendar carries it: every kind of line break as \n, no control characters."""
    return _DROPPED.sub("", _BREAKS.sub("\n", text)).replace("\t", " ").strip()


def line(text: str) -> str:
    """The same on one line, for titles, places and categories."""
    return _BLANKS.sub(" ", paragraphs(text)).strip()


def fragment(item: Item) -> bytes:
    """One VEVENT, CRLF and folded at 75 octets between characters, ready to be kept and joined."""
    event = icalendar.Event()
    event.add("uid", _Text(line(item.uid)))
    event.add("sequence", item.sequence)
    event.add("dtstamp", item.modified)
    event.add("last-modified", item.modified)
    event.add("dtstart", item.starts.date() if item.whole_day else item.starts)
    event.add("dtend", item.ends.date() if item.whole_day else item.ends)
    event.add("summary", _Text(line(item.title)))
    _add_texts(event, description=paragraphs(item.description), location=line(item.location))
    _add_texts(event, color=item.color)
    if item.latitude is not None and item.longitude is not None:
        event.add("geo", _Geo((item.latitude, item.longitude)))
    if item.url:
        event.add("url", _uri(item.url))
    if names := [_Text(name) for name in map(line, item.categories) if name]:
        categories = vCategory([])
        categories.cats = list(names)
        event.add("categories", categories)
    event.add("status", item.status.upper())
    takes_time = item.busy and item.status != "cancelled"
    event.add("transp", "OPAQUE" if takes_time else "TRANSPARENT")
    event.add("class", "CONFIDENTIAL" if item.private else "PUBLIC")
    body: bytes = event.to_ical()
    return body


def with_reader(fragment: bytes, *, sequence: int, modified: datetime) -> bytes:
    """A kept fragment with SEQUENCE, LAST-MODIFIED and DTSTAMP of a reader with an own row.

    Raises ValueError for bytes that `fragment` did not make.
    """
    stamp = modified.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").encode()
    values = {b"SEQUENCE": b"%d" % sequence, b"LAST-MODIFIED": stamp, b"DTSTAMP": stamp}
    body, found = _READERS_LINES.subn(lambda match: match[1] + b":" + values[match[1]], fragment)
    if found != len(values):
        raise ValueError("not one ready VEVENT")
    return body


def assemble(calendar: Calendar, fragments: Iterable[bytes]) -> bytes:
    """A whole feed: header, one VTIMEZONE, the fragments in the order given.

    An empty agenda needs its `placeholder`: some readers take an empty file for a lost one.
    """
    return b"".join((_opening(calendar), *fragments, b"END:VCALENDAR\r\n"))


def placeholder(
    calendar: Calendar,
    *,
    uid: str,
    modified: datetime,
    title: str,
    description: str = "",
    url: str = "",
    sequence: int = 0,
) -> Item:
    """The one item of an empty agenda: a note on the first day that takes up no time."""
    starts = datetime.combine(calendar.first, time(), ZoneInfo(calendar.zone))
    return Item(
        uid=uid,
        sequence=sequence,
        modified=modified,
        starts=starts,
        ends=starts + timedelta(days=1),
        title=title,
        description=description,
        url=url,
        busy=False,
        whole_day=True,
    )


def withdrawn(
    calendar: Calendar, *, uid: str, modified: datetime, title: str, description: str = ""
) -> bytes:
    """What a revoked address serves before it answers 404: one note, asked for once a day.

    The note's link and the calendar's are left out, since the reader may be a stranger by now.
    """
    quiet = replace(calendar, url="", refresh_minutes=24 * 60)
    note = placeholder(quiet, uid=uid, modified=modified, title=title, description=description)
    return assemble(quiet, [fragment(note)])


def etag(epoch: int, calendar: Calendar, parts: Iterable[str | int | datetime | None]) -> str:
    """A strong entity tag, without quotes, known before any item is rendered.

    `parts` is all that the items depend on, in order: revisions, or (uid, sequence, modified,
    language, capacity) of each item laid end to end. `epoch` is raised to heal a bad body.
    """
    values = [
        part.astimezone(UTC).isoformat() if isinstance(part, datetime) else part for part in parts
    ]
    digest = hashlib.sha256(_opening(calendar))
    digest.update(json.dumps([FORMAT, values]).encode())
    return f"{epoch}-{digest.hexdigest()[:32]}"


def epoch_of(tag: str) -> int:
    """The epoch that an entity tag of ours was made in."""
    return int(tag.partition("-")[0])


@lru_cache(maxsize=4096)
def _opening(calendar: Calendar) -> bytes:
    """All that stands before the first item: the calendar's own properties and its zone."""
    head = icalendar.Calendar()
    name, description = _Text(line(calendar.name)), _Text(paragraphs(calendar.description))
    every = timedelta(minutes=calendar.refresh_minutes)
    head.add("prodid", _Text(line(calendar.product)))
    head.add("version", "2.0")
    head.add("calscale", "GREGORIAN")
    head.add("name", name)
    head.add("x-wr-calname", name)
    head.add("x-wr-timezone", calendar.zone)
    if description:
        head.add("description", description)
        head.add("x-wr-caldesc", description)
    if calendar.url:
        head.add("url", _uri(calendar.url))
    head.add("refresh-interval", vDuration(every, params={"VALUE": "DURATION"}))
    head.add("x-published-ttl", vDuration(every))
    body: bytes = head.to_ical().removesuffix(b"END:VCALENDAR\r\n")
    return body + vtimezone(calendar.zone, calendar.first.year, calendar.last.year)


def _add_texts(component: icalendar.Event, **texts: str) -> None:
    for name, text in texts.items():
        if text:
            component.add(name, _Text(text))


def _uri(address: str) -> vUri:
    return vUri(line(address).replace(" ", "%20"))
