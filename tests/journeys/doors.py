"""What door staff do on the scanner's page, and what they then see."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

WAIT = 20_000.0
"""Milliseconds for an answer: a film may have to come round first."""


@dataclass(frozen=True)
class Shown:
    """A whole-screen answer, line by line, and whether a photo came with it."""

    answer: str
    lines: tuple[str, ...]
    photo: bool = False


def part(name: str) -> str:
    return f"[data-part={name}]"


def enrol(page: Page, address: str) -> None:
    """Turn the browser into a door by that address."""
    page.goto(address)
    page.get_by_role("button", name="Enrol this device").click()
    page.wait_for_url(re.compile("/door$"))


def stand_at(page: Page, gate: str) -> None:
    """Choose the gate, changing from another one where need be."""
    listed = page.locator(f"[data-gate={gate}]")
    change = page.locator(part("change-gate"))
    expect(listed.or_(change).locator("visible=true").first).to_be_visible()
    if change.is_visible():
        change.click()
    listed.click()
    expect(page.locator(part("ready"))).to_be_visible()


def door_at(page: Page, address: str, gate: str) -> None:
    enrol(page, address)
    stand_at(page, gate)


def answered(page: Page, answer: str, photo: bool = False) -> Shown:
    """Wait for that answer on the whole screen, and for its photo if one is to come."""
    screen = page.locator(f"{part('answer')}[data-answer={answer}]")
    expect(screen).to_be_visible(timeout=WAIT)
    if photo:
        # A touch holds the screen, which an admitted guest would otherwise leave in two seconds.
        screen.dispatch_event("pointerdown")
        picture = page.locator(f"{part('photo')} img")
        expect(picture).to_be_visible()
        loaded = picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
        assert loaded is True
    lines = tuple(line for line in screen.inner_text().split("\n") if line.strip())
    return Shown(answer, lines, photo)


def next_guest(page: Page) -> None:
    page.locator(part("next")).click()
    expect(page.locator(part("answer"))).to_be_hidden()


def type_serial(page: Page, serial: str) -> None:
    page.get_by_label("Serial under the code").fill(serial)
    page.keyboard.press("Enter")


def wedge(page: Page, code: str) -> None:
    """A keyboard scanner reads the code."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def kept_scans(page: Page) -> list[str]:
    """Ids of the scans that the tablet keeps until a server has answered."""
    kept: list[str] = page.evaluate(
        "JSON.parse(localStorage['eventops.door.outbox'] ?? '[]').map(row => row.id)"
    )
    return kept
