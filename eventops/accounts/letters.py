"""Mails of accounts."""

from datetime import datetime

from flask import render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from eventops.accounts.rules import LINK_LIFE
from eventops.accounts.services import SignInLink
from eventops.core.db import Db
from eventops.mail.services import queue_letter


def link_letter(db: Db, link: SignInLink, *, base_url: str, now: datetime) -> None:
    """Queue the mail with the link and the code."""
    with force_locale(link.user.language):
        body = render_template(
            "accounts/email/link.txt",
            name=link.user.name,
            address=base_url + url_for("accounts.link", token=link.token),
            code=f"{link.code[:3]} {link.code[3:]}",
            minutes=int(LINK_LIFE.total_seconds() // 60),
        )
        subject = _("Your link to sign in")
    queue_letter(db, link.user.email, subject, body, language=link.user.language, now=now)
