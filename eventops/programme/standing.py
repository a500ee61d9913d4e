"""How a session of the draft stands to what is published: words for its card, and what differs."""

from collections.abc import Iterator
from enum import StrEnum

from eventops.programme.changes import FieldChange
from eventops.programme.contents import content_of
from eventops.programme.drafts import Drafted
from eventops.programme.plan import Planned

PLACE = {"date", "start", "end", "doors", "doors_close", "room"}
"""What moving a session changes."""


class Standing(StrEnum):
    """In the order in which a card says them."""

    NEW = "new"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    MOVED = "moved"
    CHANGED = "changed"
    PARKED = "parked"


def standings(each: Drafted) -> tuple[Standing, ...]:
    """Everything that a publication of it would say; nothing when it stands as published."""
    return tuple(_standings(each))


def differences(each: Drafted) -> tuple[FieldChange, ...]:
    """Field by field, by the keys of the text; nothing for one that was never published."""
    if each.published is None:
        return ()
    return between(each.published, each.planned)


def between(before: Planned, after: Planned) -> tuple[FieldChange, ...]:
    """What differs of one session in two states."""
    was, is_now = content_of(*before), content_of(*after)
    keys = [*was, *(key for key in is_now if key not in was)]
    return tuple(
        FieldChange(key, was.get(key), is_now.get(key))
        for key in keys
        if was.get(key) != is_now.get(key)
    )


def _standings(each: Drafted) -> Iterator[Standing]:
    if each.published is None:
        yield Standing.NEW
    else:
        turned = each.plan.cancelled != each.published[1].cancelled
        if turned:
            yield Standing.CANCELLED if each.plan.cancelled else Standing.REINSTATED
        fields = {change.field for change in differences(each)}
        if fields & PLACE:
            yield Standing.MOVED
        if fields - PLACE - ({"status"} if turned else set()):
            yield Standing.CHANGED
    if each.parked:
        yield Standing.PARKED
