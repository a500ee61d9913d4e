"""Forms of a substitution: who for whom, who asked, and why."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from eventops.agenda.asking import LONGEST_ASKER, LONGEST_REASON, Request
from eventops.agenda.reasons import capacity
from eventops.agenda.rules import AskedBy
from eventops.delegations.models import Delegate
from eventops.portal.standing_in import Table
from eventops.web.pages import zone
from eventops.web.sentences import say

MINUTES = "%Y-%m-%dT%H:%M"
CHOOSE = InputRequired(_("Choose one."))


class AskedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The trail that every substitution has."""

    asked_by = StringField(
        _("Asked for by"),
        [InputRequired(_("Write who asked for it: name and function."))],
        render_kw={"maxlength": LONGEST_ASKER, "autocomplete": "off"},
    )
    channel = SelectField(_("How it was asked for"))
    reason = TextAreaField(
        _("Reason"),
        [InputRequired(_("Write why; it stands in the record."))],
        render_kw={"maxlength": LONGEST_REASON, "rows": 2},
    )

    def offer_channels(self) -> None:
        """In person, by telephone and so on."""
        self.channel.choices = [(each.value, say(f"asked_{each.value}")) for each in AskedBy]

    def request(self) -> Request:
        """What was written, for the services to judge."""
        return Request(self.asked_by.data or "", AskedBy(self.channel.data), self.reason.data or "")


class ReplacementForm(AskedForm):
    """One person for another at one session."""

    leaving = RadioField(_("Who gives the place up"), [CHOOSE])
    entering = SelectField(_("Who enters"), [CHOOSE])

    def offer(self, table: Table) -> "ReplacementForm":
        """Those who hold a place, and those who could take one."""
        self.offer_channels()
        self.leaving.choices = [
            (each.delegate.id, f"{name_of(each.delegate)} · {capacity(each.entitlement)}")
            for each in table.holders
        ]
        self.entering.choices = _people(table.others)
        return self


class AlternateForm(AskedForm):
    """Another head for a meeting, from a time on; times stand on the venue's clock."""

    entering = SelectField(_("Who leads from then on"), [CHOOSE])
    begins = DateTimeLocalField(
        _("From"), [InputRequired(_("Give day and time."))], format=[MINUTES]
    )
    until = DateTimeLocalField(_("Until"), [Optional()], format=[MINUTES])

    def offer(self, members: Iterable[Delegate]) -> "AlternateForm":
        """Everybody of the delegation."""
        self.offer_channels()
        self.entering.choices = _people(members)
        return self

    def times(self) -> tuple[datetime, datetime | None]:
        """From and until as instants; asked for after the form was found complete."""
        begins, until = self.begins.data, self.until.data
        if begins is None:
            raise ValueError("a form without a beginning is not complete")
        return begins.replace(tzinfo=zone()), until.replace(tzinfo=zone()) if until else None


def name_of(delegate: Delegate) -> str:
    """Style and full name."""
    return f"{delegate.person.style} {delegate.person.full_name}".strip()


def _people(delegates: Iterable[Delegate]) -> Sequence[tuple[str, str]]:
    named = [
        (each.id, f"{name_of(each)} · {say(f'function_{each.function}')}") for each in delegates
    ]
    return [("", ""), *named]
