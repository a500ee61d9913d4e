"""What happened in a delegation, in sentences."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.accreditation.rules import REFUSAL_REASONS
from eventops.delegations.models import Delegation
from eventops.portal.history import TOLD, Happening, History, history_of
from eventops.portal.pages import address, pages, seen_delegation
from eventops.portal.views.frame import DELEGATION, framed, moment
from eventops.web.db import db
from eventops.web.sentences import knows, say

A_PAGE = 50
FURTHEST = 100_000
"""No delegation has as many pages, and a database counts no further than its numbers go."""
READ_ALL = (Role.ACCREDITATION, Role.VETTING)
"""Who decides and who vets are told what the others are not, such as vetting."""


@pages.get(f"{DELEGATION}/history")
@may_enter(SIGNED_IN)
def history(code: str) -> str:
    """Everything that was changed, newest first; what only officers may know, for them alone."""
    found = seen_delegation(code)
    number = min(max(request.args.get("page", 1, type=int), 1), FURTHEST)
    officer = signed_in_viewer().holds(*READ_ALL, edition_id=found.edition_id)
    shown = history_of(
        db(),
        found,
        told=None if officer else TOLD,
        most=A_PAGE,
        after=(number - 1) * A_PAGE,
    )
    return framed(
        found,
        "history",
        lines=[_line(each, shown) for each in shown.happenings],
        page=_page(found, number, shown),
        moment=moment,
    )


def _page(found: Delegation, number: int, shown: History) -> dict[str, Any]:
    first = (number - 1) * A_PAGE
    last = first + len(shown.happenings)
    earlier = address(found, "history", page=number - 1) if number > 1 else None
    later = address(found, "history", page=number + 1) if last < shown.total else None
    return {
        "first": first + 1,
        "last": last,
        "total": shown.total,
        "previous_url": earlier,
        "next_url": later,
    }


def _line(each: Happening, shown: History) -> dict[str, Any]:
    code = each.code if knows(each.code) else "did_something"
    return {
        "at": each.at,
        "who": each.actor_name or _unnamed(each.actor),
        "what": say(code, _said_facts(each, shown)).strip(),
        "delegate_id": each.delegate_id,
    }


def _unnamed(actor: str) -> str:
    return say(f"by_{actor}") if knows(f"by_{actor}") else say("by_nobody")


def _said_facts(each: Happening, shown: History) -> dict[str, Any]:
    """The entry's facts with names and words where it holds ids and codes."""
    facts = each.facts
    told: dict[str, Any] = {
        **facts,
        "name": each.name,
        "action": each.code.removeprefix("did_").replace("_", " "),
        "user": shown.users.get(str(facts.get("user")), say("by_nobody")),
        "meeting": shown.meetings.get(str(facts.get("meeting")), "–"),
        "meetings": [
            shown.meetings[key] for key in facts.get("meetings", ()) if key in shown.meetings
        ],
        "reason": _reason(facts.get("reason")),
    }
    if "fields" in facts:
        told["fields"] = list(dict.fromkeys(_field(name) for name in facts["fields"]))
    if "category" in facts:
        told["category"] = say(f"category_{facts['category']}")
    if "kind" in facts:
        told["kind"] = say(f"document_{facts['kind']}")
    if each.code == "did_quota_lines_set":
        told["lines"] = _lines(facts["after"])
    return told


def _reason(code: Any) -> str:
    return say(f"reason_{code}") if code in REFUSAL_REASONS else ""


def _field(name: str) -> str:
    return say(f"field_{name}" if knows(f"field_{name}") else "field_other")


def _lines(after: dict[str, int]) -> str:
    """``category:head`` → its word and places."""
    said = [
        _("%(line)s %(places)s", line=say(code.replace(":", "_")), places=places)
        for code, places in after.items()
    ]
    return "; ".join(said) or say("no_lines")
