"""Tab 4: time on the mat; its streak, a line to log with, the list of mat sessions.

Uses `records`, `calendar`, `screens` and the rooms below.
"""
