"""Views that take a file: a larger request is read, so that the view itself can say what is wrong.

Everywhere else a request beyond the application's limit is refused before anything reads it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request

View = TypeVar("View", bound=Callable[..., Any])

MOST_BYTES = 30 * 1024 * 1024
"""What a telephone's camera may make of a photo, and what then comes back as a sentence."""


def takes_files(view: View) -> View:
    """State that a form of this view carries a file, whose size the view judges."""
    view.takes_files = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def init_uploads(app: Flask) -> None:
    """Raise the limit of those views, before anything reads the form."""

    @app.before_request
    def read_more() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if getattr(view, "takes_files", False):
            request.max_content_length = MOST_BYTES
