"""What accounts have to say."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "role_needed": _("This page is for: %(roles)s. Ask an administrator of the edition."),
    "no_entry_stated": _("Nobody may enter this page."),
    "password_short": _("A password needs at least %(least)s characters."),
    "user_disabled": _("The account of %(email)s is closed."),
    "no_user": _("There is no account for %(email)s."),
    "too_many_tries": _("Too many tries. Wait a quarter of an hour, then try again."),
}
