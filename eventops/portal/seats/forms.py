"""Forms of the seats pages: who takes the seats of one session, and who is named for one."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import SelectField
from wtforms.validators import InputRequired

from eventops.delegations.models import Delegate
from eventops.portal.seats.contents import DelegationSeats
from eventops.portal.substitution_forms import AskedForm, name_of
from eventops.web.sentences import say


class SeatsForm(AskedForm):
    """A choice for each counted seat; ``seats_form`` gives it its fields."""

    count = 0

    def wish(self) -> list[str | None]:
        """Who is to hold each seat; None where it is to stay free."""
        return [self[seat_field(number)].data or None for number in range(self.count)]

    def seats(self) -> list[SelectField]:
        """The fields of the seats, in order."""
        return [self[seat_field(number)] for number in range(self.count)]


def seat_field(number: int) -> str:
    """The name of a seat's field, counted from 0."""
    return f"seat-{number}"


def seats_form(found: DelegationSeats, members: Iterable[Delegate]) -> SeatsForm:
    """The form of one session, filled with who holds the seats now."""

    class Form(SeatsForm):
        """A field for every seat."""

    formula = found.bench.formula if found.bench else None
    count = formula.seats if formula else 0
    for number in range(count):
        leads = bool(formula and formula.head and number == 0)
        label = _("Head of delegation") if leads else _("Seat %(number)s", number=number + 1)
        setattr(Form, seat_field(number), SelectField(label))
    Form.count = count
    known = {
        seat_field(number): sitting.delegate.id if sitting else ""
        for number, sitting in enumerate(found.seats)
    }
    form = Form(data=known)
    form.offer_channels()
    for one in form.seats():
        one.choices = [("", _("stays free")), *_choices(members)]
    return form


class NamingForm(AskedForm):
    """A person named for a closed session."""

    delegate = SelectField(
        lazy_gettext("Who is named"), [InputRequired(lazy_gettext("Choose one."))]
    )

    def offer(self, members: Iterable[Delegate]) -> "NamingForm":
        """Everybody of the delegation."""
        self.offer_channels()
        self.delegate.choices = [("", ""), *_choices(members)]
        return self


def _choices(members: Iterable[Delegate]) -> Sequence[tuple[str, str]]:
    return [(each.id, f"{name_of(each)} · {say(f'function_{each.function}')}") for each in members]
