"""What editions and the installation have to say."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "no_edition": _("There is no edition %(slug)s here."),
    "no_edition_yet": _("No edition is here yet: run `eventops schedule publish`."),
    "no_instance": _("This installation is not set up: run `eventops db upgrade`."),
    "real_data": _(
        "This database holds real people, or this is production: the demo stays away. Set "
        "EVENTOPS_INSTANCE to an empty folder to try it."
    ),
    "people_already": _("%(edition)s has its people already; start anew with `--reset`."),
}
