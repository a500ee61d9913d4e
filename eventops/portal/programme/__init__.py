"""The programme desk: the working draft as a board, its sessions, and acts on many of them."""
