"""The form of a run of consultations with partners."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from eventops.core.multilingual import said
from eventops.delegations.models import Party
from eventops.delegations.rules import PartyKind
from eventops.portal.programme.act_forms import CHOOSE, MANY, MINUTES, MOST_MINUTES, ActForm, ahead
from eventops.portal.programme.desk import Desk
from eventops.portal.programme.fields import ClockField, RulesField
from eventops.portal.programme.session_forms import (
    NO_RULE,
    NO_SOURCE,
    Needed,
    day_choices,
    room_choices,
)
from eventops.programme.acts import PARTNER, Partner, Pattern, Run, Wishes, partner_run, pattern_of
from eventops.programme.audience import AudienceFault, parse
from eventops.programme.rules import Access
from eventops.web.pages import language
from eventops.web.sentences import say

PARTNER_KINDS = (PartyKind.PARTNER, PartyKind.ORGANISATION)


class PatternField(RulesField):
    """Rules of which some say ``{partner}``; judged as if it were a party."""

    def pre_validate(self, form: Any) -> None:
        """Raises ValidationError with a sentence."""
        text, self.data = self.data, (self.data or "").replace(PARTNER, "PARTNER")
        try:
            super().pre_validate(form)
        finally:
            self.data = text


class PartnersForm(ActForm):
    """The run of consultations with partners."""

    step = "partners"
    shown = ("partners", "meeting", "day", "start", "length", "gap", "room", "titles", "audience")
    partners = SelectMultipleField(_("Partners, in the edition’s order"), **MANY)
    meeting = SelectField(_("Meeting"))
    day = SelectField(_("Day"))
    start = ClockField(_("First start"), [Needed()])
    length = IntegerField(
        _("Minutes each"),
        [InputRequired(MINUTES), NumberRange(5, MOST_MINUTES, _("Between 5 and 720 minutes."))],
        default=40,
    )
    gap = IntegerField(
        _("Minutes between"),
        [InputRequired(MINUTES), NumberRange(0, MOST_MINUTES, _("Between 0 and 720 minutes."))],
        default=5,
    )
    room = SelectField(_("Room"))
    audience = PatternField(_("Audience of each"), [InputRequired(NO_RULE)])

    def validate_partners(self, field: SelectMultipleField) -> None:
        """Raises ValidationError when nobody is chosen."""
        if not field.data:
            raise ValidationError(str(CHOOSE))

    def offer(self, here: Desk) -> None:
        """Partners by protocol; the pattern of the sessions there are already."""
        self.day.choices, self.room.choices = day_choices(here.days), room_choices(here)
        self.partners.choices = [
            (each.code, said(each.name, language())) for each in partners_of(here)
        ]
        self.meeting.choices = [(row.code, row.short_name) for row in here.meetings]
        if self.is_submitted():
            return
        self.day.data = ahead(here)
        known = self._pattern_known(here)
        self.meeting.data = known.meeting if known else None
        for tongue in here.edition.languages:
            field = self[f"title_{tongue}"]
            field.data = known.title.get(tongue, PARTNER) if known else PARTNER
        self.audience.data = "\n".join(known.audience if known else (f"{PARTNER} 1+3",))

    def _pattern_known(self, here: Desk) -> Pattern | None:
        partners = [Partner(each.code, each.name) for each in partners_of(here)]
        meetings = (
            [self.meeting.data] if self.is_submitted() else [row.code for row in here.meetings]
        )
        found = (pattern_of(here.draft, partners, code) for code in meetings)
        return next((pattern for pattern in found if pattern), None)

    def wishes(self, here: Desk) -> Wishes:
        """A consultation with each, in the order of protocol whatever the order of ticks."""
        known, every = self._pattern_known(here), partners_of(here)
        chosen = [
            Partner(each.code, each.name)
            for each in every
            if each.code in (self.partners.data or ())
        ]
        pattern = Pattern(
            title={
                tongue: self[f"title_{tongue}"].line
                for tongue in here.edition.languages
                if self[f"title_{tongue}"].line
            },
            audience=tuple((self.audience.data or "").splitlines()),
            access=known.access if known else Access.RESTRICTED,
            source=known.source if known else NO_SOURCE,
            meeting=self.meeting.data,
            partners=frozenset(each.code for each in every),
        )
        run = Run(
            date.fromisoformat(self.day.data),
            self.start.at,
            self.length.data or 0,
            self.gap.data or 0,
            self.room.data,
        )
        codes = self.minted(here, len(chosen))
        return partner_run(here.draft, chosen, run, pattern, codes=codes, free=here.is_free)

    def facts(self, here: Desk) -> dict[str, Any]:
        return {"count": len(self.partners.data or ())}


def partners_of(here: Desk) -> Sequence[Party]:
    """Whom a consultation may be with, in the order by which conflicts are judged."""
    places = here.kept.ready.facts.parties
    partners = [each for each in here.parties.values() if each.kind in PARTNER_KINDS]
    return sorted(partners, key=lambda each: (places[each.code].place < 0, places[each.code].place))


def rules_of_pattern(form: ActForm) -> list[str]:
    """Lines of the pattern's audience that cannot be read, said."""
    told = []
    for line in (form["audience"].data or "").splitlines() if "audience" in form else ():
        try:
            parse(line.replace(PARTNER, "PARTNER"))
        except AudienceFault as fault:
            told.append(
                say(f"misread_{fault.code}", {"found": fault.found, "position": fault.position + 1})
            )
    return told
