"""Security headers of every answer (security note H1, H3)."""

from flask import Flask, Response, g, request
from flask_babel import gettext as _

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def policy(*, wasm: bool = False) -> str:
    """The Content-Security-Policy; ``wasm`` for the scanner alone."""
    rules = dict(POLICY)
    if wasm:
        rules["script-src"] += " 'wasm-unsafe-eval'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def scanner_page() -> None:
    """Let this answer use the camera and run WebAssembly."""
    g.scanner_page = True


def secret_address() -> None:
    """This answer's address holds a secret: tell no other site about it."""
    g.secret_address = True


def init_headers(app: Flask, *, secure: bool) -> None:
    """Put the headers on every answer, errors and files included."""

    @app.after_request
    def add(response: Response) -> Response:
        scanner = g.get("scanner_page", False)
        response.headers.setdefault("Content-Security-Policy", policy(wasm=scanner))
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        secret = g.get("secret_address", False)
        response.headers["Referrer-Policy"] = "no-referrer" if secret else "same-origin"
        camera = "(self)" if scanner else "()"
        response.headers["Permissions-Policy"] = f"camera={camera}, microphone=(), geolocation=()"
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if "Cache-Control" not in response.headers:
            private = g.get("personal", True)
            response.headers["Cache-Control"] = "no-store" if private else "no-cache"
            if not private:
                response.vary.update(("Cookie", "Accept-Language"))
        return response


def refuse_other_sites(app: Flask) -> None:
    """A request that another site makes a browser send changes nothing, token or not."""

    @app.before_request
    def check() -> tuple[str, int] | None:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            return _("This form was sent by another site; nothing was changed."), 400
        return None
