"""People who operate the software: users, roles per edition, sign-in, who may enter a view."""
