"""Every domain's sentences, gathered for the pages and the command line."""

from eventops.accounts.sentences import SENTENCES as ACCOUNTS
from eventops.accreditation.sentences import SENTENCES as ACCREDITATION
from eventops.badges.sentences import SENTENCES as BADGES
from eventops.delegations.sentences import SENTENCES as DELEGATIONS

TABLES = (
    ACCOUNTS,
    ACCREDITATION,
    BADGES,
    DELEGATIONS,
)
