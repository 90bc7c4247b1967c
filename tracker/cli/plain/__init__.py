"""The plain session: a session, its questions and its cautions, line by line.

Uses the rest of `cli` and `practice`. Nothing here moves a cursor, colours or draws.
"""
