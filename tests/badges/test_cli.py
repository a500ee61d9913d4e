"""Asking the command line what a badge's code says."""

import pytest
from click.testing import CliRunner
from sqlalchemy.engine import Engine

from eventops.badges.emergency import bind_emergency, make_emergency
from eventops.badges.services import code_of
from eventops.cli import commands
from eventops.core.clock import set_domain_clock
from eventops.core.db import transaction
from eventops.core.settings import Settings
from eventops.editions.services import set_up_instance
from tests.checkin.scene import SECRETS, at, build


def test_verify_tells_an_unbound_emergency_badge_from_a_bound_one(
    settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENTOPS_INSTANCE", str(settings.instance))
    monkeypatch.setenv("EVENTOPS_SECRET_KEY", settings.secret_key)
    day = at("08:30").date()
    with transaction(engine) as db:
        set_up_instance(db, demo=True)
        scene = build(db)
        set_domain_clock(db, at("08:30"))
        (spare,) = make_emergency(
            db, scene.edition, 1, day, secrets=SECRETS, by="cli", now=at("08:00")
        )
        code = code_of(db, spare, edition=scene.edition, secrets=SECRETS)
    told = CliRunner().invoke(commands, ["badges", "verify", code])
    assert (told.exit_code, "Emergency badge 1 for 2030-03-04, printed." in told.output) == (
        1,
        True,
    )
    assert "Nobody has been given it" in told.output
    with transaction(engine) as db:
        bind_emergency(
            db, db.merge(spare), db.merge(scene.people["AA2"]), today=day, by="cli", now=at("08:10")
        )
    told = CliRunner().invoke(commands, ["badges", "verify", code])
    assert (told.exit_code, "It would be accepted now." in told.output) == (0, True)
