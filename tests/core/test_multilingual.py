"""Text in several languages, and names found in any order, accent and case."""

import random
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eventops.core.multilingual import folded, other, said, spoken

words = st.lists(st.text(st.characters(categories=("L", "M")), min_size=1), max_size=5)
BOTH = {"en": "Opening", "vi": "Khai mạc"}


@given(words, st.randoms(use_true_random=False))
def test_folding_forgets_the_order_of_words(names: list[str], chance: random.Random) -> None:
    mixed = list(names)
    chance.shuffle(mixed)
    assert folded(" ".join(mixed)) == folded("  ".join(names))


@given(st.text())
def test_folding_forgets_how_marks_are_encoded(text: str) -> None:
    forms = {folded(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {folded(text)}


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_folding_forgets_case_in_latin_script(text: str) -> None:
    # Upper case of ß, ŉ, ǰ, İ and ſ has no single letter to come back to.
    assume(not set(text) & set("ßŉǰİıſµ"))
    assert folded(text.upper()) == folded(text)


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("Nguyễn Văn Đức", "duc nguyen van"),
        ("TRẦN Thị Bích", "bich tran thi"),
        ("José Ramos", "ramos JOSE"),
        ("Ångström", "angstrom"),
        ("ℌans", "hans"),
    ],
)
def test_names_are_found_without_their_marks(name: str, searched: str) -> None:
    assert folded(name) == folded(searched)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (BOTH, "vi", ("Khai mạc", "vi", ("en", "Opening"))),
        (BOTH, "en", ("Opening", "en", ("vi", "Khai mạc"))),
        (BOTH, "lo", ("Opening", "en", ("vi", "Khai mạc"))),
        ({"vi": "Khai mạc"}, "en", ("Khai mạc", "vi", None)),
        ({"en": "Wi-Fi", "vi": "Wi-Fi"}, "vi", ("Wi-Fi", "vi", None)),
        ({"en": ["First", "1st"], "vi": ["Một"]}, "en", ("First", "en", ("vi", "Một"))),
        ({"en": "", "vi": "Khai mạc"}, "en", ("Khai mạc", "vi", None)),
        ({"en": [], "vi": ["Một"]}, "en", ("Một", "vi", None)),
        ({"en": [], "vi": []}, "en", ("", "en", None)),
        ({"en": "Opening", "vi": ""}, "en", ("Opening", "en", None)),
        ({}, "en", ("", "en", None)),
        (None, "vi", ("", "vi", None)),
    ],
)
def test_text_is_said_in_the_language_or_falls_back(
    text: dict[str, str | list[str]] | None,
    language: str,
    expected: tuple[str, str, tuple[str, str] | None],
) -> None:
    assert (said(text, language), spoken(text, language), other(text, language)) == expected
