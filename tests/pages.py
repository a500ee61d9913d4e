"""Pages in tests: what two answers have in common."""

import re

from werkzeug.test import TestResponse

TOKEN = re.compile(rb'name="csrf_token"\s+value="[^"]*"')


def shown(answer: TestResponse) -> bytes:
    """An answer without its form's token, which holds the second at which it was made."""
    return TOKEN.sub(b"", answer.data)
