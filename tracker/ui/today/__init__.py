"""Tab 1: today's goals and streaks, the usual routine, what was done; reminders.

Uses `session`, `calendar`, `records`, `help`, `screens` and the rooms below.
"""
