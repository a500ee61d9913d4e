"""Invented people and the demo clock."""
