"""Tab 5: the year as a heatmap, one day opened, why a streak is as long, goals and rest days.

Uses `screens`, `records` for their rows and pages, and the rooms below.
"""
