"""What delegations have to say."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "no_delegation": _("There is nothing at this address, or nothing that you may see."),
    "no_delegate": _("There is nothing at this address, or nothing that you may see."),
    "no_meeting": _("There is no such meeting in this edition."),
    "not_focal_point": _("Only the focal points of a delegation may change its list."),
    "not_close_to": _(
        "Only the focal points of a delegation, its liaison officer and the desk may do this."
    ),
    "desk_only": _("Only the desk may do this."),
    "name_missing": _("Write the full name."),
    "text_unprintable": _(
        "This contains characters that cannot be printed, such as a line break or a control "
        "character. Type it again instead of pasting it."
    ),
    "text_too_long": _("This is longer than %(most)s characters."),
    "not_a_mailbox": _("This is not a mail address; one looks like a@b.org."),
    "unknown_function": _("There is no function “%(function)s”."),
    "person_decided": _(
        "The accreditation officer has approved this person. Names, function and photo are "
        "theirs to change now; the title and the lists are still yours."
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
