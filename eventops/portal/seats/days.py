"""The days of the seats pages: which one is shown, and the tabs to the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import request

from eventops.core.multilingual import Multilingual
from eventops.web.now import today


@dataclass(frozen=True, slots=True)
class DayTab:
    """One day as components/days.html shows it."""

    date: date
    url: str
    current: bool
    title: Multilingual | None = None


def chosen_day(days: Sequence[date]) -> date | None:
    """The day of the address; else today, or the first that is still ahead, or the last."""
    asked = request.args.get("day", "")
    for each in days:
        if each.isoformat() == asked:
            return each
    ahead = [each for each in days if each >= today()]
    return next(iter([*ahead, *days[-1:]]), None)


def day_tabs(
    days: Sequence[date], chosen: date | None, address: Callable[[date], str]
) -> list[DayTab]:
    """A tab for every day."""
    return [DayTab(each, address(each), each == chosen) for each in days]
