"""Static files under an address that names their content.

Everything in eventops/static is served at ``/assets/<digest>/…``: one digest for the whole tree, so
relative imports between scripts and relative addresses in style sheets need no rewriting, and all
of it may be cached for ever. The style sheets of css/app.txt are joined into css/app.css.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, Response, request
from whitenoise import WhiteNoise

from eventops.core.resources import STATIC
from eventops.web.headers import everywhere, policy

FOREVER = 365 * 24 * 3600
CSS_LIST = "css/app.txt"
STYLE = "css/app.css"


def init_assets(app: Flask, *, secure: bool) -> None:
    """Serve the tree and give templates ``asset(path)``."""
    digest = tree_digest(STATIC)
    prefix = f"/assets/{digest}"
    style = joined_style(STATIC)

    def asset(path: str) -> str:
        return f"{prefix}/{path}"

    app.jinja_env.globals["asset"] = asset
    app.extensions["asset"] = asset
    served = WhiteNoise(
        app.wsgi_app,
        max_age=FOREVER,
        immutable_file_test=_always,
        add_headers_function=_file_headers(everywhere(secure=secure)),
    )
    served.add_files(str(STATIC), prefix=prefix)
    app.wsgi_app = served  # type: ignore[method-assign]  # the WSGI way to wrap an application

    @app.before_request
    def style_sheet() -> Response | None:
        if request.path != asset(STYLE):
            return None
        response = Response(style, mimetype="text/css")
        response.cache_control.max_age = FOREVER
        response.cache_control.public = True
        response.cache_control.immutable = True
        return response


def _file_headers(always: Mapping[str, str]) -> Callable[[Headers, str, str], None]:
    """Files need a policy of their own: a worker obeys that of its script."""

    def add(headers: Headers, path: str, _url: str) -> None:
        for name, value in always.items():
            headers[name] = value
        headers["Content-Security-Policy"] = policy(wasm=path.endswith(".js"))
        headers["Cross-Origin-Resource-Policy"] = "same-origin"

    return add


def _always(_path: str, _url: str) -> bool:
    return True


def tree_digest(root: Path) -> str:
    """Sixteen hexadecimal characters over names and contents of every file below ``root``."""
    summary = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            summary.update(str(path.relative_to(root)).encode())
            summary.update(hashlib.sha256(path.read_bytes()).digest())
    return summary.hexdigest()[:16]


def joined_style(root: Path) -> bytes:
    """The style sheets named in css/app.txt, in their order, as one."""
    names = (root / CSS_LIST).read_text().splitlines()
    listed = [name.strip() for name in names if name.strip() and not name.startswith("#")]
    return b"\n".join((root / "css" / name).read_bytes() for name in listed)
