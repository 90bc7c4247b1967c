"""The facts that are recorded, as values: sessions, goals, points, routines, checks, reminders.

Uses `text`. A fact checks its own ranges; how facts are stored, and what they add up to, is the
business of other rooms.
"""
