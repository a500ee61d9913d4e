"""An organiser sends the programme back edited: its faults, what it would do, and undone again."""

from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.journeys.demo import EDITION, Demo
from tests.journeys.screens import AXE, DESKTOP, PHONE, Watch, looked_over, unmarked

FILES = f"{EDITION}/desk/programme/files"
LOOKS = ((PHONE, "light"), (DESKTOP, "dark"))


def send(page: Page, text: str, language: str) -> None:
    page.goto(f"{FILES}?lang={language}")
    file = FilePayload(name="programme.csv", mimeType="text/csv", buffer=text.encode())
    page.set_input_files("#file", files=[file])
    page.locator("main form button").click()


def test_faults_and_differences_of_a_programme_show_on_every_screen(
    browser: Browser, demo: Demo
) -> None:
    context = browser.new_context(base_url=demo.base, locale="en-GB", reduced_motion="reduce")
    context.add_init_script(path=AXE)
    watch, page = Watch(context, demo.base), context.new_page()
    demo.sign_in(page, "organiser")
    faults: list[str] = []
    # A session of tomorrow: what has begun by the demo's clock is locked.
    for language in ("en", "vi"):
        send(page, "Code,Start,Room\nopening,noon,attic\n", language)
        expect(page.get_by_role("alert")).to_contain_text("grand-hall")
        faults += looked_over(page, axe_in=LOOKS) + unmarked(page) + watch.taken()
        send(page, "Code,Start,Room\nplus-one-us,12h50,plenary-hall\n", language)
        expect(page.get_by_text("13:00 → 12:50")).to_be_visible()
        faults += looked_over(page, axe_in=LOOKS) + unmarked(page) + watch.taken()
    page.get_by_role("button", name="Đưa toàn bộ vào bản thảo").click()
    expect(page.get_by_text("Đã đưa 1 phiên vào bản thảo")).to_be_visible()
    faults += looked_over(page, axe_in=LOOKS) + unmarked(page) + watch.taken()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("#file")).to_be_visible()
    page.goto(f"{EDITION}/programme?lang=en")  # the choice is remembered: others read English
    assert faults == []
    context.close()
