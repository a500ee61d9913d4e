"""Codes into sentences. Each domain brings a table; the edge says it in the reader's language."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app
from flask_babel import LazyString, force_locale, get_locale
from flask_babel import gettext as _

from eventops.core.errors import Word
from eventops.core.multilingual import said

Table = Mapping[str, LazyString]


def init_sentences(app: Flask, *tables: Table) -> None:
    """Gather the tables of all domains; a code said twice is a mistake."""
    gathered: dict[str, LazyString] = {}
    for table in tables:
        twice = sorted(set(table) & set(gathered))
        if twice:
            raise ValueError(f"two sentences for {', '.join(twice)}")
        gathered.update(table)
    app.extensions["sentences"] = gathered
    app.jinja_env.globals["say"] = say


def knows(code: str) -> bool:
    """Whether a sentence exists for a code."""
    return code in current_app.extensions["sentences"]


def say(code: str, facts: Mapping[str, Any] | None = None) -> str:
    """The sentence for a code in the reader's language."""
    sentence: LazyString | None = current_app.extensions["sentences"].get(code)
    if sentence is None:
        return _not_known(code)
    return str(sentence) % _readable(facts or {})


def _not_known(code: str) -> str:
    return str(_("Something is not as it should be (%(code)s).", code=code))


def say_in(language: str, code: str, facts: Mapping[str, Any] | None = None) -> str:
    """The sentence in a given language."""
    with force_locale(language):
        return say(code, facts)


def _readable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Lists, codes and texts in several languages as words, so that a sentence can hold them."""
    return {name: _in_words(value) for name, value in facts.items()}


def _in_words(value: Any) -> Any:
    if isinstance(value, Word):
        return say(value)
    if isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values()):
        return said(value, str(get_locale()))
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else value
