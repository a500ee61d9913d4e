"""A photo in a person's form: where the camera may open, what is doubted, what is refused."""

from io import BytesIO

import sqlalchemy as sa
from PIL import Image, ImageEnhance
from sqlalchemy.engine import Engine

from eventops.accounts.rules import Role
from eventops.accreditation.models import Photo
from eventops.core.db import transaction
from eventops.demo.photos import photo as drawn
from tests.portal.conftest import SignedIn
from tests.portal.little import SLUG
from tests.portal.test_registration_to_badge import LIST, NEW, approve_ann

WALK_IN = f"/e/{SLUG}/desk/badges/walk-in"


def lit(by: float) -> tuple[BytesIO, str]:
    """A portrait in more or less light."""
    file = BytesIO()
    image = Image.open(BytesIO(drawn("anybody", sex="m")))
    ImageEnhance.Brightness(image).enhance(by).save(file, "PNG")
    file.seek(0)
    return file, "portrait.png"


def sent(by: float) -> dict[str, object]:
    return {"name": "Ann", "function": "delegate", "told": "y", "photo": lit(by)}


def test_the_camera_is_open_where_a_photo_is_taken_and_nowhere_else(
    little: Engine, at_focal_point: SignedIn, at_desk: SignedIn
) -> None:
    focal, officer = at_focal_point("AA"), at_desk(Role.ACCREDITATION)
    where = approve_ann(little, officer)
    allowed = {
        path: "camera=(self)" in focal.get(path).headers["Permissions-Policy"]
        for path in (NEW, LIST, where)
    }
    assert allowed == {NEW: True, LIST: False, where: False}
    assert "camera=(self)" in officer.get(WALK_IN).headers["Permissions-Policy"]
    assert "camera=(self)" in officer.get(where).headers["Permissions-Policy"]


def test_a_doubtful_photo_is_kept_and_said(little: Engine, at_focal_point: SignedIn) -> None:
    focal = at_focal_point("AA")
    assert focal.post(NEW, data=sent(0.35)).status_code == 303
    assert "The photo is kept, but: The photo is too dark" in focal.get(LIST).text
    with transaction(little) as db:
        assert db.scalars(sa.select(Photo.doubts)).all() == [["dark"]]


def test_a_hopeless_photo_is_refused_beside_its_field(
    little: Engine, at_focal_point: SignedIn
) -> None:
    answer = at_focal_point("AA").post(NEW, data=sent(0.05))
    assert answer.status_code == 422
    assert "The photo is too dark to recognise anybody." in answer.text
    assert 'value="Ann"' in answer.text
    with transaction(little) as db:
        assert db.scalar(sa.select(sa.func.count(Photo.id))) == 0
