"""The scanner's page and the one-time address that turns a browser into a door."""

from flask import Blueprint, render_template, url_for

from eventops.accounts.access import ANYONE, may_enter
from eventops.checkin.queries import may_be_used_again
from eventops.web.db import db
from eventops.web.headers import scanner_page, secret_address
from eventops.web.installation import settings

pages = Blueprint("door", __name__)
API = "/api/v1"


@pages.get("/door")
@may_enter(ANYONE)
def scanner() -> str:
    """The scanner. It holds no names; what it may ask, its device's token decides."""
    scanner_page()
    return render_template("checkin/door.html", api_base=API)


@pages.get("/door/enrol/<secret>")
@may_enter(ANYONE)
def enrolment(secret: str) -> str:
    """Opening the address uses nothing up; the button on it does."""
    secret_address()
    return render_template(
        "checkin/enrol.html",
        api_base=API,
        secret=secret,
        door_url=url_for("door.scanner"),
        again=settings().env == "demo" and may_be_used_again(db(), secret),
    )
