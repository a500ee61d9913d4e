"""A form sends its reader only to our own pages (security note R1)."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventops.web.redirects import safe_next

OURS = ["/", "/sign-in", "/welcome?next=/sign-in", "/e/little-2030/programme?day=1#now", "/healthz"]
THEIRS = [
    "",
    "//evil",
    "///evil",
    "/\\evil",
    "\\\\evil",
    "\\/evil",
    "https:evil",
    "https://evil/sign-in",
    "https:///sign-in",
    "\t//evil",
    "/\t/evil",
    "/\n/evil",
    "/sign-in\r\nSet-Cookie: a=b",
    "/..//evil",
    "/%2f%2fevil",
    "/%5cevil",
    "javascript:alert(1)",
    "evil",
    "sign-in",
    " /sign-in",
    "?next=/",
    "#",
    "/nowhere",
    "/sign-out",  # only a form may go there
    "/sign-in/",
]


def sent_to(app: Flask, path: str | None) -> str:
    with app.test_request_context("/sign-in"):
        return safe_next(path, "/home")


@pytest.mark.parametrize("path", OURS)
def test_own_page_is_gone_to(app: Flask, path: str) -> None:
    assert sent_to(app, path) == path


@pytest.mark.parametrize("path", [*THEIRS, None])
def test_everything_else_goes_home(app: Flask, path: str | None) -> None:
    assert sent_to(app, path) == "/home"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("/\\.:%2f5c\t\n\r @ehttpsvil?#-in\x00\u2028"), max_size=20))
def test_whatever_is_given_the_answer_stays_here(app: Flask, path: str) -> None:
    found = sent_to(app, path)
    assert found.startswith("/")
    assert found[1:2] not in ("/", "\\")
    assert not any(ord(sign) < 32 for sign in found)


@pytest.mark.parametrize("path", ["//evil", "/\\evil", "https://evil/", "/..//evil"])
def test_sign_in_sends_nobody_to_another_site(app: Flask, path: str) -> None:
    client = app.test_client()
    page = client.get("/sign-in", query_string={"next": path})
    assert page.status_code == 200
    assert f'href="{path}"' not in page.text
