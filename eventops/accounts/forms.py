"""Forms of signing in."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import DataRequired, Length, Regexp

ADDRESS = Regexp(
    r"^[^@\s,;:<>]+@[^@\s,;:<>]+\.[^@\s,;:<>]+$",
    message=_("This is not a mail address; one looks like a@b.org."),
)


def _trimmed(text: str | None) -> str | None:
    """Without the spaces that telephones put after a word."""
    return text.strip() if text else text


class EmptyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Nothing but the token against forged requests."""


class LinkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Asking for a link and a code."""

    email = EmailField(
        _("Mail address"),
        [
            DataRequired(_("Write your mail address.")),
            Length(max=254, message=_("A mail address has at most 254 characters.")),
            ADDRESS,
        ],
        filters=[_trimmed],
        render_kw={"autocomplete": "email"},
    )


class CodeForm(LinkForm):
    """Typing the six digits, on any device."""

    code = StringField(
        _("Code"),
        [Regexp(r"^\s*\d{3}\s?\d{3}\s*$", message=_("The code has six digits."))],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )


class PasswordForm(LinkForm):
    """For organisers who have a password."""

    password = PasswordField(
        _("Password"),
        [DataRequired(_("Write your password."))],
        render_kw={"autocomplete": "current-password"},
    )
