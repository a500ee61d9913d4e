"""What the programme has to say: its situations, its tracks, who is expected."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "no_session": _("There is nothing at this address, or nothing that you may see."),
    "sessions_vanish": _(
        "Sessions once published cannot be left out, since calendars hold them: %(codes)s. Keep "
        'them in the text with status = "cancelled".'
    ),
    "still_in_use": _(
        "The text leaves out a room, meeting, gate or party that something still refers to; "
        "nothing was published."
    ),
    "no_day": _("The programme has no such day."),
    "track_ministers": _("Ministers"),
    "track_officials": _("Senior officials"),
    "track_wg": _("Working group"),
    "track_partner": _("With partners"),
    "track_bilateral": _("Bilateral"),
    "track_ceremony": _("Ceremony"),
    "track_side": _("Side event"),
    "track_social": _("Social"),
    "track_service": _("Service"),
    "all_illustrative": _("This session is illustrative."),
    "time_and_room_illustrative": _("Time and room are illustrative."),
    "time_illustrative": _("The time is illustrative."),
    "room_illustrative": _("The room is illustrative."),
    "cancelled_title": _("Cancelled: %(title)s"),
    "expected_everyone": _("Everyone with a valid badge"),
    "expected_head_plus": _("%(who)s: the head of delegation and %(next)s more"),
    "expected_head": _("%(who)s: the head of delegation"),
    "expected_next": _("%(who)s: %(next)s without the head of delegation"),
    "expected_each": _("%(who)s: %(count)s each"),
    "expected_some": _("%(who)s: some of its people"),
    "expected_named": _("People named one by one"),
    "expected_undecided": _("%(who)s: %(count)s to be chosen"),
}


def illustration(marks: list[str]) -> str | None:
    """The code of the sentence that says what of a session is not documented."""
    if "session" in marks:
        return "all_illustrative"
    if "time" in marks and "room" in marks:
        return "time_and_room_illustrative"
    if "time" in marks:
        return "time_illustrative"
    return "room_illustrative" if "room" in marks else None
