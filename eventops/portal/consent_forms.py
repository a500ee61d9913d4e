"""Declaring for several people at once that they were told how their data is used, and agree."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import InputRequired

TOLD = [
    InputRequired(_("Tell the people first how their data is used, then say here that they agree."))
]


class NewPeopleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Of the new people in a file."""

    told = BooleanField(_("The new people in this file have been told and agree"), TOLD)


class CopiedPeopleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Of people of an earlier edition: each edition tells them anew."""

    told = BooleanField(_("The people who are handed in have been told and agree"), TOLD)
