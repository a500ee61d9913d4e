"""Commands of accounts; up here, since roles are given for editions, which stand above."""

import click

from eventops.accounts.queries import user_by_email
from eventops.accounts.rules import BUNDLES, Role
from eventops.accounts.services import ensure_user, grant_role, make_link, set_password
from eventops.core import journal
from eventops.core.clock import real_now
from eventops.core.db import Db, open_engine, transaction
from eventops.core.errors import NotFound
from eventops.core.settings import Settings, load
from eventops.delegations.arrangements import name_focal_point
from eventops.delegations.queries import delegations_of
from eventops.editions.queries import edition_by_slug

ROLES = [*BUNDLES, *(role.value for role in Role)]


@click.group("user")
def user_commands() -> None:
    """Accounts. Example: eventops user invite anna@example.org --role organiser"""


@user_commands.command()
@click.argument("email")
@click.option("--role", "role_name", required=True, type=click.Choice(ROLES))
@click.option("--name", default="", help="How they are called; the mailbox when left out.")
@click.option("--edition", "slug", help="Only for this edition; everywhere when left out.")
def invite(email: str, role_name: str, name: str, slug: str | None) -> None:
    """Make an account with a role and print its one-time sign-in address.

    Example: eventops user invite anna@example.org --role organiser
    """
    if "@" not in email:
        raise click.BadParameter("this is not a mail address", param_hint="EMAIL")
    settings, now = load(), real_now()
    with transaction(open_engine(settings.database_url)) as db:
        edition_id = _edition_id(db, slug)
        journal.hold(db, edition_id or journal.GENERAL)  # an edition's before the general one
        user = ensure_user(db, email, name or email, by="cli", now=now)
        for role in BUNDLES.get(role_name) or (Role(role_name),):
            grant_role(db, user, role, edition_id=edition_id, by="cli", now=now)
        _show_address(db, settings, email)


@user_commands.command("focal-point")
@click.argument("email")
@click.option("--edition", "slug", required=True)
@click.option("--delegation", "party", required=True, help="The party's code.")
@click.option("--name", default="", help="How they are called; the mailbox when left out.")
def focal_point(email: str, slug: str, party: str, name: str) -> None:
    """Let a mailbox nominate for a delegation and print its one-time sign-in address.

    Example: eventops user focal-point mfa@example.org --edition my-edition --delegation KH
    """
    settings = load()
    with transaction(open_engine(settings.database_url)) as db:
        edition = edition_by_slug(db, slug)
        for delegation in delegations_of(db, edition.id):
            if delegation.party.code == party.upper():
                name_focal_point(db, delegation, email, name or email, by="cli", now=real_now())
                _show_address(db, settings, email)
                return
        raise NotFound("no_such_delegation", party=party.upper(), edition=slug)


@user_commands.command("sign-in-link")
@click.argument("email")
def sign_in_link(email: str) -> None:
    """Print a one-time sign-in address, for whoever cannot read their mail.

    Example: eventops user sign-in-link anna@example.org
    """
    settings = load()
    with transaction(open_engine(settings.database_url)) as db:
        _show_address(db, settings, email)


@user_commands.command("password")
@click.argument("email")
@click.password_option()
def password_command(email: str, password: str) -> None:
    """Set a password, asked for twice. Example: eventops user password anna@example.org"""
    with transaction(open_engine(load().database_url)) as db:
        user = user_by_email(db, email)
        if user is None:
            raise NotFound("no_user", email=email)
        set_password(db, user, password, by="cli", now=real_now())
    click.echo(f"The password of {email} is set.")


def _show_address(db: Db, settings: Settings, email: str) -> None:
    """The address alone on stdout, so that it can be passed on; a doubt about it beside."""
    user = user_by_email(db, email)
    if user is None:
        raise NotFound("no_user", email=email)
    link = make_link(db, user, secret=settings.secrets[0], now=real_now())
    click.echo(f"{settings.base_url}/sign-in/link/{link.token}")
    if settings.address_note:
        click.echo(settings.address_note, err=True)


def _edition_id(db: Db, slug: str | None) -> str | None:
    return edition_by_slug(db, slug).id if slug else None
