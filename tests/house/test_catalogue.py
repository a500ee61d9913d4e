"""Everything said to a reader is said in every language."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message
from jinja2 import Environment, nodes
from jinja2.nodes import Node

from tests.house.tree import (
    PACKAGE,
    ROOT,
    front_end_files,
    name_of,
    package_files,
    spoken_strings,
    templates,
)

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

ASKING = {"_", "gettext", "ngettext"}
SPEAKING_KEYWORDS = {"label", "description", "message", "validate_choice_message"}
VALIDATORS = {"AnyOf", "DataRequired", "Email", "InputRequired", "Length", "NumberRange", "Regexp"}
"""WTForms has no Vietnamese, so each of these is given its sentence."""

SENTENCE = re.compile(r"[A-Z“][^\n]* [^\n]*[.?!]")
PROSE = re.compile(r"[A-Z][a-z]+ [a-z]+|[À-ỹ]\w")
WORD_OR_PROSE = re.compile(r"^[A-Z][a-z]+$|[A-Z][a-z]+ [a-z]+|[À-ỹ]\w")
QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
BOTH_LANGUAGES = "eventops/static/js/door/answers.js"
"""The door shows both languages at once, also when the server is silent."""


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


def _ids(message: Message) -> tuple[str, ...]:
    """The English: singular, and plural where there is one."""
    return (message.id,) if isinstance(message.id, str) else tuple(map(str, message.id))


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
        ids = _ids(message)
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


def _unasked(node: Node) -> Iterator[str]:
    """Strings inside Jinja's expressions that are not given to the catalogue."""
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in ASKING:
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    for child in node.iter_child_nodes():
        yield from _unasked(child)


def test_expressions_of_templates_say_nothing_outside_the_catalogue() -> None:
    grammar = Environment(autoescape=True)
    literal = [
        f"{name_of(path)}: {text}"
        for path in templates()
        for text in _unasked(grammar.parse(path.read_text(encoding="utf-8")))
        if WORD_OR_PROSE.search(text)
    ]
    assert literal == []


def _callee(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _is_said_aloud(path: Path) -> bool:
    """Whether readers of pages meet its words: commands speak English only."""
    quiet = {PACKAGE / "demo", PACKAGE / "operation", PACKAGE / "core"}
    return not quiet & {*path.parents} and "import click" not in path.read_text(encoding="utf-8")


def _literal_words(call: ast.Call) -> list[str]:
    """What a call says to a reader without asking the catalogue."""
    name = _callee(call)
    said = [keyword.value for keyword in call.keywords if keyword.arg in SPEAKING_KEYWORDS]
    if name == "flash" or name.endswith("Field") or name in {"DataRequired", "InputRequired"}:
        said += call.args[:1]
    words = [node.value for node in said if isinstance(node, ast.Constant)]
    return [text for text in words if isinstance(text, str) and LETTERS.search(text)]


def test_forms_and_notices_take_their_words_from_the_catalogue() -> None:
    literal, wordless = [], []
    for path in filter(_is_said_aloud, package_files()):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                where = f"{name_of(path)}:{node.lineno}"
                literal += [f"{where}: {words}" for words in _literal_words(node)]
                given = bool(node.args) or any(each.arg == "message" for each in node.keywords)
                if _callee(node) in VALIDATORS and not given:
                    wordless.append(where)
    assert literal == []
    assert wordless == []


def test_code_holds_no_sentence_that_the_catalogue_does_not_know() -> None:
    known = {text for message in MESSAGES.sentences() for text in _ids(message)}
    literal = [
        f"{name_of(path)}:{line}: {text}"
        for path in filter(_is_said_aloud, package_files())
        for line, text in spoken_strings(path)
        if SENTENCE.fullmatch(text) and text not in known
    ]
    assert literal == []


def test_scripts_take_their_words_from_the_page() -> None:
    literal = [
        f"{name_of(path)}: {found.group()}"
        for path in front_end_files(".js")
        if name_of(path) != BOTH_LANGUAGES
        for found in QUOTED.finditer(SCRIPT_COMMENT.sub(" ", path.read_text(encoding="utf-8")))
        if PROSE.search(found.group())
    ]
    assert literal == []
