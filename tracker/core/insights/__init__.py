"""Insights: totals and comparisons over periods, as values and in sentences.

Pure functions over records and days. They report what was recorded and rated, never a cause.
"""
