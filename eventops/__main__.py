"""``python -m eventops`` is the ``eventops`` command."""

from eventops.cli import main

main()
