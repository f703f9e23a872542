"""Records out to files: what other programs read."""
