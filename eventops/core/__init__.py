"""What every domain stands on; knows no Flask (see ARCHITECTURE.md for the closed list of modules)."""
