"""Outgoing mail: the outbox table and its delivery."""
