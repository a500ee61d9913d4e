"""A wish for a delegation's seats becomes the fewest changes that meet it."""

import pytest

from eventops.agenda.benches import Bench, Formula, Step, steps_towards
from eventops.core.errors import Invalid

ONE_AND_THREE = Formula(1, 3, "main")


def bench(order: str, empty: str = "", formula: Formula = ONE_AND_THREE) -> Bench:
    return Bench(formula, tuple(order), frozenset(empty))


def test_seats_go_to_the_first_of_the_list_and_the_rest_wait() -> None:
    here = bench("abcdef", "c")
    assert (here.holders, here.used, here.reserve) == (("a", "b", None, "d"), 3, ("e", "f"))
    assert bench("ab").holders == ("a", "b", None, None)


def test_a_head_who_is_not_counted_has_no_seat() -> None:
    here = bench("abcd", formula=Formula(0, 2, "main"))
    assert (here.holders, here.reserve) == (("b", "c"), ("d",))


@pytest.mark.parametrize(
    ("order", "empty", "wish", "steps"),
    [
        ("abcde", "", ["a", "b", "c", "d"], []),
        ("abcde", "", ["a", "d", "c", "b"], []),
        ("abcde", "", ["a", "b", "c", "e"], [Step("e", "d")]),
        ("abcde", "", ["x", "b", "c", "d"], [Step("x", "a")]),
        ("abcde", "", ["b", "a", "c", "d"], [Step("b", "a"), Step("a", "e")]),
        ("abcde", "", ["a", "b", None, "d"], [Step(leaving="c")]),
        ("ab", "", ["a", "b", "x", None], [Step("x")]),
        ("", "", ["x", None, None, None], [Step("x")]),
        ("abcd", "c", ["a", "b", "c", "d"], [Step(back="c")]),
        ("abcd", "c", ["a", "b", "x", "d"], [Step(back="c"), Step("x", "c")]),
        ("abcd", "a", [None, "b", "c", "d"], []),
    ],
)
def test_fewest_changes(order: str, empty: str, wish: list[str | None], steps: list[Step]) -> None:
    assert steps_towards(bench(order, empty), wish) == steps


def test_nobody_sits_twice_and_no_seat_is_invented() -> None:
    with pytest.raises(Invalid, match="seat_twice"):
        steps_towards(bench("abcd"), ["a", "b", "b"])
    with pytest.raises(Invalid, match="too_many_seats"):
        steps_towards(bench("abcdef"), list("abcde"))
