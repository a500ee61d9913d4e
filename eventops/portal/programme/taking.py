"""A file of the programme beside the working draft: what it says, and taking it in as one act."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from eventops.core.db import Db
from eventops.editions.models import Edition
from eventops.portal.programme.carried import Carried
from eventops.portal.spreadsheet.reading import read_rows
from eventops.programme.drafting import edit
from eventops.programme.drafts import Draft, draft_of
from eventops.programme.faults import Fault
from eventops.programme.folder_reading import read_folder, unpacked
from eventops.programme.models import DraftStep
from eventops.programme.outside import Differences, Outside, differences, plan_with
from eventops.programme.plan import EditionPlan, Planned
from eventops.programme.queries import plan_of
from eventops.programme.workbook_reading import read_workbook

ACT = "taken_from_file"
"""The code of the act's sentence, which says ``count``."""


@dataclass(frozen=True)
class Looked:
    """A file compared with the draft as it is now."""

    plan: EditionPlan
    """The edition with every session of the draft, the tray included."""
    draft: Draft
    outside: Outside
    found: Differences | None
    """None when there is any fault."""

    @property
    def sessions(self) -> dict[str, Planned]:
        """What taking the file in would write."""
        codes = self.found.codes if self.found else ()
        return {code: self.outside.sessions[code] for code in codes}


def drafted_plan(db: Db, edition: Edition) -> tuple[EditionPlan, Draft]:
    """The edition as the working draft has it, the tray included."""
    draft = draft_of(db, edition)
    plan = plan_with(plan_of(db, edition.slug), [each.planned for each in draft.sessions])
    return plan, draft


def look_at(db: Db, edition: Edition, content: bytes) -> Looked:
    """Read a file of whichever kind; raises Invalid as the reading of spreadsheets says."""
    plan, draft = drafted_plan(db, edition)
    outside = _read(content, plan)
    if outside.faults:
        return Looked(plan, draft, outside, None)
    parked = [each.code for each in draft.tray]
    return Looked(plan, draft, outside, differences(plan, outside, parked))


def _read(content: bytes, plan: EditionPlan) -> Outside:
    files = unpacked(content) if content.startswith(b"PK") else {}
    if files and not isinstance(files, Fault):
        return read_folder(files, plan)
    if isinstance(files, Fault) and files.code == "zip_bloated":
        return Outside(faults=(files,))
    return read_workbook(read_rows(content), plan, secrets.choice)


def take_in(
    db: Db, edition: Edition, carried: Carried, *, by: str, now: datetime
) -> DraftStep | None:
    """Bring the draft to what a file said, in one step; None when it stands so already.

    Raises as ``programme.drafting.edit``.
    """
    facts = {"count": len(carried.wishes)}
    wishes, seen = carried.wishes, carried.seen
    return edit(db, edition, ACT, wishes, by=by, now=now, seen=seen, facts=facts)
