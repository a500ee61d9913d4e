"""News in words: what it says of one session to those whom it concerns."""

from flask_babel import gettext as _

from eventops.agenda.change_words import Names, said_change, when_said
from eventops.agenda.tellings import Telling
from eventops.core.multilingual import said
from eventops.programme.session_difference import Kind
from eventops.web.pages import language


def telling_said(telling: Telling, names: Names) -> str:
    """One sentence or two, in the reader's language."""
    shown = telling.shown
    when, title = when_said(shown), said(shown[1].title, language())
    if telling.hidden:
        return str(_("No longer in the agenda: a closed session, %(when)s.", when=when))
    if telling.after is None:
        return str(_("No longer in the agenda: %(session)s.", session=f"{title}, {when}"))
    change = said_change(telling.before, telling.after, names)
    if change.kind is Kind.NEW:
        place = f"{title}, {when}, {change.room}"
        return str(_("New in the agenda: %(session)s.", session=place))
    if telling.own:
        moved = _("The place held there has changed.")
        return f"{change.line} {moved}"
    return change.line
