"""The front of a floater, A6 portrait. No photo and no name, an outlined band: no badge at a glance."""

from eventops.badges import layout
from eventops.badges.face import FloaterFace
from eventops.badges.fonts import printable
from eventops.badges.ink import Ink
from eventops.badges.layout import HEIGHT, WIDTH, LeftOut

_MARGIN = 8.0
_INNER = WIDTH - 2 * _MARGIN
_TOP, _END = 38.0, 78.0
_BAND_LEFT = 50.0
_BAND_TOP = 93.3
_FRAME = 2.0


def draw(ink: Ink, face: FloaterFace) -> LeftOut:
    """Draw one floater; MissingFont when the event or the party has no typeface."""
    layout.event(ink, face)
    _words(ink, face)
    missing = layout.party(ink, face)
    layout.signed(ink, face)
    _band(ink, face)
    return missing


def _words(ink: Ink, face: FloaterFace) -> None:
    first = ink.fitted(
        printable(face.words[0]).upper(), "Bold", width=_INNER, height=20, largest=18, leading=1.1
    )
    second = ink.fitted(
        printable(face.words[1]), "SemiBold", width=_INNER, height=8, largest=6, leading=1.25
    )
    y = _TOP + (_END - _TOP - first.height - second.height) / 2
    ink.text(first, "Bold", x=WIDTH / 2, y=y, align="centre")
    ink.text(second, "SemiBold", x=WIDTH / 2, y=y + first.height, align="centre")


def _band(ink: Ink, face: FloaterFace) -> None:
    """The number within a thick frame, below it what the floater opens."""
    broad, tall = WIDTH - _BAND_LEFT, HEIGHT - _BAND_TOP
    ink.area("000000", _BAND_LEFT, _BAND_TOP, broad, tall)
    ink.area(
        "ffffff", _BAND_LEFT + _FRAME, _BAND_TOP + _FRAME, broad - 2 * _FRAME, tall - 2 * _FRAME
    )
    middle, width = _BAND_LEFT + broad / 2, broad - 4 * _FRAME
    number = ink.fitted(
        printable(face.number), "Bold", width=width, height=22, largest=17, leading=1
    )
    ink.text(number, "Bold", x=middle, y=_BAND_TOP + 8, align="centre")
    y = _BAND_TOP + 33
    for words, largest in zip(face.opens, (4.4, 3.4), strict=True):
        line = ink.fitted(
            printable(words),
            "SemiBold",
            width=width,
            height=7,
            largest=largest,
            lines=2,
            leading=1.2,
        )
        ink.text(line, "SemiBold", x=middle, y=y, align="centre")
        y += line.height + 0.6
