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
    "accredited_elsewhere": _(
        "This person is accredited already for %(party)s; refuse or withdraw one of them."
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
    "listed_at_desk": _(
        "Somebody of this name is on the delegation’s list already: open their badge below. If this "
        "is another person, say so and send the form once more."
    ),
    "walk_in_days": _("Choose the whole conference or today."),
    "nobody_chosen": _("Choose at least one person first."),
    "too_many_chosen": _("Up to %(most)s people can be decided about at once."),
    "unknown_decision": _("Choose what is to become of them."),
    "named_officer": _(
        "%(officer)s is named to approve late names and walk-ins of this category. You may approve "
        "in their place on the person’s page, with a reason."
    ),
    "approval_incomplete": _(
        "%(missing)s Tick the box beside the approval if it is to be given all the same."
    ),
    "missing_photo": _("There is no photo."),
    "missing_consent": _("There is no consent on record."),
    "missing_both": _("There is neither a photo nor a consent on record."),
    "instead_absent": _("The named officer is away."),
    "instead_urgent": _("The person stands at the desk and cannot wait."),
    "instead_agreed": _("Agreed with the named officer."),
    "happened_taken_over": _("Approved in place of the named officer. %(why)s"),
    "nothing_to_undo": _(
        "There is no decision of yours to take back here: somebody has moved the registration on."
    ),
    "question_missing": _("Write what is missing; the focal point reads it."),
    "unknown_reason": _("Choose one of the reasons."),
    "block_reason_missing": _("Say why: choose a reason."),
    "block_words_missing": _("Write the reason in your own words."),
    "not_blocked_cleared": _("Lift the blocks before you clear this person."),
    "block_print": _("Printing"),
    "block_issue": _("Issue of the badge"),
    "block_door": _("Doors"),
    "block_reason_identity": _("Identity is not settled."),
    "block_reason_document": _("The travel document is being examined."),
    "block_reason_enquiry": _("An enquiry is under way."),
    "block_reason_authority": _("At the request of an authority."),
    "block_reason_other": _("Another reason, in own words."),
    "decide_checked": _("Mark as checked"),
    "decide_approved": _("Approve"),
    "decide_more_information": _("Ask for more information"),
    "decide_refused": _("Refuse"),
    "happened_nominated": _("Nominated"),
    "happened_submitted": _("Handed in"),
    "happened_checked": _("Checked"),
    "happened_approved": _("Approved"),
    "happened_asked": _("Asked for more information"),
    "happened_refused": _("Refused: %(why)s"),
    "happened_withdrawn": _("Withdrawn"),
    "happened_categorised": _("Category of the badge is now: %(what)s"),
    "happened_blocked": _("Blocked: %(what)s. %(why)s"),
    "happened_lifted": _("Blocks lifted"),
    "happened_cleared": _("Cleared by vetting"),
    "happened_reopened": _("To be looked at by vetting again"),
    "happened_reinstated": _("Withdrawal taken back"),
    "happened_undone": _("Decision taken back"),
    "photo_dark": _("The photo is too dark; the face is hard to make out."),
    "photo_bright": _("The photo is too bright; parts of the face have no shades left."),
    "photo_flat": _("The photo has little contrast."),
    "photo_blurred": _("The photo is out of focus."),
    "photo_cut": _(
        "The photo was much wider or higher than a portrait; what stood outside was cut off."
    ),
    "photo_hopeless_dark": _(
        "The photo is too dark to recognise anybody. Take it again in more light."
    ),
    "photo_hopeless_bright": _(
        "The photo is too bright to recognise anybody. Take it again with less light."
    ),
    "photo_hopeless_flat": _(
        "There is nothing to be made out on this photo. Take it again, or choose another file."
    ),
    "photo_hopeless_blurred": _(
        "The photo is too far out of focus to recognise anybody. Hold still and take it again."
    ),
    "photo_hopeless_shape": _(
        "This picture is far too wide or too high for a portrait. Send one of about 3 to 4."
    ),
    "photo_empty": _("The file is empty; choose the photo again."),
    "no_letter": _("There is nothing at this address, or nothing that you may see."),
    "wording_missing": _("Write something here, or go back to the program’s own wording."),
    "wording_gap": _(
        "This letter cannot fill %(gaps)s. Take the names in braces from the list beside the text."
    ),
    "photo_too_large": _("The photo is larger than %(most)s MB."),
    "photo_too_many_pixels": _("The photo has more than %(most)s million pixels."),
    "photo_unreadable": _("This is not a JPEG, PNG or WebP picture, or it is damaged."),
    "photo_too_small": _("The photo is too small: at least %(width)s × %(height)s pixels."),
    "no_notice": _("There is no such version of the privacy notice."),
    "notice_missing": _("Write the notice in this language; everybody is told in their own."),
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
