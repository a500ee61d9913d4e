"""Numbers of travel documents: sealed as soon as they are given, found again by a keyed hash.

The clear number exists where it was typed and where an officer asked to see it, nowhere else.
"""

import re
import unicodedata
from dataclasses import dataclass

from eventops.core.errors import Conflict, Invalid
from eventops.core.signing import Unsealable, keyed_hash, seal, unseal
from eventops.delegations.models import Person

PURPOSE = "travel document"
PARTING = re.compile(r"[\s./\-\u2010-\u2015]+")
NUMBER = re.compile(r"[A-Z0-9]{5,20}")
SHOWN = 3
"""How many signs a page shows, the last ones."""


@dataclass(frozen=True, slots=True)
class SealedNumber:
    """A number nobody can read without the instance's secret."""

    box: bytes
    digest: str
    older_digests: tuple[str, ...]
    """Under secrets before the present one: rows that still carry them hold the same number."""
    end: str


def sealed(number: str, *, secrets: tuple[bytes, ...]) -> SealedNumber | None:
    """What is kept of a number as it was typed; None when there is none.

    Spaces, hyphens and case do not count. Raises Invalid ``not_a_document_number``.
    """
    plain = PARTING.sub("", unicodedata.normalize("NFKC", number)).upper()
    if not plain:
        return None
    if not NUMBER.fullmatch(plain):
        raise Invalid("not_a_document_number", field="document")
    digest, *older = (keyed_hash(secret, f"{PURPOSE} {plain}") for secret in secrets)
    box = seal(secrets[0], plain.encode(), purpose=PURPOSE)
    return SealedNumber(box, digest, tuple(older), plain[-SHOWN:])


def opened(person: Person, *, secrets: tuple[bytes, ...]) -> str:
    """The clear number. Raises Conflict ``no_document_number`` or ``document_sealed_elsewhere``."""
    if person.document_sealed is None:
        raise Conflict("no_document_number")
    try:
        return unseal(secrets, person.document_sealed, purpose=PURPOSE).decode()
    except Unsealable as fault:
        raise Conflict("document_sealed_elsewhere") from fault


def masked(person: Person) -> str:
    """``••••123``; empty when no number is kept."""
    return f"••••{person.document_end}" if person.document_end else ""
