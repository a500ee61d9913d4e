"""Read-only boards for the operations room."""
