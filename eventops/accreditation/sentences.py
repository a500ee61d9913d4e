"""What accreditation has to say."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "no_registration": _("There is nothing at this address, or nothing that you may see."),
    "no_photo": _("There is nothing at this address, or nothing that you may see."),
    "registered_already": _("This person is registered already."),
    "quota_full": _(
        "All %(quota)s places of this delegation are taken. Withdraw somebody, or ask the "
        "accreditation officer for more places."
    ),
    "wrong_state": _(
        "This is not possible any more: the registration has moved on meanwhile. "
        "Look at where it stands now."
    ),
    "question_missing": _("Write what is missing; the focal point reads it."),
    "question_too_long": _("A question may have up to %(most)s characters."),
    "unknown_reason": _("Choose one of the reasons."),
    "no_letter": _("There is nothing at this address, or nothing that you may see."),
    "wording_missing": _("Write something here, or go back to the program’s own wording."),
    "wording_too_long": _("This may have up to %(most)s characters."),
    "wording_gap": _(
        "This letter cannot fill %(gaps)s. Take the names in braces from the list beside the text."
    ),
    "photo_too_large": _("The photo is larger than %(most)s MB."),
    "photo_too_many_pixels": _("The photo has more than %(most)s million pixels."),
    "photo_unreadable": _("This is not a JPEG, PNG or WebP picture, or it is damaged."),
    "photo_too_small": _("The photo is too small: at least %(width)s × %(height)s pixels."),
    "reason_not_nominated": _("Not nominated by the party."),
    "reason_duplicate": _("This person is registered already, in another place."),
    "reason_documents_missing": _("Documents are missing."),
    "reason_photo_unusable": _("The photo cannot be used: a new one is needed."),
    "reason_late": _("Nominated after the last day."),
    "reason_security": _("The security check did not clear this person."),
}
