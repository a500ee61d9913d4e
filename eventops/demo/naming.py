"""Names put together from the parts in ``names/*.toml``: right order, right script, no two alike.

A country file holds pools of parts and the forms in which they are joined. A pool is a list of
Latin parts, or a table from the Latin part to the same part in the country's own script, so that
both writings of a name always belong together; pools that differ by sex have ``f`` and ``m``.
A form names pools in braces; a digit behind a pool's name draws a second, different part.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import Any, TypeVar

# A badge sets the name large: from this length on it takes the form's shorter writing.
LONG_NAME = 32
# Draws before the longer forms join in, and before a country's names count as used up.
SHORT_DRAWS = 24
ALL_DRAWS = 400

T = TypeVar("T")

_SLOT = re.compile(r"\{([a-z_]+)(\d?)\}")
# Letters that canonical decomposition leaves whole.
_WHOLE_LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Part:
    latin: str
    script: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way to join parts. Longer forms are used only when the short ones give no new name."""

    name: str
    script: str
    badge: str
    sort: str
    sex: str
    share: int
    longer: bool


@dataclass(frozen=True, slots=True)
class Usage:
    """How the people of one country are called and addressed."""

    language: str
    forms: tuple[Form, ...]
    pools: Mapping[str, Mapping[str, tuple[Part, ...]]]
    styles: Mapping[str, tuple[str, ...]]
    honours: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Name:
    full: str
    badge: str
    own_script: str
    own_language: str
    sort: str


def read_names(file: str) -> dict[str, Any]:
    """The content of ``names/<file>.toml``."""
    text = resources.files(__package__).joinpath("names", f"{file}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def usage(country: str) -> Usage:
    """The names of a country, by its party code."""
    data = read_names(country.lower())
    style = data.pop("style")
    return Usage(
        language=data.pop("language", ""),
        forms=tuple(_form(form) for form in data.pop("forms")),
        pools={name: _by_sex(pool) for name, pool in data.items()},
        styles={sex: tuple(style[sex]) for sex in ("f", "m")},
        honours={post: style[post] for post in ("head", "deputy") if post in style},
    )


def new_name(country: str, sex: str, random: Random, taken: set[str]) -> Name:
    """A name that nobody in ``taken`` bears and no public figure is known by; added to ``taken``.

    Raises ValueError when the country's parts give no further name.
    """
    those = usage(country)
    forms = [form for form in those.forms if form.sex in ("", sex)]
    short = [form for form in forms for _ in range(form.share) if not form.longer]
    for draw in range(ALL_DRAWS):
        form = pick(random, short if draw < SHORT_DRAWS else forms)
        name = _join(form, those, sex, random)
        if name is None or name.full.casefold() in taken or is_public_figure(name.full):
            continue
        taken.add(name.full.casefold())
        return name
    raise ValueError(f"no further names for {country}: add parts to its file")


def pick(random: Random, choices: Sequence[T]) -> T:
    """One of the choices; on random(), whose sequence Python promises never to change."""
    return choices[int(random.random() * len(choices))]


def plain_words(name: str) -> list[str]:
    """The words of a Latin name in small ASCII letters, as for a mailbox or a comparison."""
    folded = unicodedata.normalize("NFD", name.casefold().translate(_WHOLE_LETTERS))
    return re.findall(r"[a-z]+", "".join(c for c in folded if not unicodedata.combining(c)))


def is_public_figure(name: str) -> bool:
    """Whether the name holds all words of a name in public_figures.toml or of a public speaker."""
    words = frozenset(plain_words(name))
    return any(figure <= words for word in words for figure in _public_figures().get(word, ()))


@cache
def _public_figures() -> dict[str, list[frozenset[str]]]:
    """Words of each figure's name, filed under one of them."""
    names = list(read_names("public_figures")["figures"])
    names += [person["name"] for person in read_names("cast").values() if "source" in person]
    filed: dict[str, list[frozenset[str]]] = {}
    for words in map(plain_words, names):
        filed.setdefault(min(words), []).append(frozenset(words))
    return filed


def _form(form: dict[str, Any]) -> Form:
    return Form(
        name=form["name"],
        script=form.get("script", ""),
        badge=form.get("badge", form["name"]),
        sort=form.get("sort", form["name"]),
        sex=form.get("sex", ""),
        share=form.get("share", 1),
        longer=form.get("longer", False),
    )


def _by_sex(pool: Any) -> dict[str, tuple[Part, ...]]:
    if isinstance(pool, dict) and pool.keys() == {"f", "m"}:
        return {sex: _parts(pool[sex]) for sex in ("f", "m")}
    return dict.fromkeys(("f", "m"), _parts(pool))


def _parts(pool: Any) -> tuple[Part, ...]:
    if isinstance(pool, dict):
        return tuple(Part(latin, script) for latin, script in pool.items())
    return tuple(Part(latin, "") for latin in pool)


def _join(form: Form, those: Usage, sex: str, random: Random) -> Name | None:
    """The form filled with drawn parts; None when a part was drawn twice, as in Wen Wenwen."""
    slots = dict.fromkeys(match.group() for match in _SLOT.finditer(form.name))
    drawn: dict[str, Part] = {}
    for slot in slots:
        pool = those.pools[slot.strip("{}0123456789")][sex]
        drawn[slot] = pick(random, pool)
    if len({part.latin.casefold() for part in drawn.values()}) < len(drawn):
        return None
    latin = {slot: part.latin for slot, part in drawn.items()}
    script = {slot: part.script for slot, part in drawn.items()}
    full = _fill(form.name, latin)
    return Name(
        full=full,
        badge=_fill(form.badge, latin) if len(full) > LONG_NAME else full,
        own_script=_fill(form.script, script),
        own_language=those.language if form.script else "",
        sort=_fill(form.sort, latin),
    )


def _fill(template: str, parts: dict[str, str]) -> str:
    return _SLOT.sub(lambda match: parts[match.group()], template)
