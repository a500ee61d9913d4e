"""Setting up the installation."""

import secrets

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.core.ids import CROCKFORD
from eventops.editions.models import Instance


def set_up_instance(db: Db, *, demo: bool) -> Instance:
    """Draw the installation's name once. A demo refuses to run beside real data, and back."""
    instance = db.get(Instance, 1)
    if instance is None:
        name = "".join(secrets.choice(CROCKFORD) for _ in range(8))
        instance = Instance(id=1, name=f"{name}.eventops", demo=demo)
        db.add(instance)
        db.flush()
    if demo and not instance.demo:
        raise Conflict("real_data")
    return instance


def is_demo(db: Db) -> bool:
    """Whether the people here are invented."""
    return bool(db.scalar(sa.select(Instance.demo).where(Instance.id == 1)))
