"""A session from choosing to its summary, and one that was interrupted.

Uses `points` for cautions, `records` for forms, `checkpoint` to save, and the rooms below.
"""
