"""The application: the only place where everything meets."""

from flask import Flask, g, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import eventops.models  # noqa: F401 - the metadata must be whole before any query
from eventops.accounts import views as accounts_views
from eventops.accounts.access import guard, viewer
from eventops.accounts.session import init_sign_in
from eventops.accreditation import views as accreditation_views
from eventops.agenda import public as programme_views
from eventops.agenda import views as agenda_views
from eventops.badges import views as badges_views
from eventops.checkin import api as checkin_api
from eventops.checkin import views as checkin_views
from eventops.core.db import open_engine
from eventops.core.resources import folder
from eventops.core.settings import Settings, load
from eventops.dashboard import displays as dashboard_views
from eventops.editions.queries import edition_by_slug
from eventops.portal import home
from eventops.portal.navigation import init_navigation
from eventops.portal.views import pages as portal_pages
from eventops.sentences import TABLES
from eventops.web.answers import init_answers
from eventops.web.assets import init_assets
from eventops.web.db import db, init_db
from eventops.web.headers import init_headers, refuse_other_sites
from eventops.web.pages import init_pages
from eventops.web.problems import init_problems
from eventops.web.sentences import init_sentences
from eventops.web.unreadable import refuse_unreadable
from eventops.web.uploads import init_uploads

MOST_BYTES = 6 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application for these settings (else those of the environment)."""
    told = settings or load()
    app = Flask("eventops", static_folder=None, template_folder=str(folder("templates")))
    app.extensions["settings"] = told
    app.config.update(
        SECRET_KEY=told.secret_key,
        SECRET_KEY_FALLBACKS=list(told.older_secret_keys),
        SESSION_COOKIE_NAME="__Host-session" if told.secure else "session",
        SESSION_COOKIE_SECURE=told.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=list(told.trusted_hosts),
        MAX_CONTENT_LENGTH=MOST_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _tools(app, told)
    _domains(app)
    guard(app)
    if told.proxy_hops:
        hops = told.proxy_hops
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # how Flask's guide wraps it
    return app


def _tools(app: Flask, settings: Settings) -> None:
    """Everything of web/, in the order in which it must see a request."""
    init_assets(app, secure=settings.secure)
    init_answers(app)
    init_db(app, open_engine(settings.database_url))
    init_headers(app, secure=settings.secure)
    refuse_other_sites(app)
    refuse_unreadable(app)
    app.url_value_preprocessor(_edition_of_address)
    init_pages(app)
    init_problems(app)
    init_uploads(app)  # before the token is looked for in the form
    app.extensions["csrf"] = CSRFProtect(app)
    init_sign_in(app)
    app.context_processor(lambda: {"viewer": viewer(), "edition": g.get("edition")})


def _edition_of_address(_endpoint: str | None, values: dict[str, str] | None) -> None:
    """``/e/<edition>/…`` names the edition by its slug; an unknown one is a 404."""
    if values and "edition" in values:
        g.edition = edition_by_slug(db(), values.pop("edition"))
    if request.endpoint:
        g.setdefault("edition", None)


def _domains(app: Flask) -> None:
    init_sentences(app, *TABLES)
    app.register_blueprint(accounts_views.pages)
    app.register_blueprint(home.pages)
    app.register_blueprint(accreditation_views.pages)
    app.register_blueprint(portal_pages)
    init_navigation(app)
    app.register_blueprint(programme_views.pages)
    app.register_blueprint(agenda_views.pages)
    app.register_blueprint(dashboard_views.pages)
    app.register_blueprint(badges_views.pages)
    app.register_blueprint(checkin_views.pages)
    app.extensions["csrf"].exempt(checkin_api.api)  # a bearer token is no cookie
    app.register_blueprint(checkin_api.api)
