"""What people type, made ready to be kept: one spelling, bounded, nothing in it that cannot be shown.

It goes into calendars, mails, files and onto badges, so what cannot be printed is refused. Raises
Invalid ``text_unprintable`` or ``text_too_long`` with the facts ``field`` and ``most``.
"""

import unicodedata

from eventops.core.errors import Invalid

UNSHOWN = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
TURNING = frozenset({"Cf"})
"""Signs that show nothing themselves: some turn the letters around them."""
BETWEEN_LETTERS = frozenset("\u200b\u200c\u200d")
"""Zero-width space and joiners: Khmer, Lao, Burmese and others are written with them."""
ENDS_OF_LINES = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n"})


def is_printable(sign: str) -> bool:
    """Whether a sign may stand in a name."""
    return sign in BETWEEN_LETTERS or unicodedata.category(sign) not in UNSHOWN | TURNING


def line(given: str, field: str, most: int) -> str:
    """A name, or what else is one line; spaces within it stay as they are."""
    text = unicodedata.normalize("NFC", given).strip()
    if not all(map(is_printable, text)):
        raise Invalid("text_unprintable", field=field)
    return _bounded(text, field, most)


def loose_line(given: str, field: str, most: int) -> str:
    """As ``line``, of what is no name: whatever space was typed or pasted is one space."""
    return line(" ".join(given.split()), field, most)


def paragraphs(given: str, field: str, most: int) -> str:
    """Text with line breaks, each of them ``\\n``."""
    told = given.replace("\r\n", "\n").translate(ENDS_OF_LINES)
    text = unicodedata.normalize("NFC", told).strip()
    if any(sign != "\n" and unicodedata.category(sign) in UNSHOWN for sign in text):
        raise Invalid("text_unprintable", field=field)
    return _bounded(text, field, most)


def _bounded(text: str, field: str, most: int) -> str:
    if len(text) > most:
        raise Invalid("text_too_long", field=field, most=most)
    return text
