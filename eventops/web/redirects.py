"""Where a form may send its reader next: only to an address of ours (security note R1)."""

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException


def safe_next(path: str | None, default: str = "/") -> str:
    """``path`` when it is matched by one of our own GET addresses, else ``default``."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")):
        return default
    if any(ord(sign) < 32 for sign in path) or "\\" in path:
        return default
    parts = urlsplit(path)
    if parts.scheme or parts.netloc:
        return default
    adapter = current_app.url_map.bind(request.host)
    try:
        adapter.match(parts.path, method="GET")
    except HTTPException:
        return default
    return path
