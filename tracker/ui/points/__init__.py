"""Tab 2: the points and their pages, routines, points and routines of your own, overrides.

Uses `screens` and the rooms below.
"""
