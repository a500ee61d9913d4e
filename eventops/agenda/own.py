"""Whose pages these are: the one person of the edition that the viewer speaks for."""

from dataclasses import dataclass

from flask import g

from eventops.accounts.access import signed_in_viewer, viewer
from eventops.accreditation.queries import one_of_each
from eventops.core.errors import NotFound
from eventops.delegations.models import Delegate, Party
from eventops.web.db import db


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who stands at the head of a page or on a badge."""

    style: str
    name: str
    own_script: str
    own_lang: str
    function: str
    party: Party


class SeveralPeople(Exception):
    """Several people share the viewer's mailbox, and nobody was chosen yet."""


def own_delegate() -> Delegate:
    """The viewer as a delegate of the address's edition, with person, delegation and party.

    Raises SignInNeeded, SeveralPeople, and NotFound ``nobody_here``.
    """
    found = _people()
    if not found:
        raise NotFound("nobody_here")
    if len(found) > 1:
        raise SeveralPeople
    return found[0]


def own_delegate_if_any() -> Delegate | None:
    """The same for pages that do not need it: None for strangers, nobody and several."""
    found = _people() if viewer() is not None else []
    return found[0] if len(found) == 1 else None


def _people() -> list[Delegate]:
    """Those of the mailbox; the chosen one alone when a choice was made here."""
    asking = signed_in_viewer()
    people = one_of_each(db(), g.edition.id, asking.email)
    chosen = [each for each in people if each.person_id == asking.person_id]
    return chosen or people


def bearer_of(delegate: Delegate) -> Bearer:
    """A delegate as pages name them, in the order and case of the name's owner."""
    person = delegate.person
    return Bearer(
        style=person.style,
        name=person.full_name,
        own_script=person.own_script,
        own_lang=person.own_language,
        function=delegate.function,
        party=delegate.delegation.party,
    )
