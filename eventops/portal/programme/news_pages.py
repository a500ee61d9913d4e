"""News at the desk: what is held, what went out, who has seen it; withdrawn or written again."""

from dataclasses import dataclass

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.queries import names_of
from eventops.accounts.rules import Role
from eventops.agenda.models import News
from eventops.agenda.news import withdraw_news
from eventops.agenda.news_queries import (
    ToldReader,
    names_for,
    news_by_id,
    news_of,
    readers_of,
)
from eventops.agenda.news_words import telling_said
from eventops.agenda.tellings import Texts, tellings
from eventops.core.clock import real_now
from eventops.core.errors import Conflict
from eventops.delegations.models import Party
from eventops.portal.letters import office
from eventops.portal.pages import page_as_of, pages
from eventops.portal.programme.desk import DESK_AT
from eventops.portal.programme.news_letters import write_again
from eventops.programme.versions import history_of
from eventops.web.db import db
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.pages import zoned

READERS = holders_of(Role.EDITOR, Role.PROTOCOL)
EDITORS = holders_of(Role.EDITOR)
NEWS_AT = f"{DESK_AT}/news/<news_id>"


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """One reader at the desk: what they are told, and how far they know."""

    told: ToldReader
    lines: tuple[str, ...]
    fetched: bool
    """Whether their calendar program came after the news: it holds what is true now."""


@pages.get(f"{DESK_AT}/news")
@may_enter(READERS)
def programme_news() -> str:
    """All news, the latest first; what is held can be withdrawn."""
    found = news_of(db(), g.edition.id)
    return render_template(
        "programme_desk/news.html",
        lines=found,
        seconds_left=_seconds_left,
        names=names_of(db(), {line.news.made_by for line in found}),
        zoned=zoned,
        as_of=page_as_of(),
    )


@pages.get(NEWS_AT)
@may_enter(READERS)
def news_readers(news_id: str) -> str:
    """Whom a piece of news tells what, and who has seen it."""
    news = news_by_id(db(), g.edition.id, news_id)
    return render_template(
        "programme_desk/news_readers.html",
        news=news,
        delegations=_by_delegation(news),
        seconds_left=_seconds_left(news),
        names=names_of(db(), {news.made_by, news.withdrawn_by}),
        zoned=zoned,
        as_of=page_as_of(),
    )


@pages.post(f"{NEWS_AT}/withdrawal")
@may_enter(EDITORS)
def news_withdrawal(news_id: str) -> Response:
    """Take held news back before it goes out."""
    news = news_by_id(db(), g.edition.id, news_id, hold=True)
    withdraw_news(db(), news, by=signed_in_viewer().actor, now=now())
    flash(_("The news is withdrawn: nobody is written to. The programme stays as published."))
    return _back(news)


@pages.post(f"{NEWS_AT}/reminder")
@may_enter(EDITORS)
def news_reminder(news_id: str) -> Response:
    """Write again to those who have not said that they have seen it."""
    news = news_by_id(db(), g.edition.id, news_id, hold=True)
    if news.opened_at is None:
        raise Conflict("news_not_out")
    here = office(db(), g.edition, settings().base_url)
    count = write_again(here, news, mail_from=settings().mail_from, now=now())
    flash(
        ngettext(
            "%(num)s person is written to again.", "%(num)s people are written to again.", count
        )
        if count
        else _("Nobody is left to write to: all have seen it, or have no mail address.")
    )
    return _back(news)


def _back(news: News) -> Response:
    address = url_for("portal.news_readers", edition=g.edition.slug, news_id=news.id)
    return redirect(address, 303)


def _seconds_left(news: News) -> int:
    """Until it goes out; 0 when it went out, was withdrawn, or is about to go."""
    if news.opened_at is not None or news.withdrawn_at is not None:
        return 0
    return max(0, int((news.due_at - real_now()).total_seconds()))


def _by_delegation(news: News) -> list[tuple[Party, list[ReaderLine]]]:
    readers = readers_of(db(), news.id)
    codes = {code for each in readers for code in each.items}
    texts, names = Texts(history_of(db(), g.edition.id, codes)), names_for(db(), g.edition.id)
    found: dict[str, tuple[Party, list[ReaderLine]]] = {}
    for each in readers:
        told = tellings(each.items, texts, news.version)
        fetched = each.fetched_at is not None and each.fetched_at >= news.made_at
        line = ReaderLine(each, tuple(telling_said(one, names) for one in told), fetched)
        party = each.delegate.delegation.party
        found.setdefault(party.code, (party, []))[1].append(line)
    return list(found.values())
