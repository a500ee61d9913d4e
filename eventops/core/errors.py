"""Situations that end a verb, with a code for machines; the sentence is made at the edge.

DomainError
├─ NotFound      nothing here that this viewer may see
├─ NotAllowed    seen, but not theirs to do
├─ TooMany       a limit is reached; later it would be theirs to do
├─ Conflict      the present state does not permit it
└─ Invalid       what was given cannot be right
"""

from typing import Any


class Word(str):
    """A fact that is itself a code: the edge says it in the reader's language."""

    __slots__ = ()


class DomainError(Exception):
    """A situation: ``code`` never changes once released, ``facts`` fill its sentence."""

    code = "error"

    def __init__(self, code: str | None = None, **facts: Any) -> None:
        self.code = code or type(self).code
        self.facts = facts
        super().__init__(self.code, facts)


class NotFound(DomainError):
    """Nothing here that this viewer may see."""

    code = "not_found"


class NotAllowed(DomainError):
    """Seen, but not theirs to do."""

    code = "not_allowed"


class TooMany(DomainError):
    """A limit is reached; later it would be theirs to do."""

    code = "too_many_tries"


class Conflict(DomainError):
    """The present state does not permit it."""

    code = "conflict"


class Invalid(DomainError):
    """What was given cannot be right."""

    code = "invalid"
