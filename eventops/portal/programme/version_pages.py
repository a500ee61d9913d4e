"""Versions: what each changed, names and notes, any two compared, one restored into the draft."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.queries import names_of
from eventops.accounts.rules import Role
from eventops.core.errors import DomainError, NotFound
from eventops.portal.pages import page_as_of, pages
from eventops.portal.programme.answering import fault_said
from eventops.portal.programme.comparing import Compared, compared, pairs_between
from eventops.portal.programme.desk import DESK_AT, desk
from eventops.portal.programme.version_forms import VersionForm
from eventops.programme.models import Version
from eventops.programme.restoring import restore_version
from eventops.programme.versions import (
    annotate_version,
    counts_by_version,
    version_by_number,
    versions_of,
)
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import zoned

READERS = holders_of(Role.EDITOR, Role.PROTOCOL)
EDITORS = holders_of(Role.EDITOR)
VERSION_AT = f"{DESK_AT}/versions/<int:number>"


@pages.get(f"{DESK_AT}/versions")
@may_enter(READERS)
def programme_versions() -> str:
    """Every version, the newest first."""
    versions = versions_of(db(), g.edition.id)
    return render_template(
        "programme_desk/versions.html",
        versions=versions,
        counts=counts_by_version(db(), g.edition.id),
        names=names_of(db(), {each.published_by for each in versions}),
        zoned=zoned,
        as_of=page_as_of(),
    )


@pages.get(VERSION_AT)
@may_enter(READERS)
def programme_version(number: int) -> str:
    """What one version changed."""
    version = version_by_number(db(), g.edition.id, number)
    form = VersionForm(name=version.name or "", note=version.note)
    return _page(version, form)


@pages.post(VERSION_AT)
@may_enter(EDITORS)
def version_words(number: int) -> Response:
    """Rename and annotate it."""
    version, form = version_by_number(db(), g.edition.id, number), VersionForm()
    if not form.validate():
        return Response(_page(version, form), 422, mimetype="text/html")
    told = {"name": form.name.data or "", "note": form.note.data or ""}
    annotate_version(db(), version, **told, by=signed_in_viewer().actor, now=now())
    flash(_("Name and note are kept."))
    return redirect(url_for("portal.programme_version", edition=g.edition.slug, number=number), 303)


@pages.post(f"{VERSION_AT}/restoration")
@may_enter(EDITORS)
def version_restoration(number: int) -> Response:
    """Bring the draft to what this version said."""
    version = version_by_number(db(), g.edition.id, number)
    try:
        step = restore_version(db(), g.edition, version, by=signed_in_viewer().actor, now=now())
    except DomainError as fault:
        if isinstance(fault, NotFound):
            raise
        form = VersionForm(None, name=version.name or "", note=version.note)
        page = _page(version, form, fault_said(desk(), fault))
        return Response(page, 409, mimetype="text/html")
    flash(
        _("The draft says what version %(number)s said; nothing is published yet.", number=number)
        if step
        else _("The draft says the same as version %(number)s already.", number=number)
    )
    return redirect(url_for("portal.publish", edition=g.edition.slug), 303)


@pages.get(f"{DESK_AT}/versions/comparison")
@may_enter(READERS)
def version_comparison() -> str:
    """Any two versions, session by session."""
    versions = versions_of(db(), g.edition.id)
    newest = versions[0].number if versions else 0
    last = request.args.get("to", newest, type=int)
    first = request.args.get("from", max(last - 1, 1), type=int)
    return render_template(
        "programme_desk/comparison.html",
        versions=versions,
        first=first,
        last=last,
        changes=_between(first, last),
        zoned=zoned,
        as_of=page_as_of(),
    )


def _between(first: int, last: int) -> list[Compared]:
    return compared(db(), g.edition, pairs_between(db(), g.edition, first, last))


def _page(version: Version, form: VersionForm, fault: str = "") -> str:
    kept = counts_by_version(db(), g.edition.id)
    known = version.number in kept and version.number - 1 >= min(kept, default=1)
    return render_template(
        "programme_desk/version.html",
        version=version,
        form=form,
        fault=fault,
        newest=version.number == max(kept, default=version.number),
        changes=_between(version.number - 1, version.number) if known else None,
        restorable=bool(kept) and version.number >= min(kept),
        editor=signed_in_viewer().holds(Role.EDITOR, edition_id=g.edition.id),
        names=names_of(db(), {version.published_by}),
        zoned=zoned,
        as_of=page_as_of(),
    )
