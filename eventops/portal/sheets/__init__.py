"""Printed programmes: the public one, and a day of one delegation."""
