"""Every page of a delegation stands under the same tabs."""

import re

import pytest
from sqlalchemy.engine import Engine

from tests.portal.conftest import SignedIn
from tests.portal.test_delegation_pages import LIST, people


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("", ""),
        ("/lists", "/lists"),
        ("/lists/participants", "/lists"),
        ("/substitutions", "/substitutions"),
        ("/instruments", "/instruments"),
        ("/history", "/history"),
    ],
)
def test_every_page_of_a_delegation_has_its_tabs(
    little: Engine, at_focal_point: SignedIn, path: str, tab: str
) -> None:
    people(little, "Ann")
    page = at_focal_point("AA").get(f"{LIST}{path}").text
    tabs = page.partition('<nav class="tabs')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)" aria-current="page"', tabs) == [f"{LIST}{tab}"]
