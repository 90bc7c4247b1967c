"""A session from choosing to its summary."""
