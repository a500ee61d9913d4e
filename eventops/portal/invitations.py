"""Invitations to focal points: a letter whose address opens the delegation's page once."""

from datetime import datetime, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from eventops.accounts.models import User
from eventops.accounts.services import make_link
from eventops.accreditation.terms import terms_of
from eventops.core import journal
from eventops.core.clock import real_now
from eventops.delegations.models import Delegation
from eventops.mail.models import Letter
from eventops.portal.letter_queries import about, deadline_of
from eventops.portal.letters import Office, about_delegation, put_out

INVITATION_LIFE = timedelta(days=30)
"""How long an invitation's own address opens the page when there is no deadline."""


def write_invitation(
    here: Office, delegation: Delegation, user: User, *, secret: bytes, by: str, now: datetime
) -> Letter:
    """Invite a focal point, with an address that opens the delegation's page once."""
    db, real = here.db, real_now()
    until = deadline_of(terms_of(db, here.edition.id), delegation.party)
    life = until - now if until is not None and until > now else INVITATION_LIFE
    path = f"/e/{here.edition.slug}/delegations/{delegation.party.code.lower()}"
    link = make_link(db, user, secret=secret, now=real, life=life, next_path=path)
    values = about_delegation(
        here,
        delegation,
        user,
        quota=str(delegation.quota),
        deadline=_until(here, until, user.language),
        link=here.address("accounts.link", token=link.token),
        link_until=here.moment(now + life, user.language),
    )
    subject, body = here.written("invitation", user.language, values)
    journal.record(
        db,
        "focal point invited",
        about(delegation.id),
        by=by,
        now=now,
        edition_id=here.edition.id,
        user=user.id,
    )
    return put_out(db, user.email, subject, body, user.language, "invitation", about(delegation.id))


def _until(here: Office, until: datetime | None, language: str) -> str:
    if until is not None:
        return here.moment(until, language)
    with force_locale(language):
        return str(_("the date that the desk will name"))
