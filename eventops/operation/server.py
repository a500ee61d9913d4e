"""The production server: gunicorn with threads, and the background worker beside it."""

import multiprocessing
import socket
import subprocess
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

THREADS = 8


class PortTaken(Exception):
    """Another program listens at the address."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} on {host} is taken by another program: stop it, or choose another "
            f"port, for example {port + 1}."
        )


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn started from Python, so that one command serves."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take our options instead of the command line's."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The WSGI application."""
        return self.app


def serve_forever(app: Flask, *, host: str, port: int, workers: int | None) -> None:
    """Serve until stopped; mail and long jobs run in a process beside the workers."""
    refuse_taken(host, port)
    helper = subprocess.Popen([sys.executable, "-m", "eventops", "work"])

    def stop_helper(_server: object) -> None:
        helper.terminate()
        helper.wait()

    app.extensions["engine"].dispose()  # connections must not cross the fork
    Server(
        app,
        {
            "bind": f"{host}:{port}",
            "workers": workers or multiprocessing.cpu_count(),
            "threads": THREADS,
            "worker_class": "gthread",
            "worker_tmp_dir": None,
            "loglevel": "warning",
            "proc_name": "eventops",
            "on_exit": stop_helper,
        },
    ).run()


def refuse_taken(host: str, port: int) -> None:
    """Raise PortTaken when another program listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise PortTaken(host, port) from fault
