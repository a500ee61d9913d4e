"""The address of a photo, and what people are told before their data is taken."""

from flask import Blueprint, Response, g, render_template, request

from eventops.accounts.access import ANYONE, SIGNED_IN, may_enter, signed_in_viewer
from eventops.accreditation.consent import current_notice, notice_of
from eventops.accreditation.notice import parts
from eventops.accreditation.queries import photo_seen_by
from eventops.core.errors import NotFound
from eventops.core.multilingual import said, spoken
from eventops.web.db import db
from eventops.web.pages import language, zoned

pages = Blueprint("accreditation", __name__)


@pages.get("/e/<edition>/photos/<photo_id>")
@may_enter(SIGNED_IN)
def photo(photo_id: str) -> Response:
    """A portrait; a new one gets a new address, so this one never changes."""
    found = photo_seen_by(db(), g.edition.id, photo_id, signed_in_viewer())
    answer = Response(found.jpeg, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.set_etag(found.digest)
    answer.make_conditional(request)
    return answer


@pages.get("/e/<edition>/privacy")
@may_enter(ANYONE)
def privacy() -> str:
    """The privacy notice in the reader's language: the newest, or the version asked for."""
    newest = current_notice(db(), g.edition)
    version = _asked_version(request.args.get("version"), newest.version)
    shown = newest if version == newest.version else notice_of(db(), g.edition, version)
    return render_template(
        "accreditation/privacy.html",
        notice=shown,
        newest=newest.version,
        parts=list(parts(said(shown.text, language()))),
        spoken=spoken(shown.text, language()),
        made_at=zoned(shown.made_at) if shown.made_at else None,
    )


def _asked_version(given: str | None, newest: int) -> int:
    if given is None:
        return newest
    if not (given.isascii() and given.isdigit() and len(given) < 7):
        raise NotFound("no_notice")
    return int(given)
