"""What the programme desk's board may cost: a day of it, and what a drag asks."""

from collections.abc import Callable

from flask.testing import FlaskClient

Told = tuple[str, Callable[[], int], int, float, int]
"""What is asked, the asking, the status it answers, milliseconds of CPU, statements."""


def board_bars(desk: FlaskClient, board: str) -> list[Told]:
    """The board of a day, its question whether anything happened, and what one drop would break."""
    cards = f"{board}/2026-01-16/cards"
    tag = desk.get(cards).headers["ETag"]
    drop = f"{board}/sessions/plus-one-japan/place/hints"
    asked = {"day": "2026-01-16", "start": "08:30", "room": "plenary-hall"}

    def day() -> int:
        return desk.get(f"{board}/2026-01-16").status_code

    def nothing_new() -> int:
        return desk.get(cards, headers={"If-None-Match": tag}).status_code

    def hints() -> int:
        return desk.get(drop, query_string=asked).status_code

    return [
        ("board of a day", day, 200, 100, 18),
        ("board, 304", nothing_new, 304, 15, 6),
        ("hints of a drop", hints, 200, 30, 10),
    ]
