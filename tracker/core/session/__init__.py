"""A running session as a value: plan, holds, progress, events between samples, breath, record.

Uses `facts` and `text`. Every reading of a clock is handed in; saving, bells and pictures are
the business of the callers.
"""
