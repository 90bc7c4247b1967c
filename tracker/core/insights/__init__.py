"""Insights: totals and comparisons over periods, as values and in sentences.

Pure functions over records and days; uses `calendar`, `days`, `facts` and `text`. They report what
was recorded and rated, never a cause.
"""
