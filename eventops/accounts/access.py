"""Who may enter a view. Each view states it; one without a statement lets nobody in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from flask_login import current_user

from eventops.accounts.rules import Role, Viewer
from eventops.core.errors import NotAllowed
from eventops.web.sentences import say

View = TypeVar("View", bound=Callable[..., Any])


class SignInNeeded(Exception):
    """Nobody is signed in where somebody must be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement of who may enter, with the check that holds it."""

    who: str
    check: Callable[[], None]


def may_enter(entry: Entry) -> Callable[[View], View]:
    """State who may enter a view."""

    def state(view: View) -> View:
        view.entry = entry  # type: ignore[attr-defined]  # functions take attributes
        return view

    return state


def unattended(view: View) -> View:
    """State that pages ask this address by themselves (``data-live``): nobody need be there.

    Such a request is no activity of a user, and the end of a session is told instead of leading
    to the sign-in page. It is a property of the address, so nothing a browser sends can change it.
    """
    view.unattended = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def asks_by_itself() -> bool:
    """Whether this request is one that a page makes by itself."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "unattended", False)


def viewer() -> Viewer | None:
    """Who is looking, if anybody signed in."""
    return getattr(current_user, "viewer", None)


def signed_in_viewer() -> Viewer:
    """Who is looking; raises SignInNeeded when nobody is."""
    found = viewer()
    if found is None:
        raise SignInNeeded
    return found


def _nobody_refused() -> None:
    return None


def _signed_in() -> None:
    signed_in_viewer()


ANYONE = Entry("anyone", _nobody_refused)
SIGNED_IN = Entry("signed in", _signed_in)


def holders_of(*roles: Role) -> Entry:
    """Users who hold one of the roles in the edition of the address."""

    def check() -> None:
        edition = g.get("edition")
        here = edition.id if edition is not None else None
        if not signed_in_viewer().holds(*roles, edition_id=here):
            raise NotAllowed(
                "role_needed", roles=[say(f"role_{role.name.lower()}") for role in roles]
            )

    return Entry(" | ".join(role.value for role in roles), check)


def guard(app: Flask) -> None:
    """Ask each view's statement before it runs."""

    @app.before_request
    def ask() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is None:
            return  # no such address: the error page answers
        entry = getattr(view, "entry", None)
        if entry is None:
            raise NotAllowed("no_entry_stated", endpoint=request.endpoint)
        entry.check()
