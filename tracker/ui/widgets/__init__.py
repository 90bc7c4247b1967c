"""Widgets that two rooms or more need: lists, lines, scales, the heatmap, the figure, key lines.

Uses `figure`, `terminal` and `core`. A widget is told what to show and sends messages; it
knows neither the journal nor the app.
"""
