"""The screens of a session, from the choice of points to the summary, and of an unfinished one.

Uses `points` for cautions, `records` for forms, `checkpoint` to save, and the rooms below.
"""
