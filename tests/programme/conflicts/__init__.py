"""The conflict engine: rules by hand, laws by drawn programmes, sentences as printed."""
