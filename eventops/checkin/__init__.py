"""The door: devices, scans, verdicts."""
