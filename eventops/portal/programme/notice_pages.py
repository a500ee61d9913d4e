"""The change notice: what is different since a version, for everybody, and for a reader what is theirs.

Of closed sessions the public part knows nothing; what a signed-in reader is told comes from the
news that went out to them.
"""

from flask import Response, g, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from eventops.accounts.access import ANYONE, SIGNED_IN, may_enter, signed_in_viewer
from eventops.agenda.news import note_seen
from eventops.agenda.news_queries import names_for, told_since
from eventops.agenda.news_words import telling_said
from eventops.agenda.own import own_delegate, own_delegate_if_any
from eventops.core.errors import NotFound
from eventops.portal.lists.mastheads import masthead
from eventops.portal.pages import pages
from eventops.portal.programme.comparing import public_changes
from eventops.portal.programme.corrigendum import change_title, chat_text, corrigendum
from eventops.programme.models import Version
from eventops.programme.versions import counts_by_version, versions_of
from eventops.programme.views import cacheable_for_strangers, programme_as_of
from eventops.web.answers import told
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import LANGUAGES, day, language, zoned

NOTICE_AT = "/e/<edition>/changes/<int:since>"


@pages.get("/e/<edition>/changes")
@may_enter(ANYONE)
def changes() -> Response:
    """What the last version changed; with ``since`` what changed after that one."""
    kept = _kept()
    if not kept:
        raise NotFound("no_changes")
    before_last = kept[min(1, len(kept) - 1)].number
    return _notice(kept, request.args.get("since", before_last, type=int))


@pages.get(NOTICE_AT)
@may_enter(ANYONE)
def change_notice(since: int) -> Response:
    """All changes since a version, ready to be read, printed and pasted."""
    return _notice(_kept(), since)


@pages.get(f"{NOTICE_AT}.pdf")
@may_enter(ANYONE)
def change_slip(since: int) -> Response:
    """The same on paper: the public part alone."""
    g.personal = False
    newest = _newest(_kept(), since)
    found = public_changes(db(), g.edition, since, newest.number)
    titles = change_title(since, language()), change_title(since, _second())
    head = masthead(titles, (), programme_as_of())
    response = Response(
        corrigendum(found, head, made=newest.published_at), mimetype="application/pdf"
    )
    name = f"{g.edition.slug}-changes-since-v{since}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@pages.post("/e/<edition>/agenda/news")
@may_enter(SIGNED_IN)
def news_seen() -> AnyResponse:
    """A reader says that they have seen what changed."""
    delegate, by = own_delegate(), signed_in_viewer().actor
    note_seen(db(), delegate.id, request.form.getlist("news"), by=by, now=now())
    return redirect(url_for("agenda.mine", edition=g.edition.slug), 303)


def _notice(kept: list[Version], since: int) -> Response:
    cacheable_for_strangers()
    newest = _newest(kept, since)
    found = public_changes(db(), g.edition, since, newest.number)
    as_of = {tongue: _as_of_said(newest, tongue) for tongue in LANGUAGES}
    page = render_template(
        "programme_desk/notice.html",
        since=since,
        versions=kept,
        changes=found,
        mine=_mine(since),
        chat=chat_text(found, edition=g.edition.short_name, as_of=as_of, since=since),
        title=change_title(since, language()),
        as_of=programme_as_of(),
    )
    return told(page)


def _kept() -> list[Version]:
    """Versions of which it is known what they said, the newest first."""
    known = counts_by_version(db(), g.edition.id)
    oldest = min(known, default=None)
    versions = versions_of(db(), g.edition.id)
    return [each for each in versions if oldest is not None and each.number >= oldest]


def _newest(kept: list[Version], since: int) -> Version:
    """The version that counts; raises NotFound ``no_version`` for one that is not known."""
    if all(each.number != since for each in kept):
        raise NotFound("no_version", version=since)
    return kept[0]


def _second() -> str:
    return next(tongue for tongue in LANGUAGES if tongue != language())


def _mine(since: int) -> list[str] | None:
    """What changed in the viewer's own agenda; None when there is nobody whose agenda it were."""
    delegate = own_delegate_if_any()
    if delegate is None:
        return None
    names = names_for(db(), g.edition.id)
    found = told_since(db(), g.edition.id, delegate.id, since)
    return [telling_said(each, names) for each in found]


def _as_of_said(version: Version, tongue: str) -> str:
    at = zoned(version.published_at)
    with force_locale(tongue):
        moment = f"{day(at.date(), 'short', tongue)} {at:%H:%M}"
        return str(_("version %(number)s, %(moment)s", number=version.number, moment=moment))
