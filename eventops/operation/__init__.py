"""Running it: schema, server, background work, health."""
