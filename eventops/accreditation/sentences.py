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
    "category_full": _(
        "All %(places)s places of this delegation for the category “%(category)s” are taken. "
        "Withdraw somebody of the category, or ask the accreditation officer for more places."
    ),
    "deadline_unreadable": _("Write day and time, such as 19 December 2025, 18:00."),
    "not_an_officer": _("Choose one of the accreditation officers of this edition."),
    "wrong_state": _(
        "This is not possible any more: the registration has moved on meanwhile. "
        "Look at where it stands now."
    ),
    "walk_in_closed": _(
        "People of this category are not registered on site. Please ask %(officer)s."
    ),
    "accreditation_officers": _("the accreditation officers"),
    "photo_needed": _("Take or choose a photo: the badge is printed with it."),
    "function_not_here": _("This delegation does not have that function."),
    "consent_needed": _("The person has to be told how their data is used, and to agree."),
    "walk_in_days": _("Choose the whole conference or today."),
    "question_missing": _("Write what is missing; the focal point reads it."),
    "question_too_long": _("A question may have up to %(most)s characters."),
    "unknown_reason": _("Choose one of the reasons."),
    "photo_empty": _("The file is empty; choose the photo again."),
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
    "no_notice": _("There is no such version of the privacy notice."),
    "notice_missing": _("Write the notice in this language; everybody is told in their own."),
    "notice_too_long": _("The notice may have up to %(most)s characters in each language."),
    "notice_changed": _(
        "Somebody made version %(version)s meanwhile; yours was not kept. Look at theirs first."
    ),
    "keep_the_other": _(
        "The entry you want to keep is refused in this delegation, and the other one is not. "
        "Keep the other one."
    ),
    "no_consent": _("There is no consent that could be withdrawn."),
    "channel_form": _("form"),
    "channel_spreadsheet": _("spreadsheet"),
    "channel_copied": _("earlier edition"),
    "channel_walk_in": _("on site"),
    "reason_not_nominated": _("Not nominated by the party."),
    "reason_duplicate": _("This person is registered already, in another place."),
    "reason_documents_missing": _("Documents are missing."),
    "reason_photo_unusable": _("The photo cannot be used: a new one is needed."),
    "reason_late": _("Nominated after the last day."),
    "reason_security": _("The security check did not clear this person."),
    "state_nominated": _("Nominated"),
    "state_submitted": _("Submitted"),
    "state_checked": _("Checked"),
    "state_approved": _("Approved"),
    "state_more_information": _("More information needed"),
    "state_refused": _("Refused"),
    "state_withdrawn": _("Withdrawn"),
    "state_none": _("Not registered yet"),
}
