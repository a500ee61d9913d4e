"""A demo started again is the demo as it was left."""

from dataclasses import replace
from datetime import time, timedelta

from flask import Flask

from eventops.agenda.services import publish_drafted
from eventops.core.clock import domain_now
from eventops.core.db import open_db, transaction
from eventops.core.settings import Settings
from eventops.demo.stage import SCHEDULE, set_the_stage
from eventops.editions.queries import edition_by_slug
from eventops.programme.drafting import Wish, edit
from eventops.programme.drafts import draft_of
from eventops.programme.queries import latest_version

MOVED = "plus-one-japan"


def test_starting_again_keeps_what_was_published_meanwhile(
    week: Flask, week_settings: Settings
) -> None:
    engine = week.extensions["engine"]
    with transaction(engine) as db:
        edition, now = edition_by_slug(db, SCHEDULE), domain_now(db)
        each = draft_of(db, edition).by_code[MOVED]
        later = replace(each.plan, start=time(9, 20))
        edit(db, edition, "moved", {MOVED: Wish(each.day, later)}, by="user:e", now=now)
        told = now + timedelta(minutes=1)
        publish_drafted(db, edition, by="user:e", now=told)
    set_the_stage(engine, week_settings, seed=1, say=lambda _line: None)
    with open_db(engine, write=False) as db:
        edition = edition_by_slug(db, SCHEDULE)
        kept = latest_version(db, edition.id)
        assert kept is not None
        start = draft_of(db, edition).by_code[MOVED].plan.start
        assert (kept.number, start) == (2, time(9, 20))
