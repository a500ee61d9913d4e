"""Text as TOML: whatever a writer types is kept, or told to be unfit."""

import tomllib
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventops.programme.values import ByLanguage, Code, Text


def told_of(text: str) -> list[str]:
    codes: list[str] = []

    def report(code: str, part: str = "", /, **params: str) -> None:
        codes.append(code)

    Text().read(text, report)
    return codes


@given(st.text())
@example('"\\ \b\t\n\f\r\x00\x7f\x85\u2028\ufeff"')
def test_any_text_is_written_as_toml_that_reads_the_same(text: str) -> None:
    assert tomllib.loads(f"key = {Text().write(text)}") == {"key": text}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Diễn đàn", []),
        ("សន្និសីទ\u200bអាស៊ាន", []),  # Khmer parts its words with a space of no width
        ("กรุงเทพ, ວຽງຈັນ, နေပြည်တော်", []),
        ("", ["text_empty"]),
        (" \u3000", ["text_empty"]),
        ("two\nlines", ["text_control"]),
        ("two\u2028lines", ["text_control"]),
        ("a\x00", ["text_control"]),
        ("a\x85", ["text_control"]),
        ("\u202eabc", ["text_control"]),
        (unicodedata.normalize("NFD", "Diễn đàn"), ["text_not_nfc"]),
        ("\u212b\n", ["text_control", "text_not_nfc"]),
    ],
)
def test_text_is_fit_or_the_reason_is_told(text: str, codes: list[str]) -> None:
    assert told_of(text) == codes


def test_english_stands_first_and_the_rest_by_code() -> None:
    said = {"vi": "Sen", "ms": "Teratai", "en": "Lotus"}
    assert ByLanguage(Text()).write(said) == '{en = "Lotus", ms = "Teratai", vi = "Sen"}'


def test_code_in_the_wrong_form_is_told_but_kept_for_those_who_refer_to_it() -> None:
    told: list[tuple[str, dict[str, str]]] = []

    def report(code: str, part: str = "", /, **params: str) -> None:
        told.append((code, params))

    assert Code().read("Grand Hall", report) == "Grand Hall"
    expected = "small letters and digits, joined by hyphens"
    assert told == [("code_form", {"value": "Grand Hall", "expected": expected})]
