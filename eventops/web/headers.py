"""Security headers of every answer (security note H1, H3)."""

from flask import Flask, Response, g, request
from flask_babel import gettext as _

from eventops.web.problems import answer

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


def permissions(*, camera: str = "()") -> str:
    """Which of the machine's senses a page may use."""
    return f"camera={camera}, microphone=(), geolocation=()"


def everywhere(*, secure: bool) -> dict[str, str]:
    """What every answer says, files included; ``secure`` when visitors come by HTTPS."""
    said = {
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": permissions(),
    }
    return {**said, "Strict-Transport-Security": "max-age=31536000"} if secure else said


def scanner_page() -> None:
    """Let this answer use the camera and run WebAssembly."""
    g.scanner_page = True


def camera_page() -> None:
    """Let this answer use the camera, for a portrait."""
    g.camera_page = True


def secret_address() -> None:
    """This answer's address holds a secret: tell no other site about it."""
    g.secret_address = True


def init_headers(app: Flask, *, secure: bool) -> None:
    """Put the headers on every answer, errors and files included."""

    @app.after_request
    def add(response: Response) -> Response:
        scanner = g.get("scanner_page", False)
        response.headers.setdefault("Content-Security-Policy", policy(wasm=scanner))
        response.headers.update(everywhere(secure=secure))
        if g.get("secret_address", False):
            response.headers["Referrer-Policy"] = "no-referrer"
        if scanner or g.get("camera_page", False):
            response.headers["Permissions-Policy"] = permissions(camera="(self)")
        if "Cache-Control" not in response.headers:
            private = g.get("personal", True)
            response.headers["Cache-Control"] = "no-store" if private else "no-cache"
            if not private:
                response.vary.update(("Cookie", "Accept-Language"))
        return response


def refuse_other_sites(app: Flask) -> None:
    """A request that another site makes a browser send changes nothing, token or not.

    This stands in for Flask-WTF's look at the Referer, which pages with a secret address, such as
    that of a mailed link, tell nobody.
    """
    app.config["WTF_CSRF_SSL_STRICT"] = False

    @app.before_request
    def check() -> Response | None:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            sentence = _("This form was sent by another site; nothing was changed.")
            return answer(400, "other_site", sentence)
        return None
