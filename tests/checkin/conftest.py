"""A conference for the door's tests: on both engines, and behind the real application."""

import pytest
from flask import Flask

from eventops.core.db import Db
from tests.checkin.scene import Scene, build
from tests.checkin.wire import Wire


@pytest.fixture
def scene(db: Db) -> Scene:
    return build(db)


@pytest.fixture
def wire(app: Flask) -> Wire:
    return Wire(app)
