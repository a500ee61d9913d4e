"""What the sides of a session, and the kinds of its changes, are called."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from eventops.editions.rules import ReEntry
from eventops.programme.rules import Access, Status
from eventops.programme.session_difference import Aspect, Kind

LABELS = {
    Aspect.TIME: _("Time"),
    Aspect.ROOM: _("Room"),
    Aspect.STATUS: _("Status"),
    Aspect.ACCESS: _("Access"),
    Aspect.DOORS: _("Doors"),
    Aspect.TRACK: _("Track"),
    Aspect.NOTE: _("Note"),
    Aspect.AUDIENCE: _("Audience"),
    Aspect.MEETING: _("Meeting"),
    Aspect.RE_ENTRY: _("Re-entry"),
    Aspect.ILLUSTRATIVE: _("Illustrative"),
    Aspect.SOURCE: _("Source"),
}
WORDS: Mapping[Any, LazyString] = {
    Access.OPEN: _("Open"),
    Access.BY_DELEGATION: _("By delegation"),
    Access.RESTRICTED: _("Restricted"),
    Access.CLOSED: _("Closed"),
    Status.TENTATIVE: _("Tentative"),
    Status.CONFIRMED: _("Confirmed"),
    Status.CANCELLED: _("Cancelled"),
    ReEntry.FREE: _("As often as wanted"),
    ReEntry.IN_OUT: _("In and out scanned"),
    ReEntry.ONCE: _("Once"),
}


KINDS = {
    Kind.NEW: _("New"),
    Kind.CANCELLED: _("Cancelled"),
    Kind.AGAIN: _("Held after all"),
    Kind.CHANGED: _("Changed"),
    Kind.SAME: _("Unchanged"),
}
