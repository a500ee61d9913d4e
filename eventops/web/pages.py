"""What every page has: the reader's language, the text filters, where times are said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval
from flask import Flask, Response, g, request
from flask_babel import Babel, get_locale

from eventops.core.multilingual import Multilingual, other, said, spoken
from eventops.core.resources import TRANSLATIONS

LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}
LOCALES = {"en": "en_GB", "vi": "vi"}
DAYS = {
    "en": {"short": "EEE d MMM", "long": "EEEE d MMMM", "weekday": "EEE"},
    "vi": {"short": "EEEE d/M", "long": "EEEE d/M", "weekday": "EEEEE"},
}
COOKIE = "language"
A_YEAR = 365 * 24 * 3600


def init_pages(app: Flask) -> None:
    """Languages, filters and the cookie that remembers the choice."""
    Babel(app, locale_selector=_chosen, default_translation_directories=str(TRANSLATIONS))
    app.jinja_env.filters.update(
        said=lambda text: said(text, language()),
        spoken=lambda text: spoken(text, language()),
        other=lambda text: second(text),
        day=day,
        day_range=day_range,
        full_date=full_date,
    )
    app.jinja_env.globals["languages"] = LANGUAGES

    @app.context_processor
    def reader() -> dict[str, str]:
        return {"lang": language()}

    @app.after_request
    def remember(response: Response) -> Response:
        if request.args.get("lang") in LANGUAGES:
            response.set_cookie(
                COOKIE,
                request.args["lang"],
                max_age=A_YEAR,
                samesite="Lax",
                secure=request.is_secure,
            )
        return response


def language() -> str:
    """The language this answer speaks."""
    locale = get_locale()
    return locale.language if locale else "en"


def language_chosen() -> str | None:
    """The language that the reader switched to, now or earlier; None when they never did."""
    asked = request.args.get("lang") or request.cookies.get(COOKIE)
    return asked if asked in LANGUAGES else None


def _chosen() -> str:
    if asked := language_chosen():
        return asked
    if g.get("user_language") in LANGUAGES:
        return str(g.user_language)
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def zone() -> ZoneInfo:
    """The zone in which this page says times: the venue's."""
    edition = g.get("edition")
    return ZoneInfo(edition.zone if edition is not None else "UTC")


def zoned(at: datetime) -> datetime:
    """The instant on the venue's clock, as templates say it."""
    return at.astimezone(zone())


def second(text: Mapping[str, str | Sequence[str]] | None) -> str:
    """The text in the second language, or nothing when it says the same."""
    found = other(text, language())
    return found[1] if found else ""


def day(at: datetime | date, form: str = "short", tongue: str | None = None) -> str:
    """``Thu 15 Jan`` and ``thứ Năm 15/1`` inside a sentence; the long form stands alone, as
    ``Thursday 15 January`` and ``Thứ Năm 15/1``; the weekday on a tab is ``Thu`` and ``T5``.
    """
    on = zoned(at).date() if isinstance(at, datetime) else at
    spoken_in = str(tongue or language())
    patterns = DAYS.get(spoken_in, DAYS["en"])
    text = format_date(on, patterns[form], locale=LOCALES.get(spoken_in, "en_GB"))
    if spoken_in == "vi" and form == "short":
        return text[:1].lower() + text[1:]
    return text


def day_range(first: date, last: date, tongue: str | None = None) -> str:
    """``12–16 Jan 2026`` and ``12–16/1/2026``; over a month's end ``29/1–3/2/2026``."""
    spoken_in = str(tongue or language())
    if spoken_in != "vi":
        return format_interval(first, last, "yMMMMd", locale=LOCALES.get(spoken_in, "en_GB"))
    # CLDR abbreviates the month to "thg 1", which nobody writes on an invitation.
    start = "d" if (first.year, first.month) == (last.year, last.month) else "d/M"
    start = start if first.year == last.year else "d/M/y"
    return f"{format_date(first, start, locale='vi')}–{format_date(last, 'd/M/y', locale='vi')}"


def full_date(on: date) -> str:
    """``31 December 1975`` and ``31/12/1975``, for a day far from the conference."""
    pattern = "d/M/y" if language() == "vi" else "d MMMM y"
    return format_date(on, pattern, locale=LOCALES.get(language(), "en_GB"))


@dataclass(frozen=True, slots=True)
class AsOf:
    """Which programme a page shows, when it was made and where its times are."""

    version: int | None
    at: datetime
    place: Multilingual
    offset: str


def as_of(version: int | None, at: datetime, place: Multilingual) -> AsOf:
    """The line "Programme v7, as of Wed 14 Jan 18:05, times in Hanoi (UTC+7)"."""
    local = zoned(at)
    offset = local.utcoffset() or timedelta()
    hours, minutes = divmod(int(offset.total_seconds()) // 60, 60)
    return AsOf(version, local, place, f"UTC{hours:+d}" + (f":{minutes:02d}" if minutes else ""))


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place to go."""

    label: str
    url: str
    current: bool
