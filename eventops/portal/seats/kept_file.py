"""A checked file travels sealed within the page that asks for a yes: nothing of it is stored."""

import base64
import json
import zlib
from collections.abc import Sequence

from eventops.core.errors import Invalid
from eventops.core.signing import Unsealable, seal, unseal

PURPOSE = "seat plan file"


def packed(secret: bytes, edition_id: str, rows: Sequence[Sequence[str]]) -> str:
    """The rows as a form's hidden field."""
    plain = json.dumps([edition_id, [list(row) for row in rows]], ensure_ascii=False)
    box = seal(secret, zlib.compress(plain.encode(), 9), purpose=PURPOSE)
    return base64.b64encode(box).decode()


def unpacked(secrets: tuple[bytes, ...], edition_id: str, field: str) -> list[tuple[str, ...]]:
    """The rows again. Raises Invalid ``file_send_again`` for anything that was not packed here."""
    try:
        box = base64.b64decode(field.encode(), validate=True)
        told, rows = json.loads(zlib.decompress(unseal(secrets, box, purpose=PURPOSE)))
    except (ValueError, Unsealable) as fault:
        raise Invalid("file_send_again") from fault
    if told != edition_id:
        raise Invalid("file_send_again")
    return [tuple(row) for row in rows]
