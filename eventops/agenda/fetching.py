"""What is known of calendar programs that fetch a feed."""

from datetime import datetime, timedelta

PROGRAMS = (
    ("google-calendar", "Google Calendar"),
    ("googlebot", "Google Calendar"),
    ("thunderbird", "Thunderbird"),
    ("evolution", "Evolution"),
    ("icsx5", "ICSx5"),
    ("davx5", "DAVx5"),
    ("nextcloud", "Nextcloud"),
    ("yahoo", "Yahoo"),
    ("outlook", "Outlook"),
    ("microsoft", "Outlook"),
    ("exchange", "Outlook"),
    ("dataaccessd", "Apple Calendar"),
    ("calendaragent", "Apple Calendar"),
    ("ios/", "Apple Calendar"),
    ("macos/", "Apple Calendar"),
    ("mac os x/", "Apple Calendar"),
)
"""Part of a User-Agent, in small letters → the program as people call it."""

LONGEST_NAME = 40
NOTED_EVERY = timedelta(minutes=1)
WITHDRAWN_FOR = timedelta(days=14)
"""How long a withdrawn address says so before there is nothing at it."""


def program_name(user_agent: str) -> str:
    """The calendar program behind a User-Agent; its own first word when it is not known."""
    told = user_agent.casefold()
    for part, name in PROGRAMS:
        if part in told:
            return name
    words = user_agent.replace("/", " ").split()
    first = words[0] if words else ""
    return "".join(sign for sign in first if sign.isprintable())[:LONGEST_NAME]


def is_due(fetched_at: datetime | None, now: datetime) -> bool:
    """Whether a fetch is written down: at most once a minute. A clock set back counts as due."""
    return fetched_at is None or not timedelta(0) <= now - fetched_at < NOTED_EVERY
