"""Situations of door devices that no other domain has."""

from eventops.core.errors import DomainError


class TurnedAway(DomainError):
    """The device may not speak to the door: ``device_unknown``, ``_lost`` or ``_retired``."""


class TooManyUnknown(DomainError):
    """The device showed more unknown badges within a minute than any queue brings."""

    code = "too_many_unknown"
