"""What the programme has to say: its situations, its tracks, who is expected.

``as_<function>`` names a function of audience rules within a sentence.
"""

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
    "reserved": _("Reserved"),
    "access_open": _("Open"),
    "access_by_delegation": _("By delegation"),
    "access_restricted": _("Restricted"),
    "access_closed": _("Closed"),
    "status_confirmed": _("Confirmed"),
    "status_tentative": _("To be confirmed"),
    "status_cancelled": _("Cancelled"),
    "programme_title": _("Programme"),
    "programme_empty": _("No sessions are published yet."),
    "programme_as_of_version": _("Programme v%(version)s, as of %(moment)s"),
    "programme_as_of": _("As of %(moment)s"),
    "programme_times_in": _("Times in %(place)s (%(offset)s)"),
    "programme_column_day": _("Date"),
    "programme_column_start": _("Start"),
    "programme_column_end": _("End"),
    "programme_column_title": _("Title"),
    "programme_column_title_second": _("Title in the second language"),
    "programme_column_meeting": _("Meeting"),
    "programme_column_track": _("Track"),
    "programme_column_room": _("Room"),
    "programme_column_venue": _("Venue"),
    "programme_column_access": _("Who may enter"),
    "programme_column_status": _("Status"),
    "programme_column_doors": _("Doors open"),
    "programme_column_illustrative": _("Illustrative"),
    "programme_column_note": _("Note"),
    "programme_column_code": _("Code"),
    "cancelled_title": _("Cancelled: %(title)s"),
    "as_head": _("head of delegation"),
    "as_deputy": _("deputy head"),
    "as_delegate": _("delegate"),
    "as_chair": _("chair"),
    "as_jury": _("member of the jury"),
    "as_interpreter": _("interpreter"),
    "as_messenger": _("messenger"),
    "as_security": _("security officer"),
    "as_technician": _("technician"),
    "as_liaison": _("liaison officer"),
    "as_protocol": _("protocol officer"),
    "as_media": _("media"),
    "as_pool": _("pooled press"),
    "as_accredited": _("accredited press"),
    "as_guest-of-honour": _("guest of honour"),
    "as_prime-minister": _("Prime Minister"),
    "expected_everyone": _("Everyone with a valid badge"),
    "expected_head_plus": _("%(who)s: the head of delegation and %(next)s more"),
    "expected_head": _("%(who)s: the head of delegation"),
    "expected_next": _("%(who)s: %(next)s without the head of delegation"),
    "expected_each": _("%(who)s: %(count)s each"),
    "expected_functions": _("%(who)s: %(functions)s"),
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
