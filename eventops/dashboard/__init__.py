"""Boards that are read only: room signs, walls, and the screens that show them."""
