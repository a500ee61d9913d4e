"""What a letter would say to somebody: gaps filled with the edition's facts and invented people."""

from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from eventops.core.multilingual import said
from eventops.delegations.queries import delegations_of
from eventops.portal.letter_queries import StillOpen
from eventops.portal.letters import Office
from eventops.portal.reminders import open_said
from eventops.web.now import now

SAMPLE = "Anna Example"
ASKED = StillOpen(list_open=True, nominated=2, questions=1, photos=3)


def sample(here: Office, language: str) -> dict[str, str]:
    """Gap → what stands there in the preview."""
    delegation = next(iter(delegations_of(here.db, here.edition.id)), None)
    party = said(delegation.party.name, language) if delegation else SAMPLE
    code = delegation.party.code.lower() if delegation else "aa"
    soon = here.moment(now() + timedelta(days=7), language)
    with force_locale(language):
        decisions = (
            f"- {SAMPLE}: {_('accredited; the badge is issued.')}\n"
            f"- {SAMPLE}: {_('a question to answer on the page: %(question)s', question='…')}"
        )
    return {
        **here.general(language),
        "name": SAMPLE,
        "person": SAMPLE,
        "delegation": party,
        "quota": str(delegation.quota) if delegation else "14",
        "deadline": soon,
        "link": here.base_url + "/sign-in/link/…",
        "link_until": soon,
        "page": here.address("portal.delegation", code=code),
        "agenda": here.address("agenda.mine"),
        "open": "\n".join(f"- {line}" for line in open_said(ASKED, language)),
        "decisions": decisions,
        **_news(here, language),
    }


def _news(here: Office, language: str) -> dict[str, str]:
    """What news would say of two sessions."""
    with force_locale(language):
        place = f"…, {here.moment(now() + timedelta(days=1), language)}"
        lines = (_("New in the agenda: %(session)s.", session=place), f"…, {_('Room')}: A → B.")
        return {
            "changes": "\n".join(f"- {line}" for line in lines),
            "calendar": _("What falls into the next two days is attached for your calendar."),
            "without_mail": _("Everybody concerned has been written to."),
            "notice": here.address("portal.change_notice", since="6"),
        }
