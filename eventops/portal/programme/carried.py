"""What a dry run found, carried by its page until somebody says yes.

The page holds the sessions that would be written, packed, with the marks of the draft as it was
shown; nothing is stored meanwhile. Whatever comes back is judged again like any other edit.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from eventops.core.errors import Invalid
from eventops.programme.contents import content_of, mark_of, planned
from eventops.programme.drafting import Wish
from eventops.programme.drafts import Draft
from eventops.programme.plan import Planned

MOST = 4 * 1024 * 1024
"""Bytes that it may unpack to; ten thousand sessions need less."""


@dataclass(frozen=True, slots=True)
class Carried:
    wishes: Mapping[str, Wish | None]
    seen: Mapping[str, str]


def packed(sessions: Mapping[str, Planned], draft: Draft) -> str:
    """The sessions as they would stand, and as which they were seen."""
    told = {}
    for code, each in sessions.items():
        known = draft.by_code.get(code)
        told[code] = [content_of(*each), known.mark if known else mark_of(None)]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpacked(text: str) -> Carried:
    """Raises Invalid ``file_not_kept`` for anything else than ``packed`` wrote."""
    try:
        opened = zlib.decompressobj()
        found = opened.decompress(base64.b64decode(text, validate=True), MOST)
        if opened.unconsumed_tail or not opened.eof:
            raise Invalid("file_not_kept")
        told = json.loads(found)
        wishes = {code: Wish(*planned(content)) for code, (content, _) in told.items()}
        return Carried(wishes, {code: str(mark) for code, (_, mark) in told.items()})
    except (binascii.Error, zlib.error, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Invalid("file_not_kept") from fault
