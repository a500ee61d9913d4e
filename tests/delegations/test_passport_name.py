"""Names in the letters of a passport's machine-readable zone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventops.delegations.passport_name import MOST_SIGNS, PASSPORT_NAME, suggested

GOLDEN = Path(__file__).parents[1] / "golden" / "passport-names.json"
NAMES: dict[str, str] = json.loads(GOLDEN.read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_marks_and_letters_are_written_as_doc_9303_recommends(name: str) -> None:
    assert suggested(name) == NAMES[name]


def test_a_comma_in_the_sorting_name_tells_which_part_comes_first() -> None:
    assert suggested("Anna Müller", "Müller, Anna") == "MUELLER<<ANNA"
    assert suggested("Anna Müller", "Müller,") == "ANNA<MUELLER"


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_suggested_fits_the_passport(name: str, sort_name: str) -> None:
    written = suggested(name, sort_name)
    assert PASSPORT_NAME.fullmatch(written)
    assert len(written) <= MOST_SIGNS
