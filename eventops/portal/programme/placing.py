"""Putting sessions where they are wished: what blocks is refused, or let stand with a reason."""

from collections.abc import Mapping
from typing import Any

from eventops.core.errors import Conflict
from eventops.portal.programme.desk import Desk
from eventops.portal.programme.weighing import of_wishes
from eventops.programme.acting import act
from eventops.programme.drafting import Wish, hold_draft
from eventops.programme.models import DraftStep
from eventops.programme.overriding import override_conflict
from eventops.web.db import db


def put(
    here: Desk,
    what: str,
    wishes: Mapping[str, Wish | None],
    *,
    seen: Mapping[str, str] | None,
    facts: Mapping[str, Any],
    reason: str = "",
) -> DraftStep | None:
    """One act on the draft. A reason lets every blocking conflict stand that the act would make.

    Raises as ``acting.act`` does, and Conflict ``drop_blocked`` with the sentences of what blocks.
    Of a refused act nothing stays.
    """
    hold_draft(db(), here.edition)
    here.judge_from_now()
    told: dict[str, Any] = {"by": here.by, "now": here.now}
    with db().begin_nested():
        step = act(db(), here.edition, what, wishes, seen=seen, facts=facts, **told)
        blocking = [each for each in of_wishes(here, wishes) if each.blocks] if step else []
        if blocking and not reason:
            raise Conflict("drop_blocked", why=" ".join(each.why for each in blocking))
        for each in blocking:
            override_conflict(db(), here.edition, each.conflict, reason=reason, **told)
    return step
