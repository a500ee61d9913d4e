"""A small edition rolled over, for the tests of what becomes of it."""

import datetime
import random

from eventops.programme.dayfile import loads
from eventops.programme.plan import LocalRule, SessionPlan, Weekday
from eventops.programme.remarks import Topic, by_topic
from eventops.programme.rolling_over import RolledOver, Wishes, roll_over
from tests.programme.small import TEXTS

CHOOSE = random.Random(7).choice
FRIDAY_RULE = LocalRule(
    weekday=Weekday.FRIDAY,
    start=datetime.time(11, 30),
    end=datetime.time(14, 15),
    name={"en": "Friday prayer", "vi": "Cầu nguyện thứ Sáu"},
)


def wishes(**more: object) -> Wishes:
    usual: dict[str, object] = {
        "slug": "forum-2027",
        "short_name": "Forum-4",
        "city": {"en": "Hue", "vi": "Huế"},
        "zone": "Asia/Brunei",
        "first_day": datetime.date(2027, 3, 1),
        "host": "CN",
        "chair": "CN",
    }
    return Wishes(**(usual | more))  # type: ignore[arg-type]


def rolled(texts: dict[str, str] = TEXTS, **more: object) -> RolledOver:
    return roll_over(loads(texts), wishes(**more), CHOOSE)


def sentences(done: RolledOver, topic: Topic) -> list[str]:
    return [remark.sentence() for remark in by_topic(done.remarks).get(topic, ())]


def session(done: RolledOver, title: str) -> SessionPlan:
    (found,) = (each for _, each in done.plan.dated_sessions() if each.title["en"] == title)
    return found
