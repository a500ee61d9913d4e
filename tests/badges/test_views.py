"""One's own badge, and who may print whose."""

import re
from datetime import date

import pytest
from flask import Flask

from eventops.accounts.rules import Role
from eventops.badges.code import read, verify
from eventops.badges.models import Badge, BadgeState
from eventops.badges.queries import key_by_number, living_badge_of
from eventops.badges.services import code_of
from eventops.core.db import open_db, transaction
from tests.agenda.visitors import SLUG, people_of, signed_in, the_edition


def test_own_badge_shows_serial_and_a_code_on_white(week: Flask) -> None:
    with open_db(week.extensions["engine"], write=False) as db:
        deputy = people_of(db, "KH")[1]
        badge = living_badge_of(db, deputy.id)
        assert badge is not None
        text = code_of(
            db, badge, edition=the_edition(db), secrets=week.extensions["settings"].secrets
        )
        key = key_by_number(db, badge.edition_id, badge.key_number)
        assert key is not None
    client = signed_in(week, str(deputy.person.email))
    page = client.get(f"/e/{SLUG}/badge").get_data(as_text=True)
    picture = client.get(f"/e/{SLUG}/badge/code.svg")
    assert f"{badge.serial[:4]} {badge.serial[4:]}" in page
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert re.search(r'<path fill="#fff" d="M0 0h45v45H0z"/>', picture.get_data(as_text=True))
    assert verify(read(text), edition=SLUG, public=key.public)
    assert read(text).body.last_day == date(2026, 1, 16)


def test_own_badge_prints_and_others_badges_do_not(week: Flask) -> None:
    with open_db(week.extensions["engine"], write=False) as db:
        deputy = people_of(db, "KH")[1]
        badge = living_badge_of(db, deputy.id)
        assert badge is not None
    client = signed_in(week, str(deputy.person.email))
    own = client.get(f"/e/{SLUG}/badge.pdf")
    others = [
        client.get(f"/e/{SLUG}/delegations/kh/badges.pdf").status_code,
        client.get(f"/e/{SLUG}/desk/registrations/{badge.registration_id}/badge.pdf").status_code,
    ]
    assert (own.mimetype, own.data[:5], others) == ("application/pdf", b"%PDF-", [403, 403])


@pytest.mark.parametrize("role", [Role.ACCREDITATION, Role.BADGE_DESK])
def test_desk_prints_a_whole_delegation(week: Flask, role: Role) -> None:
    client = signed_in(week, "desk@example.org", role)
    answer = client.get(f"/e/{SLUG}/delegations/kh/badges.pdf")
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    assert client.get(f"/e/{SLUG}/delegations/zz/badges.pdf").status_code == 404


def test_badge_reported_lost_shows_no_code_but_what_to_do(week: Flask) -> None:
    with transaction(week.extensions["engine"]) as db:
        deputy = people_of(db, "KH")[1]
        badge = living_badge_of(db, deputy.id)
        assert badge is not None
        db.get_one(Badge, badge.id).state = BadgeState.LOST
    client = signed_in(week, str(deputy.person.email))
    page = client.get(f"/e/{SLUG}/badge").get_data(as_text=True)
    assert "Come to the accreditation centre." in page
    assert client.get(f"/e/{SLUG}/badge/code.svg").status_code == 404
    assert client.get(f"/e/{SLUG}/badge.pdf").status_code == 404
