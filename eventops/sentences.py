"""Every domain's sentences, gathered for the pages and the command line."""

from eventops.accounts.sentences import SENTENCES as ACCOUNTS
from eventops.badges.sentences import SENTENCES as BADGES
from eventops.checkin.sentences import SENTENCES as CHECKIN

TABLES = (
    ACCOUNTS,
    BADGES,
    CHECKIN,
)
