"""How each audience rule is read, said in a sentence beside what was typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from eventops.core.multilingual import Multilingual, said
from eventops.programme.audience import AudienceFault, Named, Rule, SameAs, parse
from eventops.programme.expected import Names, expected_lines
from eventops.web.pages import language
from eventops.web.sentences import knows, say


@dataclass(frozen=True, slots=True)
class RuleRead:
    """A rule as it was typed, and what it says; or what is wrong with it."""

    text: str
    sentence: str
    fault: bool


@dataclass(frozen=True, slots=True)
class Readings:
    """What rules refer to: names of parties and groups, titles of sessions."""

    names: Names
    titles: Mapping[str, Multilingual]

    def of(self, text: str) -> RuleRead:
        """One line as it is read."""
        try:
            rule = parse(text)
        except AudienceFault as fault:
            facts = {"found": fault.found, "position": fault.position + 1}
            return RuleRead(text, say(f"misread_{fault.code}", facts), fault=True)
        return RuleRead(text, self.sentence(rule), fault=False)

    def sentence(self, rule: Rule) -> str:
        """A rule in the reader's language."""
        parts = [self._who(rule), *_limits(rule)]
        line = "; ".join(parts)
        return say("reads_removes", {"line": line}) if rule.remove else line

    def _who(self, rule: Rule) -> str:
        match rule.who:
            case SameAs(code):
                title = said(self.titles.get(code), language()) or code
                return say("reads_same_as", {"title": title})
            case Named(tag):
                return say("reads_named_under", {"tag": tag})
        (line,) = expected_lines([replace(rule, remove=False)], self.names)
        return line


def _limits(rule: Rule) -> Iterator[str]:
    if rule.functions and rule.seats:
        words = [say(f"as_{each}") if knows(f"as_{each}") else each for each in rule.functions]
        yield say("reads_functions", {"functions": words})
    if rule.list:
        yield say("reads_on_list", {"list": rule.list})
    if rule.capacity:
        yield say("reads_capacity", {"capacity": say(f"capacity_{rule.capacity.value}")})
    if rule.until_minutes:
        yield say("reads_until_minutes", {"minutes": rule.until_minutes})
    if rule.item:
        yield say("reads_for_item", {"item": rule.item})
