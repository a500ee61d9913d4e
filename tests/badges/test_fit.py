from hypothesis import given
from hypothesis import strategies as st

from eventops.badges.fit import EMPTY, Fitted, fit


def fitted(text: str, *, width: float = 20, height: float = 9, lines: int = 3) -> Fitted:
    """Every character is one wide at size 1."""
    return fit(
        text, lambda s: float(len(s)), width=width, height=height, largest=2, lines=lines, leading=1
    )


def test_short_text_stands_on_one_line_at_the_largest_size() -> None:
    assert fitted("Sok Chan") == Fitted(("Sok Chan",), 2, 1)


def test_long_text_is_broken_evenly_when_that_makes_it_larger() -> None:
    assert fitted("aaaa bbbb cccc dddd") == Fitted(("aaaa bbbb", "cccc dddd"), 2, 1)


def test_long_word_shrinks_and_is_not_cut() -> None:
    assert fitted("a" * 40) == Fitted(("a" * 40,), 0.5, 1)


def test_text_too_tall_shrinks() -> None:
    assert fitted("aa bb", height=1) == Fitted(("aa bb",), 1, 1)


def test_words_bound_by_no_break_space_stay_together() -> None:
    assert fitted("aaaaaaaaaa bb\u00a0cccccccc").lines == ("aaaaaaaaaa", "bb\u00a0cccccccc")


def test_lines_are_better_broken_after_a_comma() -> None:
    assert fitted("aaa bbb, cc dd ee", width=10, lines=2).lines == ("aaa bbb,", "cc dd ee")
    assert fitted("aaa bbbb cc, dd e", width=10, lines=2).lines == ("aaa bbbb", "cc, dd e")


def test_nothing_takes_no_room() -> None:
    assert (fitted(" "), EMPTY.height) == (EMPTY, 0)


@given(st.lists(st.text("abc,", min_size=1, max_size=30), min_size=1, max_size=12))
def test_all_words_stand_in_the_box_in_order(words: list[str]) -> None:
    found = fitted(" ".join(words))
    assert " ".join(found.lines).split(" ") == words
    assert len(found.lines) <= 3
    assert found.height <= 9 * 1.0001
    assert all(len(line) * found.size <= 20 * 1.0001 for line in found.lines)
