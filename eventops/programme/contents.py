"""A session's text as a value for JSON columns: the keys of shapes.py, and the day.

Laws: ``planned(content_of(day, plan)) == (day, plan)``; equal sessions give equal contents.
"""

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import Any

from eventops.programme.plan import Planned, SessionPlan
from eventops.programme.shapes import SESSION, Key

Content = dict[str, Any]


def content_of(day: date, plan: SessionPlan) -> Content:
    """What the text would say, without keys that it would leave out."""
    told = {key.name: _plain(key, getattr(plan, key.attribute)) for key in SESSION.keys}
    return {"date": day.isoformat()} | {
        name: value for name, value in told.items() if value is not None
    }


def planned(content: Content) -> Planned:
    """The day and the session of a content; raises ValueError for one this version cannot read."""
    values = {
        key.attribute: key.kind.read(content[key.name], _refuse)
        for key in SESSION.keys
        if key.name in content
    }
    return date.fromisoformat(content["date"]), SessionPlan(**values)


def mark_of(content: Content | None, *, parked: bool = False) -> str:
    """Short hash by which an editor's page tells whether a session is still as it was shown."""
    text = json.dumps([content, parked], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(key: Key, value: Any) -> Any:
    if value is None or (not key.required and value == ()):
        return None
    if isinstance(value, tuple):
        return [_word(item) for item in value]
    return _word(value)


def _word(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if hasattr(value, "strftime"):
        return f"{value:%H:%M}"
    return value if isinstance(value, str | dict) else str(value)


def _refuse(code: str, part: str = "", /, **params: str) -> None:
    raise ValueError(f"{code} {part} {params}")
