"""What the files of a programme have to say: ``work_<key>`` explains a column of the workbook."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "work_code": _(
        "The session’s code; it never changes. Leave it empty for a new session, which then gets "
        "one. A row that is missing changes nothing."
    ),
    "work_date": _("The day, as 2026-01-15."),
    "work_start": _("The time at the venue, as 08:30."),
    "work_end": _("An end before the start is on the next day."),
    "work_doors": _("When the doors open, if not half an hour before."),
    "work_doors_close": _("When the doors close; only beside a time at which they open."),
    "work_room": _("The room’s code or its name, as below."),
    "work_meeting": _("The meeting’s code or its short name; empty for services."),
    "work_track": _("One of the list."),
    "work_title": _("The title in this language."),
    "work_access": _("One of the list."),
    "work_audience": _("Who is expected: one rule a line, such as “ams 1+4”."),
    "work_status": _("Empty means confirmed. What was published is cancelled, never removed."),
    "work_re_entry": _("Empty means as at the gate."),
    "work_source": _("Where the item comes from."),
    "work_illustrative": _("What is not documented: time, room, session, parted by commas."),
    "work_note": _("For readers, as it is written; it stands in the programme and in calendars."),
    "work_all_or_nothing": _(
        "Send the file on the page “Programme files” of the desk. It says first what would "
        "change; with any fault nothing is taken in."
    ),
    "step_taken_from_file": _("taking in a file (sessions: %(count)s)"),
    "nothing_from_file": _("The draft says so already; nothing was changed."),
    "file_not_kept": _("The file’s contents did not arrive whole. Please send the file again."),
    "file_missing_here": _("Choose a file first."),
    "draft_took_nothing_last": _("Your last act was another one; undo it on its own page."),
    "part_series": _("Series"),
    "part_edition": _("Edition"),
    "part_rule": _("Hours kept free"),
    "part_meeting": _("Meeting"),
    "part_venue": _("Venue"),
    "part_room": _("Room"),
    "part_gate": _("Gate"),
    "part_group": _("Group"),
    "part_party": _("Party"),
    "part_day": _("Day"),
    "part_session": _("Session"),
}
