"""Forms of floaters and pins."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired

from eventops.badges.models import InstrumentKind
from eventops.badges.rules import MOST_AT_ONCE, OPENS
from eventops.web.sentences import say


class MakeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """How many more of which kind."""

    kind = SelectField(_("What"))
    opens = SelectField(_("For which sessions"))
    count = IntegerField(
        _("How many"),
        [InputRequired(_("Give a number."))],
        default=1,
        render_kw={"min": 1, "max": MOST_AT_ONCE, "inputmode": "numeric"},
    )

    def offer(self) -> "MakeForm":
        """Floaters and pins; all sessions, or those of one track."""
        self.kind.choices = [(kind.value, say(kind.value)) for kind in InstrumentKind]
        self.opens.choices = [
            (track, say(f"track_{track}" if track else "floater_opens_all")) for track in OPENS
        ]
        return self
