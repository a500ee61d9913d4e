"""From nomination to decision: registrations within a quota, photos."""
