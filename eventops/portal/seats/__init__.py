"""Seats: who takes them, how many there are, what they are called, and the plates before them."""
