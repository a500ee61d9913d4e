"""A server that speaks the door's part of the API and keeps what it is told.

The page, its scripts and its policy are the product's; only the answers are made up here, so the
camera can be tried without people, badges or a database.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, jsonify, render_template, request, send_from_directory
from werkzeug.serving import make_server

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "eventops" / "static"
TOKEN = "stub-token"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

OPENING = {
    "code": "opening",
    "title": {"en": "Opening, ADGMIN-6", "vi": "Khai mạc ADGMIN-6"},
    "start": "2026-01-15T08:30:00+07:00",
    "end": "2026-01-15T10:00:00+07:00",
    "opens": "2026-01-15T07:15:00+07:00",
    "state": "open",
    "inside": 41,
    "expected": 60,
}
GATES = [
    {
        "code": "p1",
        "name": {"en": "Grand Hall, door P1", "vi": "Hội trường lớn, cửa P1"},
        "kind": "room",
        "re_entry": "once",
        "sessions": [OPENING],
    }
]


class DoorStub:
    """`answers` by the text that was read; everything else gets `unknown`. `silent`: no answers."""

    def __init__(self, answers: dict[str, dict[str, Any]], unknown: dict[str, Any]) -> None:
        self.answers = answers
        self.unknown = unknown
        self.gates: list[dict[str, Any]] = GATES
        self.photo: bytes | None = None
        self.silent = False
        self.turned_away: str | None = None
        self.scans: list[dict[str, Any]] = []
        self.secrets = {"once-only"}
        self._lock = threading.Lock()

    def answer(self, scan: dict[str, Any]) -> dict[str, Any]:
        found = self.answers.get(scan.get("code", ""), self.unknown)
        return {"person": None, "first_seen": None, "duplicate": False, "id": scan["id"]} | found

    def app(self) -> Flask:
        app = Flask("door_stub", template_folder=str(ROOT / "templates"), static_folder=None)
        app.jinja_env.globals.update(
            _=lambda text: text,
            say=lambda code: code.removeprefix("function_").capitalize(),
            asset=lambda path: f"/assets/stub/{path}",
            edition=None,
            viewer=None,
            demo_clock=None,
        )
        app.context_processor(lambda: {"lang": request.args.get("lang", "en")})
        app.after_request(_with_policy)
        _pages(app)
        self._api(app)
        return app

    def _api(self, app: Flask) -> None:
        @app.before_request
        def known_device() -> tuple[Response, int] | None:
            if not request.path.startswith("/api/v1/") or request.path.endswith("/enrolments"):
                return None
            if self.silent:
                return jsonify(code="down"), 503
            if self.turned_away or request.authorization is None:
                return jsonify(code=self.turned_away, title="This device may not scan."), 401
            g.token = request.authorization.token
            return None if g.token == TOKEN else (jsonify(code="device_unknown"), 401)

        @app.get("/api/v1/door")
        def door() -> Response:
            edition = {"slug": "stub", "short_name": "STUB", "zone": "Asia/Ho_Chi_Minh"}
            now = "2026-01-15T08:10:00+07:00"
            return jsonify(device={"name": "Door 1"}, edition=edition, now=now, gates=self.gates)

        @app.post("/api/v1/door/enrolments")
        def enrol() -> tuple[Response, int]:
            secret = request.get_json()["secret"]
            if secret not in self.secrets:
                detail = "This address was used already, or is too old."
                return jsonify(code="enrolment_used", title="Not enrolled", detail=detail), 409
            self.secrets.remove(secret)
            return jsonify(token=TOKEN, device={"name": "Door 1"}), 201

        @app.post("/api/v1/scans")
        def scans() -> Response:
            rows = request.get_json()["scans"]
            with self._lock:
                self.scans.extend(rows)
            return jsonify(results=[self.answer(row) for row in rows])

        @app.get("/api/v1/photos/<name>")
        def photo(name: str) -> Response:
            return Response(self.photo or b"", mimetype="image/jpeg")

    @contextmanager
    def serve(self) -> Iterator[str]:
        """The stub's address, while it listens."""
        server = make_server("127.0.0.1", 0, self.app(), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _pages(app: Flask) -> None:
    @app.get("/door")
    def page() -> str:
        return render_template("checkin/door.html", api_base="/api/v1")

    @app.get("/door/enrol/<secret>")
    def enrolment(secret: str) -> str:
        return render_template(
            "checkin/enrol.html", api_base="/api/v1", secret=secret, door_url="/door"
        )

    @app.get("/assets/stub/css/app.css")
    def sheet() -> Response:
        order = (STATIC / "css" / "app.txt").read_text(encoding="utf-8").splitlines()
        files = [STATIC / "css" / line for line in order if re.match(r"[a-z]", line)]
        joined = "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())
        return Response(joined, mimetype="text/css")

    @app.get("/assets/stub/<path:path>")
    def asset(path: str) -> Response:
        return send_from_directory(STATIC, path)


def _with_policy(response: Response) -> Response:
    # A worker obeys the policy that its own script came with, so assets carry one too.
    response.headers["Content-Security-Policy"] = POLICY
    return response
