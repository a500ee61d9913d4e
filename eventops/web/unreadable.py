"""Requests that no browser sends a page of ours: answered plainly, before any view reads them."""

from typing import Any

from flask import Flask, abort, request

from eventops.web.problems import wants_json


def refuse_unreadable(app: Flask) -> None:
    """No address of ours holds a NUL, which PostgreSQL takes in no text; forms come as forms."""

    @app.url_value_preprocessor
    def whole(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if any("\0" in str(value) for value in (values or {}).values()):
            abort(404)

    @app.before_request
    def form() -> None:
        if request.is_json and not wants_json():
            abort(415)
