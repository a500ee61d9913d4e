"""Why a session stands in an agenda or does not: one catalogue for pages, calendars and lists.

``why_<reason>`` belongs to each reason of entitlement.py, ``capacity_<code>`` says in what quality
somebody comes.
"""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "why_head_of": _("You lead the delegation of %(party)s here."),
    "why_seat_of": _("You hold seat %(seat)s of the %(head)s + %(next)s of %(party)s."),
    "why_function_seat": _("You come for %(party)s as %(function)s."),
    "why_named": _("You are named for this session."),
    "why_on_duty": _("You are on duty here as %(function)s."),
    "why_invited": _("%(party)s is invited."),
    "why_any_badge": _("Open to every badge."),
    "why_reserve": _(
        "The %(head)s + %(next)s of %(party)s are taken before you. Come with the delegation’s "
        "floater, or take a seat left free."
    ),
    "why_reserve_head": _("Only the head of delegation is expected."),
    "why_reserve_none": _("Only the %(head)s + %(next)s of %(party)s are expected."),
    "why_reserve_function": _(
        "%(party)s already sends somebody else as %(function)s. You may take a seat left free."
    ),
    "why_not_on_list": _(
        "You are not on the list of %(party)s for %(meeting)s. Your focal point can put you there."
    ),
    "why_closed_not_named": _(
        "This session is closed, and you are not among those named for it. The protocol desk can "
        "say more."
    ),
    "why_removed": _("You were taken out of this session. The protocol desk can say more."),
    "why_replaced": _("Somebody else of %(party)s takes your place here."),
    "why_instead": _("You come in the place of a colleague."),
    "why_not_invited": _("%(party)s is not invited to this session."),
    "why_photo_until": _("For photographs, until %(time)s."),
    "why_item": _("For item %(item)s of the agenda only."),
    "why_own_seat": _("Your seat: %(seat)s."),
    "why_own_plate": _("Your name plate: %(plate)s."),
    "no_longer_yours": _("No longer in your agenda"),
    "no_news": _("There is nothing at this address, or nothing that you may see."),
    "news_gone_out": _("The news has gone out already; publish a correction instead."),
    "news_withdrawn": _("The news was withdrawn already."),
    "no_substitution": _("There is nothing at this address, or nothing that you may see."),
    "no_task": _("There is no such task."),
    "not_your_task": _("This task is somebody else’s to tick: its owner’s, or the desk’s."),
    "same_person": _("Choose somebody else: a person cannot take their own place."),
    "asker_missing": _("Write who asked for it: name and function."),
    "reason_missing": _("Write why; it stands in the record."),
    "session_over": _("This session is over or was cancelled; its places stay as they were."),
    "leaving_has_no_place": _("This person has no place at the session that could be taken."),
    "entering_has_place": _("The person who enters has as good a place at this session already."),
    "entering_left": _(
        "The person who enters is no longer in the delegation: refused or withdrawn."
    ),
    "entering_may_not": _(
        "The person who enters was taken out of this session. The protocol desk can say more."
    ),
    "is_head": _("This person is head of delegation at that time already."),
    "begin_too_old": _("The time lies more than a day back. Enter it from today on."),
    "until_too_early": _("The end lies before the beginning, or in the past."),
    "undo_later_first": _("A later substitution builds on this one. Undo the later one first."),
    "undone_already": _("This substitution was undone; nothing has to follow it."),
    "task_badge": _("Hand over the badge"),
    "task_pin": _("Hand over the head of delegation’s pin"),
    "task_seat": _("Change the seat at the table"),
    "task_plate": _("Change the name plate"),
    "task_speakers": _("Change the list of speakers"),
    "task_interpreter": _("Tell the interpreter"),
    "task_chair": _("Tell the Chair"),
    "asked_in_person": _("In person"),
    "asked_phone": _("By telephone"),
    "asked_mail": _("By mail"),
    "asked_note_verbale": _("By note verbale"),
    "asked_page": _("On this page"),
    "this_meeting": _("this meeting"),
    "head_here": _("head of delegation"),
    "capacity_table": _("seat at the table"),
    "capacity_listening": _("seat to listen"),
    "capacity_photo": _("for photographs"),
    "capacity_jury": _("member of the jury"),
    "capacity_guest": _("guest"),
    "capacity_interpreter": _("interpreter"),
    "capacity_duty": _("on duty"),
    "nobody_here": _("Nobody with your e-mail address is registered for this conference."),
    "no_calendar": _("There is no calendar at this address."),
    "calendar_resting": _("The calendar cannot be made just now. Please ask again later."),
    "calendar_name": _("%(edition)s: %(name)s"),
    "calendar_description": _("Agenda of %(name)s. It follows every change by itself."),
    "calendar_of_all": _("%(edition)s: programme"),
    "calendar_of_all_description": _("The public programme. Closed sessions are left out."),
    "calendar_empty": _("No sessions in your agenda yet"),
    "calendar_withdrawn": _("This calendar address was withdrawn"),
    "calendar_withdrawn_advice": _(
        "It shows nothing any more. Whoever it was made for finds the new address on the page "
        "“My agenda”; please remove this calendar."
    ),
    "doors_open": _("Doors open at %(open)s."),
    "doors_open_close": _("Doors open at %(open)s and close at %(close)s."),
    "doors_named": _("Way in: %(gates)s."),
}
