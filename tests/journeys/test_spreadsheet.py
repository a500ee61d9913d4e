"""A focal point sends a spreadsheet: what is wrong with it, then what it would do, on every screen."""

from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.journeys.demo import EDITION, Demo
from tests.journeys.screens import AXE, DESKTOP, PHONE, Watch, looked_over, unmarked

OWN = f"{EDITION}/delegations/kh"
LOOKS = ((PHONE, "light"), (DESKTOP, "dark"))


def send(page: Page, text: str) -> None:
    page.goto(f"{OWN}/import?lang=en")
    file = FilePayload(name="people.csv", mimeType="text/csv", buffer=text.encode())
    page.set_input_files("#file", files=[file])
    page.get_by_role("button", name="Check the file").click()


def test_faults_and_changes_of_a_file_show_on_every_screen(browser: Browser, demo: Demo) -> None:
    context = browser.new_context(base_url=demo.base, locale="en-GB", reduced_motion="reduce")
    context.add_init_script(path=AXE)
    watch, page = Watch(context, demo.base), context.new_page()
    demo.sign_in(page, "focal point of KH")

    send(page, "Full name,Mail address\nSok Dara,nobody\n")
    expect(page.get_by_text("Row 2, column B (Mail address)")).to_be_visible()
    faults = looked_over(page, axe_in=LOOKS) + unmarked(page) + watch.taken()

    send(page, "Full name,Name in its own script\nSok Dara,សុខ ដារ៉ា\n")
    expect(page.get_by_text("One new person")).to_be_visible()
    faults += looked_over(page, axe_in=LOOKS) + unmarked(page) + watch.taken()
    page.goto(f"{page.url}?lang=vi")
    faults += looked_over(page, axe_in=LOOKS) + watch.taken()
    page.goto(f"{page.url.partition('?')[0]}?lang=en")
    take = page.get_by_role("button", name="Take all of it in")
    take.click()
    expect(page.get_by_role("checkbox")).to_be_focused()
    page.evaluate("document.querySelector('[name=told]').form.noValidate = true")
    take.click()
    expect(page.get_by_role("alert")).to_contain_text("Tell the people first")
    faults += looked_over(page, axe_in=LOOKS) + unmarked(page) + watch.taken()
    page.goto(page.url.replace("/confirmation", "?lang=vi"))
    page.get_by_role("button", name="Bỏ tệp này").click()
    expect(page.locator("#file")).to_be_visible()

    assert faults == []
    context.close()
