"""The address of a photo."""

from flask import Blueprint, Response, g, request

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accreditation.queries import photo_seen_by
from eventops.web.db import db

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
