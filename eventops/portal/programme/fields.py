"""Fields of the programme desk's forms: times of a 24-hour clock, lines of text, audience rules."""

import re
import unicodedata
from datetime import time
from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from eventops.programme.audience import AudienceFault, Rule, parse
from eventops.programme.values import is_control
from eventops.web.sentences import say

TYPED = {"autocomplete": "off", "spellcheck": "false"}
CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.hH]?([0-5][0-9])")
LONGEST_LINE = 300
MOST_RULES = 40


class ClockField(StringField):
    """A time as ``08:30``; ``830``, ``8h30`` and ``8.30`` are understood. Comes back as typed."""

    clock: time | None = None

    def __init__(self, label: Any, validators: Any = (), **options: Any) -> None:
        shown = {**TYPED, "inputmode": "numeric", "maxlength": 5, "placeholder": "08:30"}
        super().__init__(label, validators, render_kw=shown, **options)

    @property
    def at(self) -> time:
        """The time of a field that was found in order."""
        if self.clock is None:
            raise ValueError(self.name)
        return self.clock

    def process_data(self, value: time | None) -> None:
        """Shown with two digits each."""
        self.clock, self.data = value, f"{value:%H:%M}" if value else ""

    def pre_validate(self, form: Any) -> None:
        """Raises ValidationError with the sentence."""
        self.clock = clock_of(self.data or "")
        if self.clock is None and (self.data or "").strip():
            raise ValidationError(say("clock_unreadable"))


class LineField(StringField):
    """One line of text, normalised; what cannot be printed is refused."""

    def __init__(self, label: Any, validators: Any = (), **options: Any) -> None:
        super().__init__(label, validators, render_kw={"maxlength": LONGEST_LINE}, **options)

    @property
    def line(self) -> str:
        return line_of(self.data or "")

    def pre_validate(self, form: Any) -> None:
        """Raises ValidationError with the sentence."""
        judge_line(self.data or "")


class RulesField(TextAreaField):
    """Audience rules, one a line."""

    rules: tuple[Rule, ...] = ()

    def __init__(self, label: Any, validators: Any = (), **options: Any) -> None:
        shown = {**TYPED, "rows": 6, "autocapitalize": "off"}
        super().__init__(label, validators, render_kw=shown, **options)

    def process_data(self, value: tuple[Rule, ...] | None) -> None:
        """A rule a line."""
        self.rules, self.data = value or (), "\n".join(str(rule) for rule in value or ())

    def pre_validate(self, form: Any) -> None:
        """Raises ValidationError with a sentence for the first line that cannot be read."""
        lines = rule_lines(self.data or "")
        if not lines:
            raise ValidationError(say("rules_missing"))
        if len(lines) > MOST_RULES:
            raise ValidationError(say("rules_too_many", {"most": MOST_RULES}))
        try:
            self.rules = tuple(dict.fromkeys(parse(each) for each in lines))
        except AudienceFault:
            raise ValidationError(say("rules_unreadable")) from None


def clock_of(text: str) -> time | None:
    """The time that was typed; None when it is none."""
    found = CLOCK.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def line_of(text: str) -> str:
    """Normalised (NFC), without spaces at its ends."""
    return unicodedata.normalize("NFC", text).strip()


def judge_line(text: str) -> None:
    """Raises ValidationError when it cannot stand in the programme."""
    line = line_of(text)
    if any(is_control(sign) for sign in line):
        raise ValidationError(say("line_unprintable"))
    if len(line) > LONGEST_LINE:
        raise ValidationError(say("line_too_long", {"most": LONGEST_LINE}))


def rule_lines(text: str) -> list[str]:
    """The lines that hold something."""
    return [
        line.strip() for line in unicodedata.normalize("NFC", text).splitlines() if line.strip()
    ]
