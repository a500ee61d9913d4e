"""What badges have to say."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "keys_used_up": _("This edition has used its sixteen signing keys."),
    "key_missing": _("The signing key %(number)s of this badge is not here."),
    "not_approved_yet": _("A badge is issued after the registration is approved."),
    "issue_blocked": _("Vetting has blocked the issue of this badge."),
    "no_such_badge": _("There is nothing at this address, or nothing that you may see."),
    "no_receipt": _("There is nothing at this address, or nothing that you may see."),
    "print_blocked": _("Vetting has blocked the printing of this badge."),
    "door_blocked_by_vetting": _("Vetting has blocked this person at the doors."),
    "badge_moved_on": _(
        "This is not possible any more: the badge has moved on meanwhile. "
        "Look at where it stands now."
    ),
    "not_printed_yet": _("This badge is not printed yet. Print it first."),
    "taker_not_approved": _("Only an approved member of the delegation takes its badges."),
    "badge_over": _("This badge was valid until an earlier day. Reprint it first."),
    "nobodys_badge": _("This is an emergency badge that nobody has been given yet."),
    "loss_reason": _("Say what became of the badge."),
    "loss_mislaid": _("Mislaid"),
    "loss_stolen": _("Stolen"),
    "loss_damaged": _("Damaged or unreadable"),
    "loss_not_delivered": _("Handed to a colleague and never arrived"),
    "no_badge_chosen": _("Choose at least one badge."),
    "taker_missing": _("Say who takes the badges."),
    "letter_missing": _("Somebody outside the delegation needs a letter of authorisation."),
    "emergency_count": _("Between 1 and %(most)s badges at once."),
    "emergency_day": _("Choose a day of the conference."),
    "emergency_too_many": _("A day has %(most)s emergency badges at most."),
    "emergency_other_day": _("This emergency badge is for another day."),
    "admitted_for_other_day": _(
        "This person is admitted for another day only. Change the day first if they may come today."
    ),
    "emergency_unknown": _("This is not the serial or code of an emergency badge."),
    "badge_bound": _("This emergency badge has been given to somebody already."),
    "nothing_unbound": _("No emergency badge of this day lies at the desk."),
    "receipt_title": _("Receipt no. %(number)s for badges"),
    "receipt_no": _("No."),
    "receipt_name": _("Name"),
    "receipt_category": _("Category"),
    "receipt_serial": _("Serial"),
    "receipt_undone": _("came back"),
    "receipt_declaration": _(
        "I have received the badges listed above (%(count)s) and will hand each to its bearer alone."
    ),
    "receipt_handed_over": _("Handed over at the badge desk"),
    "receipt_received": _("Received for the delegation"),
    "receipt_by_letter": _("Received by letter of authorisation"),
    "receipt_signed": _("Signature and date"),
    "receipt_as_of": _("Made %(made)s, printed %(now)s"),
    "receipt_page": _("Page {number} of {pages}"),
    "emergency_badge": _("EMERGENCY BADGE"),
    "emergency_name": _("Name"),
    "emergency_party": _("Delegation"),
    "emergency_only_bound": _(
        "Valid on this day alone, and only after the badge desk has written a name and bound it."
    ),
    "badge_is_out": _(
        "The badge was printed or handed out meanwhile, so this cannot be undone any more. "
        "Refuse the person, or ask for more information."
    ),
    "badge_valid_until": _("Valid until %(day)s"),
    "no_badge": _("%(person)s has no badge yet."),
    "nobody_found": _("Nobody is found for “%(text)s” in %(edition)s."),
    "several_found": _("“%(text)s” fits several people in %(edition)s: %(people)s. Use the id."),
    "nothing_to_print": _("There is no badge to print here yet."),
    "badge_not_accredited": _(
        "You are not accredited. Your focal point can register you, or say what became of it."
    ),
    "badge_being_checked": _("Your registration is being checked; the badge follows approval."),
    "badge_being_made": _("Your registration is approved and your badge is being made."),
    "badge_ended": _(
        "Your badge was reported lost or was taken back. Come to the accreditation centre."
    ),
    "no_floaters": _("There is no floater to print here yet."),
    "no_instrument": _("There is nothing at this address, or nothing that you may see."),
    "instrument_count": _("Give a number from 1 to %(most)s."),
    "instrument_opens": _("A floater is for one kind of session or for all; a pin is for all."),
    "instrument_moved": _("This was given back or reported lost meanwhile; nothing was changed."),
    "floater": _("Floater"),
    "pin": _("Pin"),
    "floater_opens_all": _("All sessions with counted seats"),
    "instrument_number": _("No. %(number)s"),
    "instrument_at_desk": _("At the desk"),
    "instrument_issued": _("With the delegation"),
    "instrument_returned": _("Given back"),
    "instrument_lost": _("Lost"),
    "category_head": _("Head of delegation"),
    "category_delegate": _("Delegate"),
    "category_secretariat": _("Secretariat"),
    "category_media": _("Media"),
    "category_staff": _("Organisation staff"),
    "category_security": _("Security"),
    "category_guest": _("Guest"),
    "category_business": _("Business"),
    "badge_issued": _("Badge issued"),
    "badge_printed": _("Badge printed, ready to collect"),
    "badge_collected": _("Badge collected"),
    "badge_lost": _("Badge lost"),
    "badge_replaced": _("Badge replaced"),
    "badge_revoked": _("Badge revoked"),
    "badge_returned": _("Badge returned"),
}
