"""Everything said to a reader is said in every language."""

import importlib.util
import re
from types import ModuleType

import pytest
from babel.messages.catalog import Message

from tests.house.tree import ROOT, templates

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
CLASSES = re.compile(r"\{% block \w+_class %\}.*?\{% endblock", re.DOTALL)
"""Blocks that fill a class attribute hold no words."""

CLASS_WORDS = re.compile(r"(?:[a-z]+-\s*)+")
"""Macros that make class names: ``access-``, ``col- at- to-``."""

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"\s(?:aria-label|title|alt|placeholder)\s*=\s*\"([^\"]*)\"")
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAMES = {"English", "Tiếng Việt"}
"""Languages are called by their own names in every language."""


def _workshop() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / ".workshop" / "messages.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(".workshop/messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MESSAGES = _workshop()


def _said(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


@pytest.mark.parametrize("language", MESSAGES.LANGUAGES)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    wanted = {message.id for message in MESSAGES.sentences() if message.id}
    known = MESSAGES.catalogue(language)
    there = {
        message.id for message in known if message.id and all(_said(message)) and not message.fuzzy
    }
    assert sorted(map(str, wanted ^ there)) == []


@pytest.mark.parametrize("language", MESSAGES.LANGUAGES)
def test_translations_keep_what_is_filled_in(language: str) -> None:
    differing = []
    for message in MESSAGES.catalogue(language):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = {found.group() for found in PLACEHOLDER.finditer(ids[-1])}
        for string in _said(message):
            if message.id and {found.group() for found in PLACEHOLDER.finditer(string)} != wanted:
                differing.append(ids[0])
    assert differing == []


def test_templates_say_nothing_outside_the_catalogue() -> None:
    """Text between tags and in spoken attributes comes from ``_()``."""
    literal = []
    for path in templates():
        text = JINJA.sub(" ", CLASSES.sub("{% endblock", path.read_text(encoding="utf-8")))
        spoken = [found.group(1) for found in SPOKEN.finditer(text)]
        for piece in [*TAG.sub("\n", text).splitlines(), *spoken]:
            words = piece.strip()
            if CLASS_WORDS.fullmatch(words):
                continue
            if LETTERS.search(words) and words not in NAMES and path.suffix == ".html":
                literal.append(f"{path.relative_to(ROOT)}: {words}")
    assert literal == []
