"""Flask-Login at the edge: the cookie holds a random secret, the database its hash."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, login_user, logout_user
from werkzeug.wrappers import Response

from eventops.accounts.access import SignInNeeded, asks_by_itself
from eventops.accounts.models import User
from eventops.accounts.queries import viewer_by_session
from eventops.accounts.rules import Viewer
from eventops.accounts.services import choose_language, see_session, start_session
from eventops.core.clock import real_now
from eventops.core.db import Db
from eventops.web.db import READING, aside, db
from eventops.web.pages import language_chosen
from eventops.web.problems import answer, wants_json

SEEN_EVERY = timedelta(minutes=1)
"""How often the last look is written down."""


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """What Flask-Login keeps of a user: the viewer and the cookie's secret."""

    def __init__(self, viewer: Viewer, secret: str) -> None:
        self.viewer = viewer
        self.secret = secret

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.secret


def init_sign_in(app: Flask) -> None:
    """Load the viewer of each request; whoever must sign in first is sent there."""
    manager = LoginManager(app)
    manager.session_protection = None  # it reads X-Forwarded-For itself and logs phones out
    manager.user_loader(_load)

    @app.errorhandler(SignInNeeded)
    def ask(_fault: SignInNeeded) -> Response:
        if wants_json() or asks_by_itself():
            return answer(401, "sign_in_needed", _("Sign in first."))
        here = request.full_path.rstrip("?") if request.method == "GET" else "/"
        return redirect(url_for("accounts.sign_in", next=here))


def _load(secret: str) -> SignedIn | None:
    now = real_now()
    found = viewer_by_session(db(), secret, now=now)
    if found is None:
        return None
    viewer, seen_at = found
    g.user_language = viewer.language
    if now - seen_at > SEEN_EVERY and not asks_by_itself():
        _note(lambda own: see_session(own, viewer.session_id, now=now))
    chosen = language_chosen()
    if chosen not in (None, viewer.language) and not asks_by_itself():
        _note(lambda own: choose_language(own, viewer.user_id, str(chosen)))
    return SignedIn(viewer, secret)


def _note(write: Callable[[Db], None]) -> None:
    """Whoever only sends forms is not idle either; a writing request writes it along."""
    if request.method in READING:
        aside(write)
    else:
        write(db())


def sign_in(user: User, database: Db) -> None:
    """Start a session under a new secret; nothing of an older cookie is kept."""
    session.clear()
    now = real_now()
    secret = start_session(database, user, now=now)
    viewer = Viewer(user.id, "", user.email, user.name, user.language)
    login_user(SignedIn(viewer, secret))


def forget() -> None:
    """Empty the cookie."""
    logout_user()
    session.clear()
