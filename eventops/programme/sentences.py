"""What the programme has to say."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "no_session": _("There is nothing at this address, or nothing that you may see."),
    "sessions_vanish": _(
        "Sessions once published cannot be left out, since calendars hold them: %(codes)s. Keep "
        'them in the text with status = "cancelled".'
    ),
    "still_in_use": _(
        "The text leaves out a room, meeting, gate or party that something still refers to; "
        "nothing was published."
    ),
}
