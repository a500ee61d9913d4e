"""Subscribe links of a feed address."""

from urllib.parse import parse_qs, urlsplit

import pytest

from eventops.agenda.links import SubscribeLinks, subscribe_links

ADDRESS = "https://desk.example/feeds/4tq0k2z9.ics?lang=vi"
NAME = "ADGMIN-6: tuần của tôi & khách"


def test_links_of_a_feed() -> None:
    assert subscribe_links(ADDRESS, name="My week") == SubscribeLinks(
        apple="webcal://desk.example/feeds/4tq0k2z9.ics?lang=vi",
        google="https://calendar.google.com/calendar/r"
        "?cid=webcal%3A%2F%2Fdesk.example%2Ffeeds%2F4tq0k2z9.ics%3Flang%3Dvi",
        outlook="https://outlook.office.com/calendar/0/addfromweb"
        "?url=https%3A%2F%2Fdesk.example%2Ffeeds%2F4tq0k2z9.ics%3Flang%3Dvi&name=My%20week",
        plain=ADDRESS,
    )


def test_address_and_name_come_out_of_the_query_as_they_went_in() -> None:
    links = subscribe_links(ADDRESS, name=NAME)
    assert parse_qs(urlsplit(links.outlook).query) == {"url": [ADDRESS], "name": [NAME]}
    assert parse_qs(urlsplit(links.google).query) == {"cid": [links.apple]}


def test_port_of_a_demo_address_is_kept() -> None:
    links = subscribe_links("http://127.0.0.1:8000/f.ics", name="x")
    assert links.apple == "webcal://127.0.0.1:8000/f.ics"


@pytest.mark.parametrize(
    "address", ["/feeds/x.ics", "//desk.example/x.ics", "javascript:alert(1)", "webcal://a/b", ""]
)
def test_address_that_no_program_could_fetch_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="absolute http or https"):
        subscribe_links(address, name="x")
