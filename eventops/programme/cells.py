"""What people and spreadsheet programs make of a time, a date or a word, read back as it was meant.

A time typed into a cell becomes a part of a day, a time with seconds, or a moment of 1899; a date
becomes a moment at midnight. What could mean two things (03/04) is not guessed at.
"""

import re
from datetime import date, datetime, time

MINUTES = 24 * 60
_CLOCK = re.compile(
    r"(?:(?:1899-12-3[01]|1900-01-0[01]|1904-01-01)[ T])?"
    r"([0-9]{1,2})(?:[:.hg]|giờ)([0-9]{2})?(?::00(?:\.0+)?)?\s*([ap])?\.?(?:m\.?)?",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"0(?:\.[0-9]+)?|[0-9.]+e-[0-9]+", re.IGNORECASE)
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(?::00(?:\.0+)?)?")


def clock_meant(text: str) -> str:
    """``08:30`` of 8:30, 08:30:00, 8.30, 8h30, 8:30 AM, 0.354166667; else the text as it is."""
    if _PART_OF_DAY.fullmatch(text):
        minutes = float(text) * MINUTES
        if abs(minutes - round(minutes)) < 0.01 and round(minutes) < MINUTES:
            return f"{time(*divmod(round(minutes), 60)):%H:%M}"
        return text
    found = _CLOCK.fullmatch(text)
    return (found and _of_clock(found)) or text


def _of_clock(found: re.Match[str]) -> str | None:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}"


def day_meant(text: str) -> date | None:
    """The day of 2026-01-15, or of that with midnight behind it; None for anything else."""
    found = _MIDNIGHT.fullmatch(text)
    try:
        return datetime.strptime(found[1] if found else text, "%Y-%m-%d").date()
    except ValueError:
        return None


def word_meant(text: str) -> str:
    """A word of the text format however it is typed: ``By  delegation`` is ``by delegation``."""
    return " ".join(text.split()).casefold()


def items_of(text: str, signs: str) -> list[str]:
    """The items of a cell, parted by any of the signs."""
    parts = re.split(f"[{re.escape(signs)}]", text.replace("\r\n", "\n"))
    return [part.strip() for part in parts if part.strip()]
