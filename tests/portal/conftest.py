"""The application with the little edition published, and browsers signed in at it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from eventops.accounts.models import User
from eventops.accounts.rules import Role
from eventops.core.clock import set_domain_clock
from eventops.core.db import transaction
from eventops.delegations.arrangements import assign_liaison
from eventops.editions.queries import edition_by_slug
from eventops.editions.services import set_up_instance
from eventops.programme.drafts import Draft, draft_of
from tests.checkin.scene import at
from tests.portal.little import (
    AT,
    BY,
    SLUG,
    delegation_of,
    focal_point,
    officer,
    publish_little,
    sign_in,
)

SignedIn = Callable[..., FlaskClient]
Drafted = Callable[[], Draft]


@pytest.fixture
def little(engine: Engine) -> Engine:
    """The engine of a database that holds the little edition."""
    with transaction(engine) as db:
        publish_little(db)
    return engine


@pytest.fixture
def at_desk(app: Flask, little: Engine) -> SignedIn:
    """Makes a browser of somebody with roles in the edition."""

    def browser(*roles: Role) -> FlaskClient:
        with transaction(little) as db:
            user = officer(db, edition_by_slug(db, SLUG), *roles)
        return sign_in(app.test_client(), little, user)

    return browser


@pytest.fixture
def at_focal_point(app: Flask, little: Engine) -> SignedIn:
    """Makes a browser of a delegation's focal point."""

    def browser(code: str) -> FlaskClient:
        with transaction(little) as db:
            user: User = focal_point(db, code)
        return sign_in(app.test_client(), little, user)

    return browser


@pytest.fixture
def at_liaison(app: Flask, little: Engine) -> SignedIn:
    """Makes a browser of a delegation's liaison officer."""

    def browser(code: str) -> FlaskClient:
        with transaction(little) as db:
            user = officer(db, edition_by_slug(db, SLUG), Role.LIAISON)
            assign_liaison(db, delegation_of(db, code), user, "", by=BY, now=AT)
        return sign_in(app.test_client(), little, user)

    return browser


@pytest.fixture
def monday(little: Engine) -> None:
    """The first day of the conference, half past eight."""
    with transaction(little) as db:
        set_up_instance(db, demo=True)
        set_domain_clock(db, at("08:30"))


@pytest.fixture
def editor(at_desk: SignedIn) -> FlaskClient:
    return at_desk(Role.EDITOR)


@pytest.fixture
def drafted(little: Engine) -> Drafted:
    """Reads the draft as it is stored."""

    def read() -> Draft:
        with transaction(little) as db:
            return draft_of(db, edition_by_slug(db, SLUG))

    return read
