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
    "draft_code_form": _(
        "“%(session)s” is no code of a session: small letters and digits, joined by hyphens."
    ),
    "draft_code_tells": _(
        "The code “%(session)s” stands in addresses and calendars; a closed session needs one "
        "that tells nothing, four to eight letters and digits."
    ),
    "draft_no_day": _("The edition has no day %(day)s."),
    "draft_no_title": _("Give the session a title in at least one language."),
    "draft_no_room": _("There is no room “%(room)s”."),
    "draft_no_meeting": _("There is no meeting “%(meeting)s”."),
    "draft_time_order": _(
        "The session cannot end at %(end)s when it starts at %(start)s. An end before the start "
        "means the next day, for at most twelve hours."
    ),
    "draft_doors_late": _("The doors cannot open at %(doors)s, after the start at %(start)s."),
    "draft_doors_missing": _("Doors that close need a time at which they open."),
    "draft_doors_close_late": _("The doors cannot close at %(doors)s, after the end at %(end)s."),
    "draft_rule_unknown": _(
        "The audience rule “%(rule)s” names a party, group or session that does not exist."
    ),
    "draft_rule_list": _("The audience rule “%(rule)s” names the list of no meeting."),
    "draft_rule_no_list": _(
        "The audience rule “%(rule)s” counts heads of delegation, but the session has no meeting."
    ),
    "draft_circle": _("The audience of “%(session)s” refers back to itself."),
    "draft_newer": _(
        "Somebody has changed “%(session)s” since you opened it. Look at what it says now; "
        "nothing was overwritten."
    ),
    "draft_published": _(
        "“%(session)s” has been published and stands in calendars: it can only be cancelled."
    ),
    "draft_moved_on": _(
        "“%(session)s” has been changed since; undoing would take that away. Nothing was changed."
    ),
    "no_step_to_undo": _("You have nothing to undo."),
    "no_act_to_undo": _("You have nothing to undo."),
    "nothing_to_redo": _("You have nothing to redo."),
    "nothing_to_publish": _("The draft says nothing new: there is nothing to publish."),
    "audience_unpublished": _(
        "The audience of “%(session)s” is that of “%(other)s”, which is not published: publish "
        "both together."
    ),
    "late_by": _("Choose by how many minutes: %(minutes)s."),
    "session_runs": _("This session runs already."),
    "session_is_cancelled": _("This session is cancelled."),
    "session_ended": _("This session has ended already; undo that first."),
    "session_not_its_time": _("This session is not held at this hour; nothing was changed."),
    "session_not_begun": _("This session has not begun yet."),
    "mark_not_last": _("Something else has been told of this session since; nothing was undone."),
    "no_version": _("There is no version %(version)s of this programme."),
    "version_not_kept": _("What version %(version)s said was not kept yet at that time."),
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
    "access_by delegation": _("By delegation"),
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
    "programme_column_start": _("Starts at"),
    "programme_column_end": _("Ends at"),
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
