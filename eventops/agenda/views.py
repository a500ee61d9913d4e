"""One's own agenda and its calendar; the desk may look at anyone's."""

from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as AnyResponse

from eventops.accounts.access import SIGNED_IN, holders_of, may_enter, signed_in_viewer, unattended
from eventops.agenda.feed import base_url, calendar_answer, feed
from eventops.agenda.feed_state import FeedState, feed_state, living_address
from eventops.agenda.links import SubscribeLinks, subscribe_links
from eventops.agenda.models import FeedAddress
from eventops.agenda.news_queries import names_for, unseen_by
from eventops.agenda.news_words import telling_said
from eventops.agenda.own import SeveralPeople, bearer_of, own_delegate
from eventops.agenda.rendering import personal_body, personal_calendar, personal_tag
from eventops.agenda.services import FEED_PURPOSE, give_feed_address
from eventops.agenda.week import week
from eventops.core.signing import Unsealable, unseal
from eventops.delegations.queries import SEES_ALL
from eventops.programme.views import programme_as_of, session_url
from eventops.web.answers import told
from eventops.web.db import db
from eventops.web.installation import settings
from eventops.web.now import now, today
from eventops.web.pages import language, zoned

pages = Blueprint("agenda", __name__)
pages.add_url_rule("/calendar/<secret>.ics", "feed", feed)


@pages.app_errorhandler(SeveralPeople)
def which_person(_fault: SeveralPeople) -> AnyResponse:
    """A shared mailbox: ask first whose pages these are."""
    return redirect(url_for("home.which_person", edition=g.edition.slug))


@pages.get("/e/<edition>/agenda")
@may_enter(SIGNED_IN)
def mine() -> str:
    """My agenda: the next thing first."""
    return render_template("agenda/agenda.html", **_own_page())


@pages.get("/e/<edition>/agenda/entries")
@unattended
@may_enter(SIGNED_IN)
def entries() -> Response:
    """The agenda alone, for refreshing the page."""
    return told(render_template("agenda/_agenda.html", **_own_page()))


@pages.get("/e/<edition>/desk/agendas/<delegate_id>")
@may_enter(holders_of(*SEES_ALL))
def of_delegate(delegate_id: str) -> str:
    """Somebody's agenda, as the desk reads it out on the telephone."""
    state = feed_state(db(), g.edition, delegate_id)
    return render_template("agenda/agenda.html", **_page(state), live_url=None)


@pages.get("/e/<edition>/agenda.ics")
@may_enter(SIGNED_IN)
def download() -> Response:
    """The calendar as a file, as it is now."""
    state = feed_state(db(), g.edition, own_delegate().id)
    frame = personal_calendar(state, base_url=base_url())
    response = calendar_answer(
        personal_tag(state, frame),
        lambda: personal_body(state, frame, base_url=base_url()),
        changed_at=state.changed_at,
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{g.edition.slug}.ics"'
    return response


@pages.get("/e/<edition>/agenda/calendar")
@may_enter(SIGNED_IN)
def calendar() -> str:
    """Subscribe, copy the address, download."""
    delegate = own_delegate()
    address = living_address(db(), delegate.id)
    slug = g.edition.slug
    return render_template(
        "agenda/calendar.html",
        feed=address,
        fetched_at=zoned(address.fetched_at) if address and address.fetched_at else None,
        holds_newest=address is not None and _holds_newest(address, delegate.id),
        links=_links(address) if address else None,
        download_url=url_for("agenda.download", edition=slug),
        renew_url=url_for("agenda.renew_address", edition=slug),
        agenda_url=url_for("agenda.mine", edition=slug),
        as_of=programme_as_of(),
    )


@pages.post("/e/<edition>/agenda/calendar/address")
@may_enter(SIGNED_IN)
def renew_address() -> AnyResponse:
    """A new secret address; the one before it ends."""
    give_feed_address(
        db(),
        own_delegate().id,
        language=language(),
        secret=settings().secrets[0],
        edition_id=g.edition.id,
        by=signed_in_viewer().actor,
        now=now(),
    )
    return redirect(url_for("agenda.calendar", edition=g.edition.slug), 303)


def _own_page() -> dict[str, Any]:
    slug, delegate = g.edition.slug, own_delegate()
    unseen = unseen_by(db(), g.edition.id, delegate.id)
    names = names_for(db(), g.edition.id) if unseen else None
    return {
        **_page(feed_state(db(), g.edition, delegate.id)),
        "news": unseen,
        "news_lines": [telling_said(each, names) for each in unseen.tellings]
        if unseen and names
        else [],
        "badge_url": url_for("badges.mine", edition=slug),
        "calendar_url": url_for("agenda.calendar", edition=slug),
        "live_url": url_for("agenda.entries", edition=slug),
    }


def _page(state: FeedState) -> dict[str, Any]:
    """What the agenda's templates are told of whoever it is."""
    found = week(state, now=zoned(now()), address=session_url)
    return {
        "person": bearer_of(state.delegate),
        "next": found.next,
        "minutes_until": found.minutes_until,
        "later_today": found.later_today,
        "days": found.days,
        "past": found.past,
        "reserve": found.reserve,
        "today": today(),
        "as_of": programme_as_of(),
        "badge_url": None,
        "calendar_url": None,
        "news": None,
    }


def _links(address: FeedAddress) -> SubscribeLinks | None:
    """The address opened with the instance's secret; None when it was sealed with a lost one."""
    try:
        secret = unseal(settings().secrets, address.sealed_secret, purpose=FEED_PURPOSE)
    except Unsealable:
        return None
    path = url_for("agenda.feed", secret=secret.decode())
    return subscribe_links(base_url() + path, name=g.edition.short_name)


def _holds_newest(address: FeedAddress, delegate_id: str) -> bool:
    """Whether the calendar program that came last took what is true now."""
    state = feed_state(db(), g.edition, delegate_id)
    with force_locale(address.language):
        frame = personal_calendar(state, base_url=base_url())
        return address.fetched_etag == personal_tag(state, frame)
