"""What the badge desk has done by this morning: collected, printed, a receipt or two, a reserve."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventops.accounts.models import User
from eventops.accounts.rules import Role
from eventops.accounts.services import ensure_user, grant_role
from eventops.accreditation.models import Registration
from eventops.badges.custody import Taker, hand_over, hand_over_together, mark_lost, mark_printed
from eventops.badges.emergency import make_emergency
from eventops.badges.models import Badge
from eventops.badges.services import reissue_badge
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Delegation, Party
from eventops.editions.models import Edition

MAILBOX = "badges@host.example"
TOGETHER = ("KH", "SG")
"""Parties whose badges one member fetched, on a receipt."""
ALONE = "JP"
"""The party whose people came one by one; one of them lost the badge again."""
PRINTED = ("TH", "BN")
RESERVE = 20
A_FEW = 6


def desk_user(db: Db, edition: Edition, *, by: str, now: datetime) -> User:
    """The account at the badge desk."""
    user = ensure_user(db, MAILBOX, "Demo badge desk", by=by, now=now)
    grant_role(db, user, Role.BADGE_DESK, edition_id=edition.id, by=by, now=now)
    return user


def open_the_desk(
    db: Db, edition: Edition, *, secrets: tuple[bytes, ...], by: str, now: datetime
) -> None:
    """Badges printed and handed over before the doors opened, and the day's emergency badges."""
    desk = f"user:{desk_user(db, edition, by=by, now=now).id}"
    early, today = now - timedelta(hours=1), now.astimezone(ZoneInfo(edition.zone)).date()
    for code in TOGETHER:
        badges = _badges(db, edition, code)[:A_FEW]
        if badges:
            first = badges[0].owner.delegate
            for badge in badges:
                mark_printed(db, badge, by=desk, now=early)
            taker = Taker(f"{first.person.style} {first.person.full_name}".strip(), first.id)
            hand_over_together(db, first.delegation, badges, taker, today=today, by=desk, now=early)
    for badge in _badges(db, edition, ALONE)[:A_FEW]:
        hand_over(db, badge, today=today, by=desk, now=early)
    for code in PRINTED:
        for badge in _badges(db, edition, code):
            mark_printed(db, badge, by=desk, now=early)
    for badge in _badges(db, edition, ALONE)[A_FEW - 1 : A_FEW]:
        mark_lost(db, badge, "mislaid", by=desk, now=now - timedelta(minutes=20))
        reissue_badge(db, badge.owner, secrets=secrets, by=desk, now=now - timedelta(minutes=18))
    if edition.starts_on <= today <= edition.ends_on:
        make_emergency(db, edition, RESERVE, today, secrets=secrets, by=desk, now=early)


def _badges(db: Db, edition: Edition, code: str) -> Sequence[Badge]:
    """A party's badges by rank, with everything that the desk's verbs want."""
    return db.scalars(
        sa.select(Badge)
        .join(Badge.registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .join(Delegate.delegation)
        .join(Delegation.party)
        .where(Badge.edition_id == edition.id, Party.code == code)
        .options(
            contains_eager(Badge.registration)
            .contains_eager(Registration.delegate)
            .options(
                contains_eager(Delegate.person),
                contains_eager(Delegate.delegation).contains_eager(Delegation.party),
            )
        )
        .order_by(Delegate.rank, Badge.serial)
    ).all()
