"""Composed screens: organiser's desk, delegation page, a delegate's week. No models."""
