"""What must hold of every screen, asked of the browser that shows it."""

from collections.abc import Collection
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESKTOP = (360, 740), (1280, 800)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

VIOLATIONS = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.any[0]?.message ?? ""}`));
}"""

TOO_WIDE = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const wide = [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > most + 0.5);
  return [`${document.documentElement.scrollWidth} px wide, from ${wide.at(-1)?.outerHTML.slice(0, 120)}`];
}"""

UNMARKED = """() => {
  const here = document.activeElement;
  const marks = (each) => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(each);
    return [outlineStyle, outlineWidth, boxShadow, borderColor].join();
  };
  const silent = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((each) => !each.disabled && each.type !== "hidden" && each.checkVisibility())
    .filter((each) => {
      each.blur();
      const before = marks(each);
      each.focus({ focusVisible: true, preventScroll: true });
      return document.activeElement === each && marks(each) === before;
    });
  if (here instanceof HTMLElement) here.focus({ preventScroll: true });
  return silent.map((each) => `no mark on ${each.outerHTML.slice(0, 120)}`);
}"""


def looked_over(page: Page, *, axe_in: Collection[tuple[tuple[int, int], str]]) -> list[str]:
    """What is wrong with the screen as it stands: every size and theme, axe in those named."""
    faults: list[str] = []
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found = page.evaluate(TOO_WIDE)
            if ((width, height), theme) in axe_in:
                found += page.evaluate(VIOLATIONS)
            faults += [f"{width} {theme}: {fault}" for fault in found]
    return faults


def unmarked(page: Page) -> list[str]:
    """What can be reached by keyboard and does not show it when it is."""
    found: list[str] = page.evaluate(UNMARKED)
    return found


class Watch:
    """Collects what pages report of themselves: errors, broken policies, requests elsewhere."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.host = urlsplit(base).netloc
        self.faults: list[str] = []
        context.on("console", self._said)
        context.on("weberror", lambda fault: self.faults.append(f"error: {fault.error}"))
        context.on("request", self._asked)

    def taken(self) -> list[str]:
        """The faults since the last time."""
        found, self.faults = self.faults, []
        return found

    def _said(self, line: ConsoleMessage) -> None:
        # The browser also reports a page that answers 404 or 422, as it should.
        own_status = line.page is not None and line.location["url"] == line.page.url
        if line.type in ("error", "warning") and not own_status:
            self.faults.append(f"{line.type}: {line.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.faults.append(f"asked another host: {request.url}")
