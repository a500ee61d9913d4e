"""Every page of every role, on phone and desk, light and dark, in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.journeys.demo import EDITION, ROOT, Demo

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = (360, 740), (1280, 800)


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page."""

    size: tuple[int, int]
    scheme: Literal["dark", "light"]
    language: str


LOOKS = (
    Look(PHONE, "light", "en"),
    Look(PHONE, "dark", "vi"),
    Look(DESK, "dark", "en"),
    Look(DESK, "light", "vi"),
)

PAGES: dict[str, tuple[str, ...]] = {
    "": (
        f"{EDITION}/programme/2026-01-14",
        f"{EDITION}/programme/2026-01-15",
        f"{EDITION}/sessions/opening",
        "/sign-in",
        "/sign-in/password",
        "/sign-in/code",
        "/nothing/here",
        "/door",
    ),
    "organiser": (
        f"{EDITION}/desk/",
        f"{EDITION}/desk/delegations",
        f"{EDITION}/delegations/bn",
    ),
    "accreditation officer": (f"{EDITION}/desk/accreditation",),
    "focal point of KH": (f"{EDITION}/delegations/kh", f"{EDITION}/delegations/kh/people/new"),
    "delegate": (f"{EDITION}/agenda", f"{EDITION}/agenda/calendar", f"{EDITION}/badge"),
}

NARROW_ENOUGH = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
FAULTS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .map(found => found.id + ': ' + found.nodes.map(node => node.target.join(' ')).join(', '))"""


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look.size[0]}-{look.scheme}-{look.language}")
def look(request: pytest.FixtureRequest) -> Look:
    found: Look = request.param
    return found


@pytest.fixture
def pages(browser: Browser, demo: Demo, look: Look) -> Iterator[dict[str, Page]]:
    """A page for each role, signed in."""
    width, height = look.size
    found, contexts = {}, []
    for role in PAGES:
        context = browser.new_context(
            base_url=demo.base,
            viewport={"width": width, "height": height},
            color_scheme=look.scheme,
        )
        context.add_cookies([{"name": "language", "value": look.language, "url": demo.base}])
        contexts.append(context)
        found[role] = context.new_page()
        if role:
            demo.sign_in(found[role], role)
    yield found
    for context in contexts:
        context.close()


def test_pages_fit_obey_the_policy_and_are_accessible(
    pages: dict[str, Page], demo: Demo, look: Look
) -> None:
    wrong: list[str] = []
    axe = AXE.read_text(encoding="utf-8")
    for role, page in pages.items():
        seen: list[str] = []
        listen(page, demo, seen)
        for path in PAGES[role]:
            page.goto(path)
            if not page.evaluate(NARROW_ENOUGH):
                seen.append("scrolls sideways")
            if page.locator("html").get_attribute("lang") != look.language:
                seen.append("speaks another language")
            page.evaluate(axe)
            seen += page.evaluate(FAULTS)
            wrong += [f"{role or 'anyone'} {path}: {what}" for what in seen]
            seen.clear()
    assert wrong == []


def listen(page: Page, demo: Demo, seen: list[str]) -> None:
    """Note what the browser complains of, and what is asked of other hosts."""

    def console(line: ConsoleMessage) -> None:
        if line.type in ("error", "warning") and "404 (NOT FOUND)" not in line.text:
            seen.append(line.text)

    def asked(request: Request) -> None:
        if not request.url.startswith((demo.base, "data:", "blob:")):
            seen.append(request.url)

    page.on("console", console)
    page.on("request", asked)
    page.on("pageerror", lambda fault: seen.append(str(fault)))
