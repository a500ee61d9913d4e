"""Forms of what the desk arranges: places, papers, contacts, terms."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, EmailField, SelectField, StringField, TelField
from wtforms.validators import InputRequired, Optional

from eventops.accounts.models import User
from eventops.accreditation.rules import Category
from eventops.accreditation.terms import Terms
from eventops.core.errors import Invalid
from eventops.delegations.arrangements import LONGEST_NOTE, LONGEST_NUMBER, MOST_PLACES
from eventops.delegations.drafts import LONGEST_MAILBOX, LONGEST_NAME
from eventops.delegations.quota import Lines
from eventops.delegations.rules import DocumentKind
from eventops.portal.places import Places, PlacesLine
from eventops.web.pages import LANGUAGES
from eventops.web.sentences import say

MOST_DIGITS = 6
DIGITS = {"inputmode": "numeric", "autocomplete": "off", "size": 6, "maxlength": MOST_DIGITS}
END_OF_DAY = time(23, 59)


class PlacesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A delegation's places; ``for_places`` gives it a field for every line."""

    def whole(self) -> int:
        """Places in all. Raises Invalid ``places_unlikely``, as ``lines`` does."""
        return _number(self["total"].data, "total")

    def lines(self, places: Places) -> Lines:
        """What was said of categories and levels; an empty field says nothing."""
        return {
            (each.scope, each.key): _number(self[each.code].data, each.code)
            for each in places.lines
            if each.scope is not None and (self[each.code].data or "").strip()
        }


def places_form(places: Places) -> PlacesForm:
    """The form for these lines, filled with what is said of them now."""

    class Form(PlacesForm):
        """A field for every line."""

    for line in places.lines:
        needed = [InputRequired(say("places_unlikely", {"most": MOST_PLACES}))]
        asked = [] if line.scope else needed
        setattr(Form, line.code, StringField(line_word(line), asked, render_kw=DIGITS))
    known = {each.code: "" if each.places is None else str(each.places) for each in places.lines}
    return Form(data=known)


def line_word(line: PlacesLine) -> str:
    """What a line counts."""
    return say(f"{line.scope.value}_{line.key}" if line.scope else "places_whole")


def _number(text: str | None, field: str) -> int:
    told = (text or "").strip()
    if not (told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS):
        raise Invalid("places_unlikely", field=field, most=MOST_PLACES)
    return int(told)


class ContactForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A person by name and mailbox; the sense of it is judged by the services."""

    name = StringField(
        _("Full name"),
        [InputRequired(_("Write the full name."))],
        render_kw={"maxlength": LONGEST_NAME, "autocomplete": "off"},
    )
    email = EmailField(
        _("Mail address"),
        [InputRequired(_("Write the mail address."))],
        render_kw={"maxlength": LONGEST_MAILBOX, "autocomplete": "off"},
    )
    language = SelectField(
        _("Language of letters"),
        choices=[("", _("as they read our pages; English at first")), *LANGUAGES.items()],
    )


class LiaisonForm(ContactForm):
    """The host's officer, with the telephone that the delegation may call."""

    phone = TelField(_("Telephone"), render_kw={"maxlength": LONGEST_NUMBER, "autocomplete": "off"})


class PaperForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A paper that has arrived."""

    kind = SelectField(_("Paper"))
    number = StringField(
        _("Number"), render_kw={"maxlength": LONGEST_NUMBER, "autocomplete": "off"}
    )
    dated = DateField(_("Dated"), [Optional()])
    note = StringField(_("Remark"), render_kw={"maxlength": LONGEST_NOTE, "autocomplete": "off"})

    def offer_kinds(self) -> "PaperForm":
        """The kinds of paper in the reader's language."""
        self.kind.choices = [(kind.value, say(f"document_{kind.value}")) for kind in DocumentKind]
        return self


class TermsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What holds for each category; ``terms_form`` gives it four fields for each."""

    def told(self, category: Category, officers: Iterable[User], zone: ZoneInfo) -> Terms:
        """What was said of a category, on the venue's clock; a day without an hour ends at its end.

        Raises Invalid ``deadline_unreadable`` or ``not_an_officer``.
        """
        code = category.value
        known = {user.id: user for user in officers}
        chosen = self[f"{code}-officer"].data
        if chosen and chosen not in known:
            raise Invalid("not_an_officer", field=f"{code}-officer")
        return Terms(
            category,
            _deadline(self[f"{code}-day"].data, self[f"{code}-hour"].data, code, zone),
            known.get(chosen),
            bool(self[f"{code}-walk_in"].data),
        )


def _deadline(day: str | None, hour: str | None, code: str, zone: ZoneInfo) -> datetime | None:
    day, hour = (day or "").strip(), (hour or "").strip()
    if not day:
        return None
    try:
        on = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=zone)
        at = datetime.strptime(hour, "%H:%M").time() if hour else END_OF_DAY
    except ValueError as fault:
        raise Invalid("deadline_unreadable", field=f"{code}-day") from fault
    return on.replace(hour=at.hour, minute=at.minute)


def terms_form(terms: Iterable[Terms], officers: Sequence[User], zone: ZoneInfo) -> TermsForm:
    """The form for every category, filled with what holds now."""

    class Form(TermsForm):
        """Four fields for every category."""

    known: dict[str, object] = {}
    choices = [("", str(_("Accreditation officers in general")))]
    choices += [(user.id, user.name) for user in officers]
    for each in terms:
        code, deadline = each.category.value, each.deadline_at and each.deadline_at.astimezone(zone)
        setattr(Form, f"{code}-day", StringField(_("Last day"), render_kw={"type": "date"}))
        setattr(Form, f"{code}-hour", StringField(_("Hour"), render_kw={"type": "time"}))
        setattr(
            Form,
            f"{code}-officer",
            SelectField(_("Who decides on late names"), validate_choice=False),
        )
        setattr(Form, f"{code}-walk_in", BooleanField(_("May be registered on site")))
        known |= {
            f"{code}-day": f"{deadline:%Y-%m-%d}" if deadline else "",
            f"{code}-hour": f"{deadline:%H:%M}" if deadline else "",
            f"{code}-officer": each.officer.id if each.officer else "",
            f"{code}-walk_in": each.walk_in,
        }
    form = Form(data=known)
    for category in Category:
        form[f"{category.value}-officer"].choices = choices
    return form
