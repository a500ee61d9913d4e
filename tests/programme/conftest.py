"""The little edition as a plan."""

import pytest

from eventops.programme.dayfile import load
from eventops.programme.plan import EditionPlan
from tests.programme.published import LITTLE


@pytest.fixture
def plan() -> EditionPlan:
    return load(LITTLE)
