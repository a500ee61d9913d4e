"""Parties, their delegations, the people in them, ordered lists per meeting, focal points."""
