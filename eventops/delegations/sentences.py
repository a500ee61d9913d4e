"""What delegations have to say."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "no_delegation": _("There is nothing at this address, or nothing that you may see."),
    "no_such_delegation": _("There is no delegation %(party)s in %(edition)s."),
    "no_delegate": _("There is nothing at this address, or nothing that you may see."),
    "no_meeting": _("There is no such meeting in this edition."),
    "not_focal_point": _("Only the focal points of a delegation may change its list."),
    "no_focal_point": _("This person is not a focal point of the delegation."),
    "no_liaison": _("This person is not a liaison officer of the delegation."),
    "no_document": _("This paper is not on the list any more."),
    "desk_only": _("Only the accreditation and protocol officers may change this."),
    "not_a_phone": _("Write the telephone number in digits, such as +84 24 3799 2000."),
    "dated_ahead": _("A paper cannot be dated after today."),
    "places_unlikely": _("Write a number of places from 0 to %(most)s."),
    "line_over_quota": _("A line cannot have more places than the whole delegation: %(quota)s."),
    "level_full": _(
        "All %(places)s places of this delegation at “%(level)s” are taken. Take somebody off "
        "those lists, or ask the accreditation officer for more places."
    ),
    "list_empty": _("There is nobody on the list yet."),
    "list_not_open": _("The list can be declared complete only while it is open."),
    "list_open_already": _("The list is open already."),
    "list_submitted": _(
        "The list was declared complete. Ask the accreditation officer to open it again before "
        "adding people."
    ),
    "level_minister": _("Ministers’ meetings"),
    "level_senior": _("Senior officials’ meetings"),
    "level_working": _("Working groups"),
    "level_other": _("Other meetings"),
    "document_note_verbale": _("Note verbale"),
    "document_credentials": _("Credentials"),
    "document_other": _("Other paper"),
    "not_close_to": _(
        "Only the focal points of a delegation, its liaison officer and the desk may do this."
    ),
    "handed_out_by_desk": _("Only the desk may do this."),
    "name_missing": _("Write the full name."),
    "text_unprintable": _(
        "This contains characters that cannot be printed, such as a line break or a control "
        "character. Type it again instead of pasting it."
    ),
    "text_too_long": _("This may have up to %(most)s characters."),
    "not_a_mailbox": _("This is not a mail address; one looks like a@b.org."),
    "not_a_passport_name": _(
        "Passports write names with the letters A to Z, spaces and < alone, in at most "
        "%(most)s signs."
    ),
    "birth_date_impossible": _("Nobody who comes was born on this day; look at the year."),
    "birth_date_unreadable": _("Write the date as 1975-12-31."),
    "not_a_document_number": _(
        "A document number has 5 to 20 letters and digits; write it as on the document."
    ),
    "no_document_number": _("No document number is kept of this person."),
    "document_sealed_elsewhere": _(
        "This number was sealed with a secret that this installation no longer has. "
        "Ask for the number again."
    ),
    "no_person": _("There is nothing at this address, or nothing that you may see."),
    "listed_already": _(
        "Somebody of this name is on your list already. If this is another person, say so "
        "below and send the form once more."
    ),
    "like_same_document": _("same document number"),
    "like_same_name": _("same name"),
    "like_same_own_script": _("same name in its own script"),
    "like_same_birth_date": _("same birth date"),
    "like_other_birth_date": _("different birth dates"),
    "like_other_document": _("different document numbers"),
    "unknown_function": _("There is no function “%(function)s”."),
    "person_decided": _(
        "The accreditation officer has approved this person. Names, function, mail address and "
        "photo are theirs to change now; the title and the lists are still yours."
    ),
    "person_left": _("This person is no longer in the delegation’s list; nothing was changed."),
    "function_head": _("Head of delegation"),
    "function_deputy": _("Deputy head"),
    "function_delegate": _("Delegate"),
    "function_chair": _("Chair"),
    "function_jury": _("Jury"),
    "function_interpreter": _("Interpreter"),
    "function_messenger": _("Messenger"),
    "function_security": _("Security"),
    "function_technician": _("Technician"),
    "function_liaison": _("Liaison officer"),
    "function_protocol": _("Protocol"),
    "function_media": _("Media"),
    "function_pool": _("Media pool"),
    "function_accredited": _("Accredited media"),
    "function_guest-of-honour": _("Guest of honour"),
    "function_prime-minister": _("Prime Minister"),
}
