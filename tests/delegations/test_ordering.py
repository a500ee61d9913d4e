"""A person is put at any place of a list, and those between close up."""

import pytest
import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Person
from eventops.delegations.ordering import place_on_list
from tests.portal.little import (
    AT,
    BY,
    delegation_of,
    journal_of,
    meeting_id,
    order,
    publish_little,
    register,
)


def put(db: Db, name: str, place: int) -> str:
    query = sa.select(Delegate.id).join(Delegate.person).where(Person.full_name == name)
    who = db.scalars(query).one()
    place_on_list(db, delegation_of(db, "AA"), meeting_id(db, "main"), who, place, by=BY, now=AT)
    return who


@pytest.mark.parametrize(
    ("who", "place", "after"),
    [
        ("Dee", 1, ["Dee", "Ann", "Bo", "Cy"]),
        ("Ann", 3, ["Bo", "Cy", "Ann", "Dee"]),
        ("Bo", 99, ["Ann", "Cy", "Dee", "Bo"]),
        ("Cy", 0, ["Cy", "Ann", "Bo", "Dee"]),
        ("Bo", 2, ["Ann", "Bo", "Cy", "Dee"]),
    ],
)
def test_person_stands_where_they_were_put(db: Db, who: str, place: int, after: list[str]) -> None:
    edition = publish_little(db)
    before = ["Ann", "Bo", "Cy", "Dee"]
    for name in before:
        register(db, edition, "AA", name, "main")
    moved = put(db, who, place)
    assert order(db, "AA", "main") == after
    assert journal_of(db, f"delegate:{moved}").count("list ordered") == (after != before)


def test_who_is_not_on_the_list_is_not_put_there(db: Db) -> None:
    edition = publish_little(db)
    register(db, edition, "AA", "Ann")
    with pytest.raises(NotFound, match="no_delegate"):
        put(db, "Ann", 1)
