"""Every model, gathered so that the metadata is whole (migrations and tests read it)."""

import eventops.accounts.models
import eventops.accreditation.models
import eventops.agenda.models
import eventops.badges.models
import eventops.checkin.models
import eventops.core.clock
import eventops.core.journal
import eventops.delegations.models
import eventops.editions.models
import eventops.mail.models
import eventops.programme.models
from eventops.core.db import Base

__all__ = ["Base", "eventops"]
METADATA = Base.metadata
