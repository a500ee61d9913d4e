"""Who stands before whom on lists."""

from pathlib import Path

import pytest

from eventops.delegations.precedence import Standing
from eventops.programme.dayfile import load

SCHEDULES = Path(__file__).parents[2] / "schedules"
OTHERS_ORDER = ("partner", "organisation", "secretariat", "host", "guest", "media", "business")


def standing(
    name: str, *, party: int = 1, leads: bool = False, rank: int = 5, key: str = "k"
) -> Standing:
    return Standing(party, f"P{party}", leads, rank, name, key)


@pytest.mark.parametrize(
    "in_order",
    [
        (standing("Zoe", party=1, rank=9), standing("Ann", party=2, leads=True, rank=1)),
        (standing("Zoe", leads=True, rank=9), standing("Ann", rank=1)),
        (standing("Zoe", rank=1), standing("Ann", rank=2)),
        (standing("Ann"), standing("Zoe")),
        (standing("Dam"), standing("Đặng"), standing("Dao"), standing("Zoe")),
        (standing("émile"), standing("Emilia")),
        (standing("Ann", key="a"), standing("Ann", key="b")),
    ],
    ids=["party", "head", "rank", "name", "marks", "case", "id"],
)
def test_precedence_settles_one_thing_after_another(in_order: tuple[Standing, ...]) -> None:
    drawn_last_first = list(reversed(in_order))
    assert sorted(drawn_last_first, key=lambda each: each.order) == list(in_order)


@pytest.mark.parametrize(
    "edition", sorted(path.name for path in SCHEDULES.iterdir() if path.is_dir())
)
def test_editions_order_members_by_english_name_and_the_others_behind_them(edition: str) -> None:
    parties = load(SCHEDULES / edition).parties
    members = [party.sort for party in parties if party.kind == "member"]
    kinds = list(dict.fromkeys(str(party.kind) for party in parties))
    assert members == sorted(members)
    assert kinds == [kind for kind in ("member", *OTHERS_ORDER) if kind in kinds]
