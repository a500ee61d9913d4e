"""The settings of the installation that answers this request."""

from flask import current_app

from eventops.core.settings import Settings


def settings() -> Settings:
    """What the environment said when the application was made."""
    found: Settings = current_app.extensions["settings"]
    return found
