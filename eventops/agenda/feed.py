"""The personal calendar by its secret address, fetched by programs that know no sign-in."""

import gzip
import logging
from collections.abc import Callable
from datetime import datetime

from flask import Response, current_app, g, request
from flask_babel import force_locale

from eventops.accounts.access import ANYONE, may_enter
from eventops.agenda.feed_state import address_by_secret, edition_of_delegate, feed_state
from eventops.agenda.fetching import WITHDRAWN_FOR, is_due, program_name
from eventops.agenda.models import FeedAddress
from eventops.agenda.rendering import (
    personal_body,
    personal_calendar,
    personal_tag,
    withdrawn_body,
)
from eventops.agenda.services import note_fetch
from eventops.core.settings import Settings
from eventops.editions.queries import instance_name
from eventops.web.db import aside, db
from eventops.web.headers import secret_address
from eventops.web.now import now
from eventops.web.sentences import say

log = logging.getLogger(__name__)
CALENDAR = "text/calendar; charset=utf-8"


def base_url() -> str:
    """Where links in calendars lead: the configured address, whatever host was asked."""
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url


def calendar_answer(
    tag: str, body: Callable[[], bytes], *, changed_at: datetime, max_age: int | None = None
) -> Response:
    """A calendar, or 304 before its body is made; gzip only when asked for."""
    zipped = request.accept_encodings.quality("gzip") > 0
    response = Response(content_type=CALENDAR)
    response.set_etag(f"{tag}-gz" if zipped else tag)
    response.last_modified = changed_at
    response.headers["X-Robots-Tag"] = "noindex"
    response.vary.add("Accept-Encoding")
    if max_age is not None:
        response.cache_control.private = True
        response.cache_control.max_age = max_age
    response.make_conditional(request)
    if response.status_code == 304:
        return response
    text = body()
    if zipped:
        text = gzip.compress(text, mtime=0)
        response.content_encoding = "gzip"
    response.set_data(text)
    return response


@may_enter(ANYONE)
def feed(secret: str) -> Response:
    """The calendar behind a secret address; never an answer that would empty somebody's week."""
    secret_address()
    address = address_by_secret(db(), secret)
    if address is None or _long_withdrawn(address):
        return _plain("no_calendar", 404)
    g.edition = edition_of_delegate(db(), address.delegate_id)
    with force_locale(address.language):
        try:
            response = _withdrawn(address) if address.withdrawn_at else _living(address)
        except Exception:
            log.exception("calendar of delegate %s cannot be made", address.delegate_id)
            return _plain("calendar_resting", 503)
    _note(address, response)
    return response


def _living(address: FeedAddress) -> Response:
    state = feed_state(db(), g.edition, address.delegate_id)
    calendar = personal_calendar(state, base_url=base_url())
    return calendar_answer(
        personal_tag(state, calendar),
        lambda: personal_body(state, calendar, base_url=base_url()),
        changed_at=max(state.changed_at, address.made_at),
        max_age=300,
    )


def _withdrawn(address: FeedAddress) -> Response:
    at = address.withdrawn_at or now()
    body = withdrawn_body(g.edition, instance=instance_name(db()), at=at)
    tag = f"withdrawn-{int(at.timestamp())}-{address.language}"
    return calendar_answer(tag, lambda: body, changed_at=at, max_age=300)


def _long_withdrawn(address: FeedAddress) -> bool:
    return address.withdrawn_at is not None and now() - address.withdrawn_at > WITHDRAWN_FOR


def _plain(code: str, status: int) -> Response:
    """A sentence for people; programs keep what they have."""
    response = Response(say(code) + "\n", status, content_type="text/plain; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    if status == 503:
        response.headers["Retry-After"] = "900"
    return response


def _note(address: FeedAddress, response: Response) -> None:
    """Who fetched when, for the reader's own page."""
    if address.withdrawn_at or request.method == "HEAD" or not is_due(address.fetched_at, now()):
        return
    tag, at = (response.get_etag()[0] or "").removesuffix("-gz"), now()
    program = program_name(request.user_agent.string)
    aside(lambda own: note_fetch(own, address.id, program=program, etag=tag, now=at))
