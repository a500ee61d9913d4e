"""Faults of a programme's text in the reader's language, each with its place."""

import re
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext
from flask_babel import gettext as _

from eventops.programme.faults import SENTENCES, SHEET, Fault

GUESS = re.compile(r"; did you mean (.+)\?", re.DOTALL)
MORE = re.compile(r"(.+) and ([0-9]+) more", re.DOTALL)
PHRASES = (
    lazy_gettext("text"),
    lazy_gettext("a number"),
    lazy_gettext("a whole number"),
    lazy_gettext("a list"),
    lazy_gettext("a table"),
    lazy_gettext("true or false"),
    lazy_gettext("a date or time"),
    lazy_gettext("something else"),
    lazy_gettext("none"),
    lazy_gettext('a time as text, such as "08:30"'),
    lazy_gettext("a date without quotes, such as 2026-01-15"),
    lazy_gettext('a table by language, such as {en = "…", vi = "…"}'),
    lazy_gettext("small letters and digits, joined by hyphens"),
    lazy_gettext("small letters and digits after a letter, joined by hyphens"),
    lazy_gettext("capital letters and digits after a letter"),
    lazy_gettext('a language code such as "en"'),
)
"""What the facts of a fault may say in words, marked for translation."""

WORDED = frozenset({"expected", "found", "known"})
"""The facts that may hold one of them."""


@dataclass(frozen=True, slots=True)
class SaidFault:
    place: str
    sentence: str


def said_fault(fault: Fault) -> SaidFault:
    """Where it lies and what it is."""
    facts = {name: _fact(name, told) for name, told in fault.params.items()}
    sentence = gettext(SENTENCES[fault.code]).format(**facts)
    return SaidFault(_place(fault), sentence[:1].upper() + sentence[1:])


def _place(fault: Fault) -> str:
    row, column = fault.block, fault.key
    if fault.file == SHEET:
        if row and column:
            return str(_("Row %(row)s, column %(column)s", row=row, column=column))
        return str(_("Row %(row)s", row=row)) if row else ""
    return ", ".join(part for part in (fault.file, fault.block, fault.key) if part)


def _fact(name: str, told: str) -> str:
    if name == "guess":
        meant = GUESS.fullmatch(told)
        return str(_("; did you mean %(word)s?", word=meant[1])) if meant else ""
    more = MORE.fullmatch(told) if name == "known" else None
    if more:
        return str(_("%(words)s and %(count)s more", words=more[1], count=more[2]))
    return gettext(told) if name in WORDED else told
