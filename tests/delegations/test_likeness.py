"""Who may be one human being, and why."""

from datetime import date
from typing import Any

import pytest

from eventops.delegations.likeness import Reason, identity, likeness

BORN, OTHER = date(1975, 12, 31), date(1980, 1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"full_name": "Nguyễn Văn Đức"}, {"full_name": "Duc Nguyen VAN"}),
        ({"full_name": "Kim Min-jun"}, {"full_name": "Min Jun Kim"}),
        ({"full_name": "Conor O'Brien"}, {"full_name": "OBRIEN Conor"}),
        ({"full_name": "Jörg Maier"}, {"full_name": "J. Maier", "mrz_name": "MAIER<<JORG"}),
        ({"full_name": "Van Duc"}, {"full_name": "A. Nguyen", "own_script": "Văn Đức"}),
    ],
)
def test_the_same_name_in_any_order_case_and_spelling(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    found = likeness(identity(**one), identity(**other))
    assert (found.reasons, found.suspected) == ((Reason.NAME,), True)


@pytest.mark.parametrize(
    ("one", "other"),
    [("山田 さくら", "さくら 山田"), ("សុខ\u200b ដារ៉ា", "សុខ ដារ៉ា"), ("ສີ ຄຳ", "ຄຳ ສີ")],
)
def test_the_same_name_in_its_own_script(one: str, other: str) -> None:
    first = identity(full_name="Yamada S.", own_script=one)
    found = likeness(first, identity(full_name="Jamada Sakura", own_script=other))
    assert (found.reasons, found.suspected) == ((Reason.OWN_SCRIPT,), True)


def test_tones_and_vowels_tell_names_apart() -> None:
    one = identity(full_name="A", own_script="ป่า")
    assert not likeness(one, identity(full_name="B", own_script="ป้า")).suspected


def test_reasons_add_up_and_contradictions_take_away() -> None:
    ann = identity(full_name="Ann Lee", born_on=BORN, document="d1")

    def judged(**told: Any) -> tuple[int, bool, tuple[Reason, ...]]:
        found = likeness(ann, identity(**told))
        return found.score, found.suspected, found.reasons

    assert judged(full_name="Lee Ann", born_on=BORN) == (
        80,
        True,
        (Reason.NAME, Reason.BIRTH_DATE),
    )
    assert judged(full_name="Lee Ann", born_on=OTHER) == (
        -10,
        False,
        (Reason.NAME, Reason.OTHER_BIRTH_DATE),
    )
    assert judged(full_name="Lee Ann", document="d2") == (
        30,
        True,
        (Reason.OTHER_DOCUMENT, Reason.NAME),
    )
    assert judged(full_name="Somebody", born_on=OTHER, document="d1") == (
        40,
        True,
        (Reason.DOCUMENT, Reason.OTHER_BIRTH_DATE),
    )
    assert judged(full_name="Somebody", born_on=BORN) == (0, False, ())
