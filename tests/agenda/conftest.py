"""Foreign calendar readers as fixtures."""

from collections.abc import Iterator

import pytest

from tests.agenda.foreign_readers import IcalJs, Reader, with_vobject


@pytest.fixture(scope="module")
def icaljs() -> Iterator[IcalJs]:
    if not IcalJs.found():
        pytest.skip("needs node and the npm package ical.js (npm ci)")
    with IcalJs() as reader:
        yield reader


@pytest.fixture(scope="module", params=["vobject", "icaljs"])
def read(request: pytest.FixtureRequest) -> Reader:
    if request.param == "vobject":
        return with_vobject
    reader: IcalJs = request.getfixturevalue("icaljs")
    return reader.read
