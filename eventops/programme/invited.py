"""Whether a party is meant by the audience of a session: values in, value out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from eventops.programme.audience import (
    Each,
    Everyone,
    GroupRef,
    HeadPlus,
    PartyRef,
    Rule,
    SameAs,
    parse,
)


def rules_of(code: str, audiences: Mapping[str, Sequence[str]]) -> Iterator[Rule]:
    """A session's rules with ``same(code)`` replaced by the audience that it names."""
    for text in audiences[code]:
        rule = parse(text)
        if isinstance(rule.who, SameAs):
            yield from rules_of(rule.who.code, audiences)
        else:
            yield rule


def invites(rules: Iterable[Rule], party: str, groups: Iterable[str]) -> bool:
    """Whether the rules invite somebody of the party as such; people named singly do not count."""
    own = frozenset(groups)
    said = [rule for rule in rules if _means(rule, party, own)]
    out = any(rule.remove and not rule.functions for rule in said)
    return not out and any(not rule.remove for rule in said)


def seats_of(rule: Rule) -> int:
    """How many seats of a delegation the rule counts; none where it is only entitled."""
    match rule.seats:
        case HeadPlus(head, more):
            return head + more
        case Each(count):
            return count
        case _:
            return 0


def _means(rule: Rule, party: str, groups: frozenset[str]) -> bool:
    match rule.who:
        case Everyone():
            return True
        case PartyRef(code):
            return code == party
        case GroupRef(code):
            return code in groups
        case _:
            return False
