"""Screens: a secret kept as a hash, names in use once, revoked and taken back."""

from datetime import timedelta

import pytest

from eventops.core.clock import real_now
from eventops.core.db import Db
from eventops.core.errors import Conflict, NotFound
from eventops.editions.displays import (
    display_by_id,
    display_by_secret,
    displays_of,
    is_due,
    make_display,
    note_seen,
    rename_display,
    restore_display,
    revoke_display,
)
from eventops.editions.models import Display
from tests.portal.little import AT, BY, journal_of, publish_little


def test_secret_opens_the_screen_and_is_not_kept(db: Db) -> None:
    edition = publish_little(db)
    display, secret = make_display(db, edition, "Door 1", None, "vi", by=BY, now=AT)
    assert display_by_secret(db, secret) is display
    assert display_by_secret(db, secret + "x") is None
    assert secret not in {display.token_hash, display.id, display.name}


def test_revoked_screen_is_nobody_until_it_is_taken_back(db: Db) -> None:
    edition = publish_little(db)
    display, secret = make_display(db, edition, "Door 1", None, "en", by=BY, now=AT)
    revoke_display(db, display, by=BY, now=AT)
    revoke_display(db, display, by=BY, now=AT)
    assert display_by_secret(db, secret) is None
    restore_display(db, display, by=BY, now=AT)
    assert display_by_secret(db, secret) is display
    told = ["display made", "display revoked", "display restored"]
    assert journal_of(db, f"display:{display.id}") == told


def test_two_screens_in_use_have_two_names(db: Db) -> None:
    edition = publish_little(db)
    first, _secret = make_display(db, edition, "Door 1", None, "en", by=BY, now=AT)
    second, _secret = make_display(db, edition, "Door 2", None, "en", by=BY, now=AT)
    with pytest.raises(Conflict, match="display_name_taken"):
        make_display(db, edition, "Door 1", None, "en", by=BY, now=AT)
    with pytest.raises(Conflict, match="display_name_taken"):
        rename_display(db, second, "Door 1", by=BY, now=AT)
    revoke_display(db, first, by=BY, now=AT)
    rename_display(db, second, "Door 1", by=BY, now=AT)
    with pytest.raises(Conflict, match="display_name_taken"):
        restore_display(db, first, by=BY, now=AT)


def test_screens_in_use_stand_first(db: Db) -> None:
    edition = publish_little(db)
    for name in ("B", "A", "C"):
        display, _secret = make_display(db, edition, name, None, "en", by=BY, now=AT)
        if name == "A":
            revoke_display(db, display, by=BY, now=AT)
    assert [each.name for each in displays_of(db, edition.id)] == ["B", "C", "A"]


def test_screen_of_another_edition_is_not_there(db: Db) -> None:
    edition = publish_little(db)
    display, _secret = make_display(db, edition, "Door 1", None, "en", by=BY, now=AT)
    with pytest.raises(NotFound, match="no_display"):
        display_by_id(db, "another", display.id)


def test_that_it_asks_is_noted_once_a_minute(db: Db) -> None:
    at = real_now()
    edition = publish_little(db)
    display, _secret = make_display(db, edition, "Door 1", None, "en", by=BY, now=at)
    assert is_due(display, at)
    note_seen(db, display.id, now=at)
    db.expire_all()
    seen = db.get_one(Display, display.id)
    assert (is_due(seen, at + timedelta(seconds=59)), is_due(seen, at + timedelta(minutes=1))) == (
        False,
        True,
    )
