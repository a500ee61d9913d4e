"""A conference for the door's tests, on both engines."""

import pytest

from eventops.core.db import Db
from tests.checkin.scene import Scene, build


@pytest.fixture
def scene(db: Db) -> Scene:
    return build(db)
