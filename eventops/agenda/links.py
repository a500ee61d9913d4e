"""One-tap links that subscribe a calendar program to a feed address."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb"


@dataclass(frozen=True, slots=True)
class SubscribeLinks:
    """`plain` is the address itself, for copying, for a QR code and for every other program."""

    apple: str
    google: str
    outlook: str
    plain: str


def subscribe_links(address: str, *, name: str) -> SubscribeLinks:
    """Links for a feed at an absolute http(s) address; `name` is what Outlook will call it.

    The address is secret and two of the links hand it to a third party's site, so they belong
    behind a button the reader presses, never into a prefetch. Raises ValueError for any other
    kind of address.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"https", "http"} or not parts.netloc:
        raise ValueError("a feed needs an absolute http or https address")
    webcal = parts._replace(scheme="webcal").geturl()
    # %20 is a space to every reader of a query, a plus sign only to those that expect a form.
    query = {"url": address, "name": name}
    return SubscribeLinks(
        apple=webcal,
        google=f"{GOOGLE}?{urlencode({'cid': webcal})}",
        outlook=f"{OUTLOOK}?{urlencode(query, quote_via=quote, safe='')}",
        plain=address,
    )
