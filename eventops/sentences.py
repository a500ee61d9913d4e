"""Every domain's sentences, gathered for the pages and the command line."""

from eventops.accounts.sentences import SENTENCES as ACCOUNTS
from eventops.accreditation.sentences import SENTENCES as ACCREDITATION
from eventops.agenda.sentences import SENTENCES as AGENDA
from eventops.badges.sentences import SENTENCES as BADGES
from eventops.checkin.sentences import SENTENCES as CHECKIN
from eventops.dashboard.sentences import SENTENCES as DASHBOARD
from eventops.delegations.sentences import SENTENCES as DELEGATIONS
from eventops.editions.sentences import SENTENCES as EDITIONS
from eventops.mail.sentences import SENTENCES as MAIL
from eventops.portal.lists.sentences import SENTENCES as LISTS
from eventops.portal.programme.file_sentences import SENTENCES as PROGRAMME_FILES
from eventops.portal.programme.sentences import SENTENCES as PROGRAMME_DESK
from eventops.portal.seats.sentences import SENTENCES as SEATS
from eventops.portal.sentences import SENTENCES as PORTAL
from eventops.programme.conflict_sentences import SENTENCES as CONFLICTS
from eventops.programme.sentences import SENTENCES as PROGRAMME

TABLES = (
    ACCOUNTS,
    ACCREDITATION,
    AGENDA,
    BADGES,
    DELEGATIONS,
    CHECKIN,
    CONFLICTS,
    DASHBOARD,
    EDITIONS,
    LISTS,
    MAIL,
    PORTAL,
    PROGRAMME,
    PROGRAMME_FILES,
    SEATS,
    PROGRAMME_DESK,
)
