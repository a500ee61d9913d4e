"""Every domain's sentences, gathered for the pages and the command line."""

from eventops.accounts.sentences import SENTENCES as ACCOUNTS
from eventops.agenda.sentences import SENTENCES as AGENDA
from eventops.badges.sentences import SENTENCES as BADGES
from eventops.demo.sentences import SENTENCES as DEMO
from eventops.programme.sentences import SENTENCES as PROGRAMME

TABLES = (
    ACCOUNTS,
    AGENDA,
    BADGES,
    DEMO,
    PROGRAMME,
)
