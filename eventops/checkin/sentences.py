"""What staff at a door say, and what devices are told. ``door_<reason>`` for every reason.

Only reasons begin with ``door_``: a device may name any of them for what it decided offline.
"""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "door_ok": _("Welcome."),
    "door_ok_again": _("Welcome back. Here since %(seen)s."),
    "door_ok_floater": _("Welcome. This is a floating seat of the delegation."),
    "door_ok_recognised": _("Welcome, Excellency."),
    "door_ok_exit": _("Goodbye."),
    "door_overridden": _("Welcome. The supervisor decided this."),
    "door_already_inside": _(
        "This badge came in at %(seen)s. Please let me compare the photo, or call the supervisor."
    ),
    "door_check_identity": _("May I see your face? Please compare the photo before admitting."),
    "door_unknown_code": _("I cannot find this badge. The badge desk will help you."),
    "door_malformed": _("This is not a badge of the conference. Please show the badge itself."),
    "door_forged": _("I cannot accept this badge. Please wait for the supervisor."),
    "door_wrong_edition": _("This badge is from another conference. The badge desk will help you."),
    "door_not_on_my_list": _("This badge is not on my list yet. Please wait for the supervisor."),
    "door_replaced": _("There is a newer badge in your name. The badge desk will help you."),
    "door_lost": _("Please come with me to the badge desk about this badge."),
    "door_revoked": _("This badge is not valid any more. The badge desk will help you."),
    "door_not_bound": _(
        "This emergency badge has not been given to anybody yet. The badge desk will help you."
    ),
    "door_blocked": _("Please wait a moment for the supervisor."),
    "door_expired": _("This badge was valid until an earlier day. The badge desk will help you."),
    "door_not_yet_valid": _(
        "The conference has not begun yet. This badge is valid from its first day."
    ),
    "door_not_approved": _(
        "Your accreditation is not finished. The accreditation desk will help you."
    ),
    "door_withdrawn": _("Your delegation withdrew this registration. Please ask your focal point."),
    "door_not_expected": _("You are not on the list for this session."),
    "door_not_expected_zone": _("This area is not for your kind of badge."),
    "door_closed_not_named": _("This meeting is for named participants only."),
    "door_seats_taken": _(
        "All %(seats)s seats of your delegation are taken. Has a colleague left?"
    ),
    "door_room_full": _("The room is full: all %(seats)s seats are taken. Please wait here."),
    "door_too_early": _(
        "This is the right place. The doors open at %(opens)s; please come back then."
    ),
    "door_too_late": _("This session is over."),
    "door_too_late_closed": _(
        "This is the right place, but the doors closed at %(closed)s. Please wait here for the "
        "supervisor."
    ),
    "door_too_late_photo": _("The photo call ended at %(photo_until)s."),
    "door_session_cancelled": _("This session was cancelled."),
    "door_no_session_now": _("There is no session in this room now."),
    "door_gate_closed": _("This door is not open now. Please use another one."),
    "door_floater_alone": _(
        "This is a floater. Please show the guest’s own badge first, then the floater."
    ),
    "door_floater_not_theirs": _("This floater belongs to another delegation."),
    "door_floater_not_issued": _(
        "This floater was not handed out, or was given back. The badge desk will help you."
    ),
    "door_floater_not_here": _("This floater is not for this kind of session."),
    "door_floater_in_use": _("Somebody else is inside on this floater. Has that colleague left?"),
    "door_annulled": _("This scan was taken back and does not count."),
    "door_bad_row": _("This could not be read. Please scan again."),
    "door_too_many_unknown": _("Too many unknown badges. Wait a minute, or call the supervisor."),
    "door_decided_at_door": _("This was decided at the door."),
    "guest_floater": _("With a floater of your delegation you may enter: please show it now."),
    "guest_go_now": _("You are expected now in %(room)s."),
    "guest_go_later": _("You are expected in %(room)s, open from %(opens)s."),
    "device_unknown": _("This device is not enrolled. Ask the organisers’ desk."),
    "device_lost": _("This device was reported lost. What it keeps must be wiped."),
    "device_retired": _("This device was retired. Ask the organisers’ desk to enrol it again."),
    "device_name_taken": _(
        "A device named %(name)s is at work: retire it, or choose another name."
    ),
    "enrolment_over": _("This address was used already, or is too old. Ask for a new one."),
    "too_many_unknown": _("Too many unknown badges. Wait a minute, then try again."),
    "no_gate": _("There is no such gate: %(gates)s. The gates are: %(known)s."),
    "no_device": _("No device named %(name)s is at work."),
    "days_reversed": _("The last day lies before the first."),
    "scans_unreadable": _("Send a JSON object with 1 to %(most)s scans."),
}
