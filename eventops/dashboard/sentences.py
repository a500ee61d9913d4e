"""What screens have to say; on a sign each stands in both languages of the edition."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "no_display": _("There is nothing at this address, or nothing that you may see."),
    "no_room": _("There is nothing at this address, or nothing that you may see."),
    "display_name_taken": _("Another screen in use is called %(name)s."),
    "sign_now": _("Now"),
    "sign_next": _("Next"),
    "sign_reserved": _("Reserved"),
    "sign_free": _("No session now"),
    "sign_nothing_more": _("No more sessions in the coming days"),
    "sign_cancelled": _("Cancelled"),
    "sign_tentative": _("To be confirmed"),
    "sign_late": _("%(minutes)s min late"),
    "sign_no_news": _("No news since"),
    "sign_off": _("This screen is switched off."),
    "sign_off_ask": _("The organisers’ desk can switch it on again."),
}
