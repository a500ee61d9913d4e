"""Sessions and their audience; the programme as text and its versions."""
