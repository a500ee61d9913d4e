"""The personal calendar by its secret address, fetched by programs that know no sign-in."""

import gzip
import logging
import secrets
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Response, g, request
from flask_babel import force_locale
from sqlalchemy.exc import SQLAlchemyError

from eventops.accounts.access import ANYONE, may_enter
from eventops.agenda.copies import FeedBody, keep_feed_copy, kept_body, kept_tag
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
from eventops.editions.queries import instance_name
from eventops.web.db import aside, db
from eventops.web.headers import secret_address
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.sentences import say

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment  # known to type checkers alone

log = logging.getLogger(__name__)
CALENDAR = "text/calendar; charset=utf-8"
IF_MODIFIED_SINCE = "HTTP_IF_MODIFIED_SINCE"


def base_url() -> str:
    """Where links in calendars lead: the configured address, whatever host was asked."""
    return settings().base_url


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
    response.make_conditional(_conditions(g.edition.calendar_epoch))
    if response.status_code == 304:
        return response
    text = body()
    if zipped:
        text = gzip.compress(text, mtime=0)
        response.content_encoding = "gzip"
    response.set_data(text)
    return response


def _conditions(epoch: int) -> "WSGIEnvironment":
    """What the asker holds already, as far as it can be trusted.

    A raised epoch heals a bad body that was served: all must fetch again. The entity tag holds the
    epoch, but no time of its raising is kept that a date could be compared with. So from then on a
    date alone is not believed (RFC 9110 leaves that to the server); programs that send the tag,
    as all that were measured do, still get their 304.
    """
    if epoch == 1:
        return request.environ
    return {name: value for name, value in request.environ.items() if name != IF_MODIFIED_SINCE}


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
        except Exception as fault:
            number = secrets.token_hex(4)
            told = "calendar of delegate %s cannot be made, fault %s"
            log.error(told, address.delegate_id, number, exc_info=fault)
            return _last_good(address) or _plain("calendar_resting", 503)
    _note(address, response)
    return response


def _living(address: FeedAddress) -> Response:
    state = feed_state(db(), g.edition, address.delegate_id)
    calendar = personal_calendar(state, base_url=base_url())
    tag, changed_at = personal_tag(state, calendar), max(state.changed_at, address.made_at)

    def whole() -> bytes:
        body = personal_body(state, calendar, base_url=base_url())
        _keep(address, FeedBody(tag, changed_at, body))
        return body

    return calendar_answer(tag, whole, changed_at=changed_at, max_age=300)


def _keep(address: FeedAddress, good: FeedBody) -> None:
    """Keep a copy of what is served, if it is another than the last; the reader gets it anyway."""
    whose, language = address.delegate_id, address.language
    if kept_tag(db(), whose, language) == good.tag:
        return
    try:
        aside(lambda own: keep_feed_copy(own, whose, language, good))
    except SQLAlchemyError:
        log.exception("calendar of delegate %s is served but not kept", whose)


def _last_good(address: FeedAddress) -> Response | None:
    """The last whole calendar under its own tag and date; none for an address withdrawn, or when
    the epoch was raised since: then the copy may be what had to be healed."""
    if address.withdrawn_at:
        return None
    whose, language = address.delegate_id, address.language
    try:
        db().rollback()  # the fault may have broken the transaction
        good = kept_body(db(), whose, language, epoch=g.edition.calendar_epoch)
    except (SQLAlchemyError, zlib.error):
        log.exception("the kept calendar of delegate %s cannot be read", whose)
        return None
    if good is None:
        return None
    return calendar_answer(good.tag, lambda: good.body, changed_at=good.changed_at, max_age=300)


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
