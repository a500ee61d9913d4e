"""The pages of the desk: what belongs together, and which roles open it."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from eventops.accounts.rules import Role, Viewer
from eventops.delegations.queries import SEES_ALL
from eventops.editions.models import Edition
from eventops.web.pages import NavItem

OFFICERS = (Role.ACCREDITATION,)
EDITORS = (Role.EDITOR,)
WRITERS = (Role.ACCREDITATION, Role.PROTOCOL)


@dataclass(frozen=True, slots=True)
class Place:
    """One page of the desk; ``also`` are endpoints that belong to it."""

    label: LazyString
    endpoint: str
    roles: tuple[Role, ...]
    also: tuple[str, ...] = ()

    def here(self) -> bool:
        """Whether the page shown is this one, or belongs to it."""
        return request.endpoint in (self.endpoint, *self.also)


GROUPS: tuple[tuple[Place, ...], ...] = (
    (Place(_("Start"), "portal.start", tuple(Role)),),
    (
        Place(_("Delegations"), "portal.delegations", SEES_ALL),
        Place(
            _("Seats"),
            "portal.all_seats",
            SEES_ALL,
            ("portal.seat_plan", "portal.seat_file"),
        ),
        Place(_("Substitutions"), "portal.open_substitutions", SEES_ALL),
        Place(_("Floaters and pins"), "portal.all_instruments", SEES_ALL),
    ),
    (
        Place(
            _("Accreditation"),
            "portal.queue",
            OFFICERS,
            ("portal.registration", "portal.decisions", "portal.document_number"),
        ),
        Place(_("Duplicates"), "portal.duplicates", OFFICERS, ("portal.duplicate",)),
        Place(_("Last days"), "portal.terms", WRITERS),
        Place(_("Privacy"), "portal.privacy_desk", WRITERS, ("portal.new_notice",)),
    ),
    (Place(_("Vetting"), "portal.vetting", (Role.VETTING,), ("portal.vetting_person",)),),
    (
        Place(
            _("Badges"),
            "portal.badge_desk",
            (Role.BADGE_DESK, Role.ACCREDITATION),
            (
                "portal.badge_card",
                "portal.badge_closing",
                "portal.badge_emergency",
                "portal.badge_pick_up",
                "portal.badge_receipt",
                "portal.walk_in",
                "portal.walk_in_waiting",
            ),
        ),
    ),
    (
        Place(
            _("Board"),
            "portal.board",
            EDITORS,
            (
                "portal.board_day",
                "portal.drafted_session",
                "portal.new_session",
                "portal.session_place",
            ),
        ),
        Place(_("Several at once"), "portal.programme_acts", EDITORS, ("portal.programme_act",)),
        Place(
            _("Conflicts"),
            "portal.conflicts",
            (Role.EDITOR, Role.PROTOCOL),
            ("portal.conflict_override",),
        ),
        Place(_("Publish"), "portal.publish", (Role.EDITOR,)),
        Place(
            _("Versions"),
            "portal.programme_versions",
            (Role.EDITOR, Role.PROTOCOL),
            ("portal.programme_version", "portal.version_comparison"),
        ),
        Place(
            _("News"),
            "portal.programme_news",
            (Role.EDITOR, Role.PROTOCOL),
            ("portal.news_readers",),
        ),
        Place(_("Running now"), "portal.running", (Role.EDITOR, Role.PROTOCOL, Role.SUPERVISOR)),
        Place(
            _("Programme files"),
            "portal.programme_files",
            (Role.EDITOR,),
            ("portal.send_programme_file", "portal.take_programme_file"),
        ),
        Place(
            _("Screens"),
            "dashboard.displays",
            (Role.EDITOR, Role.PROTOCOL),
            ("dashboard.display_name",),
        ),
    ),
    (Place(_("Letters"), "portal.letters", WRITERS, ("portal.letter_wording",)),),
    (Place(_("Lists"), "portal.lists", SEES_ALL, ("portal.list_page",)),),
)
"""What stands in one row of the desk's navigation; the rest of the group shown stands below it."""


def desk_pages(edition: Edition, looking: Viewer) -> tuple[list[NavItem], list[NavItem]]:
    """The first page of each group that this role opens, and those of the group shown."""
    row: list[NavItem] = []
    below: list[NavItem] = []
    for group in GROUPS:
        open_ = [each for each in group if looking.holds(*each.roles, edition_id=edition.id)]
        if not open_:
            continue
        shown = any(each.here() for each in open_)
        row.append(_item(open_[0], edition, current=shown))
        if shown and len(open_) > 1:
            below = [_item(each, edition, current=each.here()) for each in open_]
    return row, below


def _item(place: Place, edition: Edition, *, current: bool) -> NavItem:
    return NavItem(str(place.label), url_for(place.endpoint, edition=edition.slug), current)
