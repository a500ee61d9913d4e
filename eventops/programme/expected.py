"""Who is expected at a session, a line for each rule, in the reader's language."""

from collections.abc import Iterable, Mapping

from eventops.core.multilingual import Multilingual, said
from eventops.programme.audience import (
    Each,
    Everyone,
    GroupRef,
    HeadPlus,
    Named,
    PartyRef,
    Rule,
    Undecided,
)
from eventops.web.pages import language
from eventops.web.sentences import knows, say

Names = Mapping[str, Multilingual]
"""Code of a party or group → name."""


def expected_lines(rules: Iterable[Rule], names: Names) -> list[str]:
    """One line a rule; removals and duplicates are left out, people named stay unnamed."""
    lines = (_line(rule, names) for rule in rules if not rule.remove)
    return list(dict.fromkeys(lines))


def _line(rule: Rule, names: Names) -> str:
    match rule.who:
        case Everyone():
            return say("expected_everyone")
        case Named():
            return say("expected_named")
        case Undecided(count, group):
            return say("expected_undecided", {"who": _name(group, names), "count": count})
        case PartyRef(code) | GroupRef(code):
            return _of_party(rule, _name(code, names))
        case _:
            raise ValueError("same(code) is resolved before its lines are asked for")


def _of_party(rule: Rule, who: str) -> str:
    match rule.seats:
        case HeadPlus(head=1, next=0):
            return say("expected_head", {"who": who})
        case HeadPlus(head=1, next=more):
            return say("expected_head_plus", {"who": who, "next": more})
        case HeadPlus(next=more):
            return say("expected_next", {"who": who, "next": more})
        case Each(count):
            return say("expected_each", {"who": who, "count": count})
        case _:
            return _of_functions(rule.functions, who) if rule.functions else who


def _of_functions(functions: Iterable[str], who: str) -> str:
    words = [say(f"as_{each}") if knows(f"as_{each}") else each for each in functions]
    return say("expected_functions", {"who": who, "functions": words})


def _name(code: str, names: Names) -> str:
    return said(names[code], language()) if code in names else code
