"""What mail has to say."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "mail_header": _("A mail goes to one address, and its subject has one line."),
}
