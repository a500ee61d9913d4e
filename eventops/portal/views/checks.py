"""What an officer looks at before deciding, and what an approval has to say of it."""

from dataclasses import dataclass

from flask_babel import gettext as _

from eventops.accounts.access import signed_in_viewer
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import Checks
from eventops.portal.deciding import missing_word, named_other
from eventops.portal.forms import ApprovalForm
from eventops.web.db import db
from eventops.web.sentences import say


@dataclass(frozen=True, slots=True)
class Check:
    """Something an officer looks at."""

    passed: bool
    word: str
    detail: str | None = None


def checks_said(checks: Checks) -> list[Check]:
    """Each of them in words."""
    doubts = " ".join(say(f"photo_{doubt}") for doubt in checks.photo_doubts)
    return [
        Check(
            checks.photo and not doubts,
            _("Photo"),
            doubts if checks.photo else _("There is none yet."),
        ),
        Check(
            checks.position,
            _("Title or post"),
            None if checks.position else _("The party gave none."),
        ),
        Check(
            checks.only_one,
            _("Entered once") if checks.only_one else _("May be entered twice"),
        ),
        Check(
            checks.consent,
            _("Consent on record"),
            None if checks.consent else _("There is none, or it was withdrawn."),
        ),
    ]


def approval_form(found: Registration, checks: Checks) -> ApprovalForm:
    """The approval with what it has to say of this person, and no more."""
    form = ApprovalForm().offer_reasons()
    if not missing_word(photo=checks.photo, consent=checks.consent):
        del form.incomplete
    named = named_other(db(), found, by=signed_in_viewer().actor)
    if named is None:
        del form.instead
    else:
        form.instead.label.text = _("Approve in place of %(name)s", name=named.name)
    return form
