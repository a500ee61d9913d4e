"""Badges: signed codes, faces, print sheets."""
