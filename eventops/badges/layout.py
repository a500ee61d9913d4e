"""The front of a badge, A6 portrait: what event, who, from where, and what opens the door.

All measures are millimetres from the badge's upper left corner. From top to bottom: the hole for
the clip and the event; style, name, own script and position; flag and party; then the code beside
the band with the category and the photo, so that a door sees all it compares at one place.
"""

from typing import Final

from eventops.badges import flags, qr
from eventops.badges.face import CATEGORIES, BadgeFace, FloaterFace
from eventops.badges.fit import EMPTY, Fitted
from eventops.badges.fonts import MissingFont, Weight, printable
from eventops.badges.ink import Ink

WIDTH: Final = 105.0
HEIGHT: Final = 148.0
CODE_SIDE: Final = 36.0

_MARGIN = 8.0
_INNER = WIDTH - 2 * _MARGIN
_RULE = 0.6
_HEAD_RULE = 34.0
_BASE = 93.0
_PARTY_HEIGHT = 11.0
_PERSON_TOP, _PERSON_END = 36.5, 78.0
_BAND_LEFT = 50.0
_PHOTO = (27.0, 36.0)
_GREY = 51
_WHITE = 255

LeftOut = tuple[tuple[str, str], ...]
"""What could not be printed: field of the face, and the script that has no typeface, if any."""


def draw(ink: Ink, face: BadgeFace) -> LeftOut:
    """Draw one badge; MissingFont when the event, name, party or category has no typeface."""
    event(ink, face)
    missing = _person(ink, face) + party(ink, face)
    signed(ink, face)
    return missing + _band(ink, face)


def event(ink: Ink, face: BadgeFace | FloaterFace) -> None:
    """The head of every instrument of an edition, down to its rule."""
    ink.slot(WIDTH / 2 - 7, 4, 14, 3)
    short = ink.fitted(printable(face.edition_short), "Bold", width=56, height=8.5, largest=6.5)
    ink.text(short, "Bold", x=_MARGIN, y=20.6 - short.height)
    below = 21.0
    share = (_HEAD_RULE - 1.2 - below) / max(len(face.edition_names), 1)
    for name in face.edition_names:
        lines = ink.fitted(
            printable(name), "Regular", width=57, height=share, largest=2.8, lines=2, leading=1.38
        )
        ink.text(lines, "Regular", x=_MARGIN, y=below)
        below += lines.height
    below = 21.0
    for words in (face.place, face.dates):
        lines = ink.fitted(
            printable(words), "Regular", width=29, height=5.5, largest=2.8, lines=2, leading=1.38
        )
        ink.text(lines, "Regular", x=WIDTH - _MARGIN, y=below, align="right")
        below += lines.height
    ink.area("000000", 0, _HEAD_RULE - _RULE / 2, WIDTH, _RULE)


def _person(ink: Ink, face: BadgeFace) -> LeftOut:
    style, no_style = _optional(ink, "style", face.style, "Regular", height=5.6, largest=4.0)
    own, no_own = _optional(
        ink,
        "own_script",
        face.own_script,
        "Regular",
        height=13,
        largest=6.2,
        lines=2,
        leading=_leading(ink, face),
        language=face.own_language,
    )
    position, no_position = _optional(
        ink, "position", face.position, "Regular", height=9.6, largest=3.7, lines=2
    )
    room = _PERSON_END - _PERSON_TOP
    gap = 1.6 if position.lines else 0.0
    name = ink.fitted(
        printable(face.name),
        "Bold",
        width=_INNER,
        height=room - style.height - own.height - position.height - gap,
        largest=11,
        lines=3,
        leading=1.16,
    )
    used = style.height + name.height + own.height + gap + position.height
    y = _PERSON_TOP + (room - used) / 2
    ink.text(style, "Regular", x=_MARGIN, y=y, grey=_GREY)
    y += style.height
    ink.text(name, "Bold", x=_MARGIN, y=y)
    y += name.height
    ink.text(own, "Regular", x=_MARGIN, y=y, language=face.own_language)
    ink.text(position, "Regular", x=_MARGIN, y=y + own.height + gap, grey=_GREY)
    return no_style + no_own + no_position


def party(ink: Ink, face: BadgeFace | FloaterFace) -> LeftOut:
    """Flag and name of the party, on a rule."""
    top = _BASE - _PARTY_HEIGHT
    left = _MARGIN
    missing: LeftOut = ()
    if face.flag and ink.flags.draw(face.flag, ink.left + left, ink.top + top - 1.2):
        left += flags.WIDTH + 3
    elif face.flag:
        missing = (("flag", ""),)
    name = ink.fitted(
        printable(face.party),
        "SemiBold",
        width=WIDTH - _MARGIN - left,
        height=_PARTY_HEIGHT - 1.2,
        largest=6,
        lines=2,
        leading=1.18,
    )
    ink.text(name, "SemiBold", x=left, y=top - 1.2 + (flags.HEIGHT - name.height) / 2)
    ink.area("000000", 0, _BASE - _RULE / 2, WIDTH, _RULE)
    return missing


def signed(ink: Ink, face: BadgeFace | FloaterFace) -> None:
    """The code with its quiet zone, the serial to be typed, and until when it is valid."""
    quiet = CODE_SIDE / qr.MODULES * qr.QUIET_ZONE
    top = _BASE + _RULE / 2 + 0.5 + quiet
    ink.code(face.code, _MARGIN, top, CODE_SIDE)
    middle = _MARGIN + CODE_SIDE / 2
    serial = ink.fitted(
        f"{face.serial[:4]} {face.serial[4:]}", "SemiBold", width=CODE_SIDE, height=5, largest=4.2
    )
    below = top + CODE_SIDE + quiet
    ink.text(serial, "SemiBold", x=middle, y=below - 0.9, align="centre")
    valid = ink.fitted(printable(face.valid), "Regular", width=40, height=3.4, largest=2.6)
    ink.text(valid, "Regular", x=middle, y=below + serial.height - 1.2, align="centre")


def _band(ink: Ink, face: BadgeFace) -> LeftOut:
    category = CATEGORIES[face.category]
    top = _BASE + _RULE / 2
    ink.area(category.colour, _BAND_LEFT, top, WIDTH - _BAND_LEFT, HEIGHT - top)
    right = WIDTH - _MARGIN
    broad, tall = _PHOTO
    missing: LeftOut = ()
    pictured = face.photo is not None and ink.photo(face.photo, right - broad, top + 4, broad, tall)
    if face.photo is not None and not pictured:
        missing = (("photo", ""),)
    if pictured:
        letter = ink.fitted(category.letter, "Bold", width=14, height=30, largest=21, leading=1)
        ink.text(
            letter, "Bold", x=61.2, y=top + 4 - 0.13 * letter.size, grey=_WHITE, align="centre"
        )
    else:
        letter = ink.fitted(category.letter, "Bold", width=40, height=30, largest=30, leading=1)
        ink.text(
            letter, "Bold", x=right, y=top + 4 - 0.13 * letter.size, grey=_WHITE, align="right"
        )
    _words(ink, face.category_names, right)
    return missing


def _words(ink: Ink, names: tuple[str, str], right: float) -> None:
    width = right - _BAND_LEFT - 4
    first = ink.fitted(
        printable(names[0]), "SemiBold", width=width, height=5.6, largest=4.4, leading=1.25
    )
    second = ink.fitted(
        printable(names[1]), "Regular", width=width, height=4.4, largest=3.4, leading=1.25
    )
    y = HEIGHT - 3.2 - first.height - second.height
    ink.text(first, "SemiBold", x=right, y=y, grey=_WHITE, align="right")
    ink.text(second, "Regular", x=right, y=y + first.height, grey=_WHITE, align="right")


def _optional(
    ink: Ink,
    line: str,
    words: str,
    weight: Weight,
    *,
    height: float,
    largest: float,
    lines: int = 1,
    leading: float = 1.35,
    language: str = "",
) -> tuple[Fitted, LeftOut]:
    """A line that a badge can do without when no typeface has its letters."""
    try:
        setting = ink.fitted(
            printable(words),
            weight,
            width=_INNER,
            height=height,
            largest=largest,
            lines=lines,
            leading=leading,
            language=language,
        )
    except MissingFont as missing:
        return EMPTY, ((line, missing.script),)
    return setting, ()


def _leading(ink: Ink, face: BadgeFace) -> float:
    """Lines in own script stand as far apart as its marks above and below ask for."""
    try:
        above, below = ink.shelf.extent(printable(face.own_script), "Regular", face.own_language)
    except MissingFont:
        return 1.0
    return max(above + below, 1.3)
