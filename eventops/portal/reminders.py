"""Reminders before a deadline: to focal points whose delegation still has something open."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from eventops.accounts.models import User
from eventops.accreditation.terms import terms_of
from eventops.core.clock import domain_now, shift
from eventops.core.db import Db, one_at_a_time
from eventops.delegations.models import Delegation
from eventops.delegations.queries import delegations_of
from eventops.editions.models import Edition
from eventops.editions.queries import editions
from eventops.portal.letter_queries import (
    StillOpen,
    about,
    deadline_of,
    focal_points_by_delegation,
    last_reminded,
    still_open,
)
from eventops.portal.letters import Office, about_delegation, office, put_out

STEPS = (timedelta(days=7), timedelta(days=2))
"""How long before a deadline focal points are reminded."""


def remind_everywhere(db: Db, *, base_url: str) -> int:
    """The job that runs by itself: every edition that is not over; returns letters written."""
    now, written = domain_now(db), 0
    for edition in editions(db):
        if edition.ends_on >= now.date():
            written += write_reminders(office(db, edition, base_url), now=now)
    return written


def write_reminders(here: Office, *, now: datetime, all_open: bool = False) -> int:
    """Remind focal points whose deadline is near and whose delegation has something open.

    Once for each of STEPS; with ``all_open`` everybody before a deadline, at the desk's word.
    Returns how many letters were written.
    """
    db, edition = here.db, here.edition
    one_at_a_time(db, "reminders")  # of workers and desks, the second finds what the first wrote
    terms = terms_of(db, edition.id)
    ahead = any(each.deadline_at and each.deadline_at > now for each in terms.values())
    waiting = still_open(db, edition.id) if ahead else {}
    if not waiting:
        return 0
    readers, reminded = focal_points_by_delegation(db, edition.id), last_reminded(db, edition.id)
    written, ago = 0, shift(db)
    for delegation in _with_party(db, edition, waiting):
        deadline = deadline_of(terms, delegation.party)
        step = _step(deadline, now, all_open=all_open)
        if deadline is None or step is None:
            continue
        begun = deadline - step - ago
        for user in readers.get(delegation.id, ()):
            last = reminded.get((delegation.id, user.email))
            if all_open or last is None or last < begun:
                _write_reminder(here, delegation, user, deadline, waiting[delegation.id])
                written += 1
    return written


def _step(deadline: datetime | None, now: datetime, *, all_open: bool) -> timedelta | None:
    """The step that has begun last; None when the deadline is far away or over."""
    if deadline is None or deadline <= now:
        return None
    begun = [step for step in STEPS if deadline - step <= now]
    return min(begun, default=max(STEPS) if all_open else None)


def _with_party(db: Db, edition: Edition, which: Mapping[str, object]) -> list[Delegation]:
    return [each for each in delegations_of(db, edition.id) if each.id in which]


def _write_reminder(
    here: Office, delegation: Delegation, user: User, deadline: datetime, waiting: StillOpen
) -> None:
    values = about_delegation(
        here,
        delegation,
        user,
        deadline=here.moment(deadline, user.language),
        open="\n".join(f"- {line}" for line in open_said(waiting, user.language)),
    )
    subject, body = here.written("reminder", user.language, values)
    put_out(here.db, user.email, subject, body, user.language, "reminder", about(delegation.id))


def open_said(waiting: StillOpen, language: str) -> list[str]:
    """What is open, line by line."""
    with force_locale(language):
        lines = [
            (
                waiting.nominated,
                ngettext(
                    "%(num)s person is not handed in yet.",
                    "%(num)s people are not handed in yet.",
                    waiting.nominated,
                ),
            ),
            (
                waiting.questions,
                ngettext(
                    "%(num)s question waits for an answer.",
                    "%(num)s questions wait for an answer.",
                    waiting.questions,
                ),
            ),
            (
                waiting.photos,
                ngettext(
                    "%(num)s photo is missing.", "%(num)s photos are missing.", waiting.photos
                ),
            ),
            (waiting.list_open, _("The list is not declared complete.")),
        ]
        return [str(line) for wanted, line in lines if wanted]
