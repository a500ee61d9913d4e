"""People of a delegation as a spreadsheet: read, check, take in, and write."""
