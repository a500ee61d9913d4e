"""The structure of one conference week: series, edition, meetings, venues, rooms, gates."""
