"""What an act was, said in words for undo and redo."""

from datetime import date

from eventops.programme.models import DraftStep
from eventops.web.pages import day
from eventops.web.sentences import say

DAYS = ("source", "target")
"""Facts that are days."""


def step_said(step: DraftStep) -> str:
    """``the move of “Plenary”``."""
    facts = dict(step.facts)
    for name in DAYS:
        if name in facts:
            facts[name] = day(date.fromisoformat(facts[name]))
    return say(f"step_{step.act}", facts)
