"""What badges have to say."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "keys_used_up": _("This edition has used its sixteen signing keys."),
    "key_missing": _("The signing key %(number)s of this badge is not here."),
    "not_approved_yet": _("A badge is issued after the registration is approved."),
    "issue_blocked": _("Vetting has blocked the issue of this badge."),
    "print_blocked": _("Vetting has blocked the printing of this badge."),
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
