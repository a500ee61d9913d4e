"""Words, codes, rooms and rules of an edition rolled over."""

import datetime
from dataclasses import replace

from eventops.programme.audience import parse
from eventops.programme.dayfile import dump, loads
from eventops.programme.remarks import Topic
from eventops.programme.rolled_rooms import Places
from eventops.programme.rolled_words import Replacement
from eventops.programme.rules import Access
from tests.programme.rolled import rolled, sentences, session
from tests.programme.small import FRIDAY, MONDAY, TEXTS


def test_rule_of_the_same_audience_is_written_out_when_that_session_stays_behind() -> None:
    done = rolled(days={datetime.date(2026, 3, 2): None})
    assert session(done, "Closing").audience == (
        parse("ams@council 1+8"),
        parse("partner@council 1+4"),
        parse("named(speakers)"),
    )
    loads(dump(done.plan))


def test_codes_that_hold_the_edition_are_made_those_of_the_next() -> None:
    monday = MONDAY.replace('"opening"', '"opening-forum-3"')
    friday = FRIDAY.replace("same(opening)", "same(opening-forum-3)").replace(
        '"lunch"', '"lunch-2026"'
    )
    texts = TEXTS | {"programme/2026-03-02.toml": monday, "programme/2026-03-06.toml": friday}
    done = rolled(texts)
    assert [each.code for _, each in done.plan.dated_sessions() if each.code != "x7k2"][0::2] == [
        "opening-forum-4",
        "lunch-2027",
    ]
    assert session(done, "Closing").audience == (parse("same(opening-forum-4)"),)


def test_old_words_are_rewritten_only_where_asked_and_never_within_a_word() -> None:
    monday = MONDAY.replace('en = "Retreat"', 'en = "The 3rd retreat, 13rd table"')
    changes = (Replacement("3rd", "4th"), Replacement("lần thứ 3", "lần thứ 4", "vi"))
    unused = Replacement("Diễn đàn", "Forum", "en")
    done = rolled(TEXTS | {"programme/2026-03-02.toml": monday}, replacements=(*changes, unused))
    assert done.plan.name == {
        "en": ("4th Lotus Forum", "Third Lotus Forum"),
        "vi": ("Diễn đàn Sen lần thứ 4",),
    }
    assert session(done, "The 4th retreat, 13rd table").access is Access.CLOSED
    assert sentences(done, Topic.WORDS)[1:5] == [
        "“3rd” became “4th”; texts: 2",
        "“vi:lần thứ 3” became “lần thứ 4”; texts: 1",
        "“en:Diễn đàn” stands in no text",
        "the edition, name.en, still says “Third”: Third Lotus Forum",
    ]


def test_rooms_go_where_they_are_mapped_else_by_name_else_to_a_placeholder() -> None:
    old = loads(TEXTS)
    hall, annex = old.rooms
    venue = replace(old.venues[0], code="palace")
    there = replace(hall, code="ballroom", venue="palace", name={"en": "grand hall", "vi": "X"})
    other = replace(annex, code="side", venue="palace", name={"en": "Side", "vi": "Y"}, seats=9)
    by_name = rolled(places=Places((venue,), (there, other), ()))
    assert {each.room for _, each in by_name.plan.dated_sessions()} == {"ballroom", "annex"}
    assert sentences(by_name, Topic.PLACES) == [
        "grand-hall is now ballroom; sessions: 3",
        (
            "annex has no room in the new venue and stands there as a placeholder (lunch); "
            "map it with --rooms"
        ),
    ]
    assert by_name.plan.rooms[2:] == (replace(annex, illustrative=True),)
    mapped = rolled(places=Places((venue,), (there, other), ()), rooms={"annex": "side"})
    assert mapped.plan.rooms == (there, other)
    assert sentences(mapped, Topic.PLACES)[1] == (
        "annex is now side, with 9 seats instead of 40; sessions: 1"
    )
