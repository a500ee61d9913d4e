"""WSGI entry point: ``gunicorn wsgi:app``."""

from eventops.app import create_app

app = create_app()
