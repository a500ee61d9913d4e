"""What people type, made ready to be kept."""

from collections.abc import Callable

import pytest

from eventops.core.errors import Invalid
from eventops.core.typed import line, loose_line, paragraphs

Verb = Callable[[str, str, int], str]
KHMER = "ភ្នំ\u200bពេញ"
"""With the space that shows nothing, between two words."""


@pytest.mark.parametrize(
    ("verb", "given", "kept"),
    [
        (line, "  Nguye\u0302\u0303n  Va\u0306n ", "Nguyễn  Văn"),
        (line, KHMER, KHMER),
        (loose_line, " 12/NV \t 2030\r\n", "12/NV 2030"),
        (loose_line, KHMER, KHMER),
        (paragraphs, "\r\nOne.\r\n\rTwo.\u2028Three. ", "One.\n\nTwo.\nThree."),
        (paragraphs, "so\u00adft", "so\u00adft"),
        (line, "x" * 9, "x" * 9),
        (paragraphs, "", ""),
    ],
)
def test_one_spelling_is_kept(verb: Verb, given: str, kept: str) -> None:
    assert verb(given, "note", 20) == kept


@pytest.mark.parametrize(
    ("verb", "given", "code"),
    [
        (line, "a\nb", "text_unprintable"),
        (line, "a\u202eb", "text_unprintable"),
        (loose_line, "a\x00b", "text_unprintable"),
        (paragraphs, "a\x1bb", "text_unprintable"),
        (paragraphs, "a\ud800b", "text_unprintable"),
        (line, "x" * 21, "text_too_long"),
        (paragraphs, "x\n" * 11, "text_too_long"),
    ],
)
def test_what_cannot_be_shown_or_is_too_long_is_refused(verb: Verb, given: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        verb(given, "note", 20)
    assert (refused.value.code, refused.value.facts["field"]) == (code, "note")
