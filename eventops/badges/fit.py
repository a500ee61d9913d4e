"""Text in a box: as large as it goes, broken only between words, never cut. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, pairwise


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text and the size at which they fill their box; `height` is theirs together."""

    lines: tuple[str, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * self.leading


EMPTY = Fitted((), 0, 0)

# One line more must win this much in size: a name on one line is read faster.
_WORTH_A_LINE = 1.12
# Lines that end where the sense pauses may be this much longer than the best balanced ones.
_PAUSE = 0.8


def fit(
    text: str,
    width_of: Callable[[str], float],
    *,
    width: float,
    height: float,
    largest: float,
    lines: int,
    leading: float,
) -> Fitted:
    """The largest setting of `text` in a box of `width` by `height`, in at most `lines` lines.

    `width_of` measures a text at size 1, in the unit of the box; `leading` is the height of a line
    at size 1. No-break spaces hold words together. There is no smallest size: whatever the text,
    all of it stands in the box.
    """
    words = [word for word in re.split(" +", text) if word]
    best = EMPTY
    for count in range(1, min(lines, len(words)) + 1):
        broken = _balanced(words, count, width_of)
        widest = max(width_of(line) for line in broken)
        size = min(largest, height / (count * leading), width / widest if widest else largest)
        if size > best.size * (_WORTH_A_LINE if best.lines else 1):
            best = Fitted(broken, size, leading)
    return best


def _balanced(words: list[str], count: int, width_of: Callable[[str], float]) -> tuple[str, ...]:
    """The words in `count` lines as even as can be, better broken after a comma."""
    if count == 1:
        return (" ".join(words),)
    blank = width_of(" ")
    reach = [0.0]
    for word in words:
        reach.append(reach[-1] + width_of(word) + blank)

    def unevenness(chosen: tuple[int, ...]) -> float:
        ends = pairwise((0, *chosen, len(words)))
        widest = max(reach[end] - reach[start] for start, end in ends)
        return widest * (_PAUSE if all(words[end - 1][-1] in ",;:" for end in chosen) else 1)

    breaks = min(combinations(range(1, len(words)), count - 1), key=unevenness)
    return tuple(" ".join(words[start:end]) for start, end in pairwise((0, *breaks, len(words))))
