"""What the seats pages have to say: faults of a wish, of a label, of a file."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "seat_twice": _("One person is chosen for two seats. Choose each person once."),
    "too_many_seats": _(
        "The delegation has %(seats)s seats at this session by now. Please look at it again."
    ),
    "no_counted_seats": _("No seats are counted for this delegation at this session."),
    "seats_refused": _(
        "The rules of this session do not let everybody chosen sit there: somebody was taken out "
        "of it. The protocol desk can say more."
    ),
    "seats_as_listed": _("The seats are as the list has them; there is nothing to take back."),
    "not_closed": _("People are named one by one for closed sessions only."),
    "seats_are_counted": _(
        "This delegation has counted seats at the session: say who takes them instead."
    ),
    "named_already": _("This person is named for the session already."),
    "not_named": _("This person is not named for the session."),
    "seat_taken_twice": _("Seat %(seat)s would be two people’s. Give each seat once."),
    "seat_no_session": _("There is no session with the code “%(session)s”."),
    "seat_no_person": _(
        "Nobody is found here by “%(name)s”: reference, or exact name and delegation."
    ),
    "seat_several_people": _(
        "Several people are called “%(name)s”. Give the reference, or the delegation."
    ),
    "seat_person_twice": _("%(name)s stands in row %(first)s already, for the same session."),
    "seat_nobody_named": _("The file needs a column with references, or one with full names."),
    "seats_file_empty": _("There is nobody in the file."),
    "file_send_again": _("The checked file does not belong to this page any more. Send it again."),
    "column_session": _("The session’s code, as the address of its page shows it."),
    "column_name": _("Exact full name; only needed without a reference."),
    "column_seat": _("Label of the seat, such as B-14. Empty: none any more."),
    "column_plate": _("What the plate says. Empty: the person’s name."),
    "sheet_seats_rows": _(
        "All rows are taken in or none; people who are not in the file keep their seats."
    ),
}
