"""Every page a role can reach by following links, looked over in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page
from werkzeug.exceptions import NotFound
from werkzeug.routing import MapAdapter

from tests.journeys.demo import EDITION, Demo
from tests.journeys.screens import AXE, DESKTOP, PHONE, Watch, looked_over, unmarked

FILES = frozenset(
    {
        "accreditation.photo",
        "agenda.download",
        "agenda.entries",
        "agenda.feed",
        "assets.asset",
        "badges.code",
        "badges.delegation_pdf",
        "badges.floaters_pdf",
        "portal.badge_emergency_pdf",
        "portal.badge_receipt_pdf",
        "portal.audience_read",
        "portal.board_cards",
        "portal.session_details",
        "portal.session_hints",
        "portal.walk_in_live",
        "badges.pdf",
        "badges.registration_pdf",
        "dashboard.now_next",
        "dashboard.worker",
        "door_api.door",
        "door_api.photo",
        "home.healthz",
        "home.readyz",
        "portal.delegation_template",
        "portal.desk_template",
        "portal.import_progress",
        "portal.programme_file",
        "portal.programme_pdf",
        "portal.change_slip",
        "portal.start_live",
        "programme.as_comma_separated",
        "programme.as_json",
        "programme.as_spreadsheet",
        "programme.as_text",
        "programme.calendar",
        "programme.entries",
    }
)
"""Addresses that answer with a file, a part of a page or a value."""

LEADING_ON = frozenset({"home.front", "home.after_sign_in", "portal.next_in_queue"})
"""Addresses that send to a page."""

SIGNING_IN = frozenset({"accounts.sign_in", "accounts.code", "accounts.password", "accounts.link"})
PUBLIC = frozenset({"programme.today", "programme.day", "programme.session"})

MORE: Mapping[str, Sequence[str]] = {
    "visitor": (
        f"{EDITION}/programme/2026-01-12",
        f"{EDITION}/programme/2026-01-15?track=ministers&delegation=KH",
        "/editions",
        "/sign-in/code",
        "/nothing/here",
    ),
    "organiser": (
        f"{EDITION}/delegations/ru",
        f"{EDITION}/delegations/asec?meeting=adgsom",
        f"{EDITION}/desk/lists/faces",
        f"{EDITION}/desk/displays",
        f"{EDITION}/rooms/grand-hall/sign",
        f"{EDITION}/rooms/sign",
        f"{EDITION}/desk/programme/versions/comparison",
        f"{EDITION}/desk/lists/missing-photos",
        f"{EDITION}/desk/programme/conflicts?rule=holiday",
        f"{EDITION}/delegations/th/people/new",
        f"{EDITION}/desk/programme/2026-01-16",
        f"{EDITION}/desk/programme/week",
        f"{EDITION}/desk/programme/acts/partners",
        f"{EDITION}/desk/programme/sessions/plus-one-japan/place",
        f"{EDITION}/desk/programme/sessions/plus-one-japan",
    ),
    "accreditation officer": (
        f"{EDITION}/desk/accreditation?state=more_information",
        f"{EDITION}/desk/accreditation?state=approved&page=2",
        f"{EDITION}/desk/accreditation?state=withdrawn",
        f"{EDITION}/desk/accreditation?late=mine",
    ),
    "badge desk": (
        f"{EDITION}/desk/badges",
        f"{EDITION}/desk/badges/delegations/kh/pick-up",
        f"{EDITION}/desk/badges/closing",
    ),
    "focal point of KH": (
        f"{EDITION}/delegations/kh?meeting=wg-ai",
        f"{EDITION}/delegations/kh/copied",
    ),
    "liaison officer of KH": (
        f"{EDITION}/delegations/kh/substitutions",
        f"{EDITION}/desk/badges/walk-in",
    ),
    "vetting officer": (
        f"{EDITION}/desk/vetting",
        f"{EDITION}/desk/vetting?part=blocked",
        f"{EDITION}/desk/vetting?part=cleared",
    ),
    "delegate": (f"{EDITION}/sessions/opening", f"{EDITION}/delegations/kh"),
}
"""Role → pages that no link leads to, or that look different from the first of their kind."""

FIRST_OF = {
    f"{EDITION}/desk/accreditation?state=approved&page=2": "ol.queue a",
}
"""Page → links of which the first is seen too, although another of its kind was seen already."""

NOWHERE = "nowhere"
"""A page that is not there."""

AXE_IN = {
    "en": ((PHONE, "light"), (DESKTOP, "dark")),
    "vi": ((PHONE, "dark"),),
}


@dataclass
class Walk:
    """Kinds of page (endpoints) and paths that were seen; every fault, with where it was."""

    kinds: set[str] = field(default_factory=set)
    paths: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def walk(browser: Browser, demo: Demo, routes: MapAdapter, role: str) -> Walk:
    """Sign in once, follow links to one page of each kind, look at each in both languages."""
    context = browser.new_context(base_url=demo.base, locale="en-GB")
    context.add_init_script(path=AXE)  # as part of the browser: a page's policy forbids it
    watch, page, found = Watch(context, demo.base), context.new_page(), Walk()
    if role == "visitor":
        page.goto("/")
    else:
        page.goto(demo.way(role))
        _look(page, watch, found, "en")
        demo.sign_in(page, role)
        page.goto(f"{urlsplit(page.url).path}?lang=en")  # whatever they chose in another journey
    _follow(page, watch, found, routes, role)
    for path in found.paths:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang=vi")
        _look(page, watch, found, "vi")
    page.goto(f"{EDITION}/programme?lang=en")  # the choice is remembered: others read English
    context.close()
    return found


def _follow(page: Page, watch: Watch, found: Walk, routes: MapAdapter, role: str) -> None:
    wanted = set(MORE[role])
    ahead = [urlsplit(page.url).path, *MORE[role]]
    while ahead:
        path = ahead.pop(0)
        kind = _kind(routes, urlsplit(path).path)
        is_wanted = path in wanted and path not in found.paths
        if not is_wanted and (kind in found.kinds or _is_elsewhere(kind, role)):
            continue
        page.goto(path)
        found.kinds.add(kind)
        found.paths.append(path)
        _look(page, watch, found, "en")
        links = _links(page)
        if path in FIRST_OF:
            first = str(page.locator(FIRST_OF[path]).first.get_attribute("href"))
            wanted.add(first)
            links.insert(0, first)
        ahead += links


def _is_elsewhere(kind: str, role: str) -> bool:
    """Whether another role's walk shows the same page."""
    if kind in SIGNING_IN:
        return role != "visitor"
    return kind in FILES | LEADING_ON or (kind in PUBLIC and role not in ("visitor", "delegate"))


def _kind(routes: MapAdapter, path: str) -> str:
    try:
        endpoint, _ = routes.match(path)
    except NotFound:
        return NOWHERE
    return str(endpoint)


def _links(page: Page) -> list[str]:
    paths: list[str] = page.locator("body").evaluate(
        "body => [...body.querySelectorAll('a[href]')]"
        ".filter(a => a.origin === location.origin).map(a => a.pathname)"
    )
    return list(dict.fromkeys(paths))


def _look(page: Page, watch: Watch, found: Walk, language: str) -> None:
    where = f"{language} {urlsplit(page.url).path}"
    faults = looked_over(page, axe_in=AXE_IN[language]) + watch.taken()
    if language == "en":
        faults += unmarked(page)
    shown = page.locator("html").get_attribute("lang")
    if shown != language:
        faults.append(f"in {shown}")
    found.faults += [f"{where} {fault}" for fault in faults]
