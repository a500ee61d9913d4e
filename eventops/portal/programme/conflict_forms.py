"""The form that lets a conflict stand."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from eventops.programme.overriding import LONGEST_REASON


class OverrideForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Which conflict, by its situation, and why it may stand."""

    situation = StringField()
    reason = TextAreaField(
        _("Why it may stand"),
        [
            InputRequired(_("Please say why the conflict may stand.")),
            Length(max=LONGEST_REASON, message=_("Please say it in 500 letters at most.")),
        ],
        render_kw={"maxlength": LONGEST_REASON, "rows": 2},
    )

    def on_page(self, situation: str) -> "OverrideForm":
        """Many such forms stand on one page: each field gets an id of its own."""
        self.reason.id = self.reason.label.field_id = f"reason-{situation[:12]}"
        return self
