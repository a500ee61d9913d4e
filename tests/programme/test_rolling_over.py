"""The next edition from the last one's text: what is kept, what is made new, what is said."""

import datetime
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventops.core.resources import folder
from eventops.programme.audience import PartyRef
from eventops.programme.dayfile import dump, load, loads
from eventops.programme.plan import EditionPlan
from eventops.programme.remarks import Topic, by_topic
from eventops.programme.rolled_days import Alignment
from eventops.programme.rolling_over import (
    CannotRollOver,
    roll_over,
    source_of,
)
from eventops.programme.rules import Access, Illustrative, Status
from tests.programme.plans import editions
from tests.programme.rolled import CHOOSE, FRIDAY_RULE, rolled, sentences, session, wishes
from tests.programme.small import FRIDAY, TEXTS

REMARKS = {
    Topic.DAYS: [
        "Mon 2 Mar 2026 is now Mon 1 Mar 2027",
        "Fri 6 Mar 2026 is now Fri 5 Mar 2027",
        "every day keeps its weekday",
        "wall-clock times are the same, now read in Asia/Brunei instead of Asia/Ho_Chi_Minh",
    ],
    Topic.ROLES: [
        "host: VN is now CN",
        "chair: VN is now CN",
        "next chair: was CN, now nobody; name it with --next-chair",
        (
            "session NEW: the rule “CN:head|deputy@council 1+1 as table” is now "
            "“tbd(1,partner):head|deputy@council 1+1 as table”"
        ),
        "session NEW: the rule “-VN:media” is now “-CN:media”",
        "3 parties keep their quotas, which were those of forum-2026",
    ],
    Topic.PLACES: [
        "2 rooms are kept; none of them is known to exist there",
        "3 gates are kept; none of them is known to exist there",
    ],
    Topic.CODES: ["a closed session has a new code: NEW, Retreat"],
    Topic.HOURS: ["3 rules are those of Hanoi; give the new ones with --rules"],
    Topic.WORDS: [
        "the organiser is named “China” until you give --organiser",
        "the edition, name.en, still says “3rd”: 3rd Lotus Forum",
        "the edition, name.en, still says “Third”: Third Lotus Forum",
        "the edition, name.vi, still says “lần thứ 3”: Diễn đàn Sen lần thứ 3",
        "meeting council, short_name, still says “FC-3”: FC-3",
        "session NEW keeps its note: Co-chaired.",
        "day 2027-03-05 keeps its note: A short day.",
    ],
    Topic.PEOPLE: ["named(speakers) in opening: nobody is under this tag yet"],
    Topic.LEFT: [
        "the address and place of centre",
        (
            "people, their lists, badges, seats and namings: they are rows of forum-2026, and "
            "whoever comes again is taken in anew"
        ),
        "the note of the edition: Invented.",
        (
            "marks of sources: they told of forum-2026; every item says “rolled over from "
            "forum-2026” instead"
        ),
    ],
}


def test_session_keeps_its_times_and_says_that_it_was_rolled_over() -> None:
    opening = loads(TEXTS).days[0].sessions[0]
    assert rolled().plan.days[0].sessions[0] == replace(
        opening, source="rolled over from forum-2026"
    )


def test_every_remark_of_a_small_edition() -> None:
    done = rolled()
    new = session(done, "Retreat").code
    said = {
        topic: [sentence.replace(new, "NEW") for sentence in sentences(done, topic)]
        for topic in Topic
    }
    assert said == REMARKS


def test_first_day_asked_for_moves_to_the_weekday_of_the_old_one() -> None:
    done = rolled(first_day=datetime.date(2027, 3, 4), alignment=Alignment.WEEKDAY)
    assert [day.date for day in done.plan.days] == [
        datetime.date(2027, 3, 1),
        datetime.date(2027, 3, 5),
    ]
    assert sentences(done, Topic.DAYS)[0] == (
        "the first day was asked for on Thu 4 Mar 2027; by weekday it is Mon 1 Mar 2027"
    )


def test_days_by_hand_decide_the_span_and_may_leave_one_out() -> None:
    monday, friday = datetime.date(2026, 3, 2), datetime.date(2026, 3, 6)
    done = rolled(days={friday: datetime.date(2027, 3, 8)})
    assert (done.plan.starts, done.plan.ends) == (
        datetime.date(2027, 3, 1),
        datetime.date(2027, 3, 8),
    )
    left = rolled(days={friday: None})
    assert [day.date for day in left.plan.days] == [datetime.date(2027, 3, 1)]
    assert "Fri 6 Mar 2026 with its 2 sessions, as asked" in sentences(left, Topic.LEFT)
    assert monday != friday


def test_cancelled_session_stays_behind() -> None:
    friday = FRIDAY.replace(
        'audience = ["same(opening)"]', 'audience = ["same(opening)"]\nstatus = "cancelled"'
    )
    done = rolled(TEXTS | {"programme/2026-03-06.toml": friday})
    assert [each.code for each in done.plan.days[1].sessions] == ["lunch"]
    assert sentences(done, Topic.LEFT)[0] == "session closing, which was cancelled: Closing"


def test_what_touches_hours_kept_free_is_tentative_and_reported() -> None:
    done = rolled(first_day=datetime.date(2027, 3, 5), rules=(FRIDAY_RULE,))
    retreat = session(done, "Retreat")
    assert (retreat.start, retreat.status) == (datetime.time(10), Status.TENTATIVE)
    assert sentences(done, Topic.HOURS) == [
        (
            f"session {retreat.code}, Fri 5 Mar 2027 10:00–11:45, touches 11:30 to 14:15, kept free "
            "on Friday for “Friday prayer”; it is tentative until it is moved"
        )
    ]
    assert loads(dump(done.plan)) == done.plan


def test_all_contradictions_are_said_at_once() -> None:
    old = replace(loads(TEXTS), next_chair=None)
    asked = wishes(
        slug="forum-2026",
        host=None,
        days={
            datetime.date(2026, 3, 3): datetime.date(2027, 3, 3),
            datetime.date(2026, 3, 6): datetime.date(2027, 3, 1),
        },
        rooms={"attic": "side"},
    )
    with pytest.raises(CannotRollOver) as caught:
        roll_over(old, asked, CHOOSE)
    assert caught.value.reasons == (
        'the new edition needs a slug of its own, not "forum-2026" again',
        "the old edition names no next chair; give --host and --chair",
        "2026-03-03 is no day of forum-2026",
        "two old days would fall on Mon 1 Mar 2027",
        "rooms are mapped, but no new venue is given (--venue)",
        'forum-2026 has no room "attic"',
    )


def test_the_week_of_hanoi_goes_to_bandar_seri_begawan() -> None:
    """ADGMIN-6 with the dates and the zone of ADGMIN-7: the Friday breaks its prayer hours."""
    old, next_one = load(folder("schedules") / "adgmin-2026"), folder("schedules") / "adgmin-2027"
    done = roll_over(
        old,
        wishes(
            slug="adgmin-7",
            short_name="ADGMIN-7",
            city={"en": "Bandar Seri Begawan", "vi": "Bandar Seri Begawan"},
            first_day=datetime.date(2027, 1, 25),
            host=None,
            chair=None,
            next_chair="KH",
            rules=load(next_one).rules,
        ),
        CHOOSE,
    )
    plan = done.plan
    assert (plan.host, plan.chair, plan.next_chair) == ("BN", "BN", "KH")
    assert [(day.date.isoformat(), len(day.sessions)) for day in plan.days] == [
        (new, len(day.sessions))
        for new, day in zip(
            ("2027-01-25", "2027-01-26", "2027-01-27", "2027-01-28", "2027-01-29"),
            old.days,
            strict=True,
        )
    ]
    press = session(done, "Press conference of the Chair")
    assert [rule.who for rule in press.audience[:2]] == [PartyRef("BN"), PartyRef("KH")]
    broken = [remark.facts["when"] for remark in by_topic(done.remarks)[Topic.HOURS]]
    assert broken == [
        "Fri 29 Jan 2027 09:00–16:00",
        "Fri 29 Jan 2027 10:55–11:35",
        "Fri 29 Jan 2027 11:40–12:10",
        "Fri 29 Jan 2027 11:40–12:10",
        "Fri 29 Jan 2027 13:00–13:40",
        "Fri 29 Jan 2027 13:45–14:25",
    ]
    assert loads(dump(plan)) == plan


def by_place(plan: EditionPlan) -> list[tuple[object, ...]]:
    """What must survive of each session, however its code, status and words change."""
    first = plan.days[0].date if plan.days else None
    return [
        (
            first and date - first,
            each.start,
            each.end,
            each.doors,
            each.doors_close,
            each.track,
            each.access,
            len(each.title),
            each.re_entry,
        )
        for date, each in plan.dated_sessions()
        if not each.cancelled
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(editions(), st.integers(0, 800), st.randoms(use_true_random=False))
def test_any_edition_rolls_over_with_its_times_and_without_its_closed_codes(
    old: EditionPlan, days: int, chance: random.Random
) -> None:
    asked = wishes(
        slug="another-2031",
        first_day=old.starts + datetime.timedelta(days=days),
        host=old.chair,
        chair=old.host,
        next_chair=old.next_chair,
        rules=(FRIDAY_RULE,),
        city={"en": "Hue", "vi": "Huế"},
    )
    new = roll_over(old, asked, chance.choice).plan
    texts = dump(new)
    assert loads(texts) == new
    assert dump(loads(texts)) == texts
    assert sorted(map(repr, by_place(new))) == sorted(map(repr, by_place(old)))
    old_codes = {each.code for _, each in old.dated_sessions()}
    there = [each for _, each in new.dated_sessions()]
    assert not {each.code for each in there if each.access is Access.CLOSED} & old_codes
    assert {each.source for each in there} <= {source_of(old.slug)}
    assert all({Illustrative.TIME, Illustrative.ROOM} <= {*each.illustrative} for each in there)
