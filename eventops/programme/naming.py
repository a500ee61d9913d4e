"""People named for sessions: letting another entry of the same person stand for them."""

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.programme.models import AudienceChange, Tagging


def pass_namings(db: Db, leaving_id: str, staying_id: str) -> None:
    """Tags and single namings of one delegate go over to another who has not got them."""
    own = list(db.scalars(sa.select(Tagging.tag).where(Tagging.delegate_id == staying_id)))
    db.execute(
        sa.update(Tagging)
        .where(Tagging.delegate_id == leaving_id, Tagging.tag.not_in(own))
        .values(delegate_id=staying_id)
    )
    named = list(
        db.scalars(
            sa.select(AudienceChange.session_id).where(AudienceChange.delegate_id == staying_id)
        )
    )
    db.execute(
        sa.update(AudienceChange)
        .where(AudienceChange.delegate_id == leaving_id, AudienceChange.session_id.not_in(named))
        .values(delegate_id=staying_id)
    )
