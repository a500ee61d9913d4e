"""What the programme desk has to say.

``step_<act>`` names an act within "Undo: …"; ``stands_<standing>`` is a word on a card;
``differs_<key>`` is the name of a key of the text; ``misread_<code>`` says what is wrong with an
audience rule and ``reads_<part>`` how one is read.
"""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "draft_blocked": _(
        "This would bring a conflict that blocks: %(why)s Move the session, or let the conflict "
        "stand with a reason on the page of conflicts. Nothing was published."
    ),
    "past_locked": _(
        "“%(session)s” has begun, or would begin before now; the past is locked. An organiser can "
        "unlock it for a quarter of an hour, with a reason."
    ),
    "past_without_reason": _("Say why the past has to be changed."),
    "not_to_unlock": _("Only an organiser may unlock the past."),
    "act_leaves_day": _("“%(session)s” would begin or open its doors on another day."),
    "run_leaves_day": _("The run would go on after midnight. Begin earlier, or make it shorter."),
    "no_act": _("There is nothing at this address, or nothing that you may see."),
    "drop_blocked": _("It cannot stand there: %(why)s"),
    "clock_unreadable": _("Write the time as 08:30."),
    "clock_missing": _("Write a time."),
    "line_unprintable": _("The text holds a sign that cannot be printed. Write it again."),
    "line_too_long": _("At most %(most)s signs."),
    "rules_missing": _("Write at least one rule, such as: everyone."),
    "rules_too_many": _("At most %(most)s rules."),
    "rules_unreadable": _("A rule cannot be read; see below which one, and why."),
    "step_moved": _("the move of “%(title)s”"),
    "step_edited": _("the change of “%(title)s”"),
    "step_created": _("the new session “%(title)s”"),
    "step_cancelled": _("the cancellation of “%(title)s”"),
    "step_reinstated": _("holding “%(title)s” after all"),
    "step_parked": _("putting “%(title)s” into the tray"),
    "step_copied": _("the copy of “%(title)s”"),
    "step_removed": _("the removal of “%(title)s”"),
    "step_partners": _("the run of %(count)s partner sessions"),
    "step_repeated": _("repeating “%(title)s”"),
    "step_day_shifted": _("moving the programme of %(source)s to %(target)s"),
    "step_rooms_swapped": _("swapping %(one)s and %(other)s"),
    "step_moved_later": _("moving everything after %(after)s by %(minutes)s minutes"),
    "stands_new": _("New"),
    "stands_cancelled": _("Cancelled in the draft"),
    "stands_reinstated": _("Held after all"),
    "stands_moved": _("Moved"),
    "stands_changed": _("Changed"),
    "stands_parked": _("In the tray"),
    "differs_date": _("Day"),
    "differs_meeting": _("Meeting"),
    "differs_track": _("Track"),
    "differs_title": _("Title"),
    "differs_start": _("Starts at"),
    "differs_end": _("Ends at"),
    "differs_doors": _("Doors open"),
    "differs_doors_close": _("Doors close"),
    "differs_room": _("Room"),
    "differs_access": _("Access"),
    "differs_audience": _("Audience"),
    "differs_status": _("Status"),
    "differs_re_entry": _("Re-entry"),
    "differs_source": _("Source"),
    "differs_illustrative": _("Illustrative"),
    "differs_note": _("Note"),
    "re_entry_gate": _("As at its door"),
    "re_entry_free": _("Free: admits again"),
    "re_entry_in-out": _("Exits are scanned"),
    "re_entry_once": _("Once only"),
    "illustrative_time": _("The time"),
    "illustrative_room": _("The room"),
    "illustrative_session": _("The session itself"),
    "misread_empty": _("The rule is empty."),
    "misread_who": _(
        "At sign %(position)s “%(found)s” is neither everyone nor a party, a group, named(…), "
        "tbd(…) or same(…)."
    ),
    "misread_named": _("Write a tag in small letters, such as named(interpreters)."),
    "misread_undecided": _("Write a number and a group, such as tbd(2,members)."),
    "misread_same": _("Write the code of a session, such as same(opening)."),
    "misread_function": _("After the colon a function must stand, such as :chair."),
    "misread_function_twice": _("“%(found)s” stands there twice."),
    "misread_list": _("After @ the code of a meeting must stand, such as @wg-ai."),
    "misread_head": _("“%(found)s” must begin with 0 or 1, for the head of delegation."),
    "misread_number": _("The number %(found)s is too small or too large."),
    "misread_capacity": _(
        "“%(found)s” is no capacity: table, listening, photo, jury, guest, interpreter or duty."
    ),
    "misread_until": _("Write the minutes as until +10m."),
    "misread_item": _("Write the number of an item of the agenda, such as item 1."),
    "misread_unexpected": _("“%(found)s” at sign %(position)s cannot be read here."),
    "reads_removes": _("Taken out, whatever other rules say: %(line)s"),
    "reads_same_as": _("Whoever is expected at “%(title)s”"),
    "reads_named_under": _("People named one by one under the tag “%(tag)s”"),
    "reads_functions": _("of these only: %(functions)s"),
    "reads_on_list": _("by the list of %(list)s"),
    "reads_capacity": _("as: %(capacity)s"),
    "reads_until_minutes": _("for the first %(minutes)s minutes"),
    "reads_for_item": _("for item %(item)s of the agenda"),
}
