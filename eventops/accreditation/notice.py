"""The text that people are told before their data is taken: its parts, and the one shipped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from eventops.core.multilingual import said

LANGUAGES = ("en", "vi")
HEADING, ITEM = "# ", "- "


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a paragraph, or the items of a list (then ``text`` is empty)."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()


def parts(text: str) -> Iterator[Part]:
    """Blocks between empty lines; ``# `` begins a heading and ``- `` each item of a list.

    >>> [part.kind for part in parts("Told.\\n\\n# What\\n\\n- one\\n- two")]
    ['paragraph', 'heading', 'list']
    """
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if all(line.startswith(ITEM) for line in lines):
            yield Part("list", items=tuple(line.removeprefix(ITEM) for line in lines))
        elif lines[0].startswith(HEADING):
            yield Part("heading", lines[0].removeprefix(HEADING))
            if rest := "\n".join(lines[1:]):
                yield Part("paragraph", rest)
        else:
            yield Part("paragraph", "\n".join(lines))


def shipped(
    *,
    organiser: Mapping[str, str],
    edition: Mapping[str, Sequence[str]],
    city: Mapping[str, str],
) -> dict[str, str]:
    """The text that comes with the program, in the words of an edition."""
    return {
        tongue: _read(tongue).format(
            organiser=said(organiser, tongue),
            edition=said(edition, tongue),
            city=said(city, tongue),
        )
        for tongue in LANGUAGES
    }


def _read(tongue: str) -> str:
    file = resources.files(__package__).joinpath("notices", f"{tongue}.txt")
    return file.read_text("utf-8").strip()
