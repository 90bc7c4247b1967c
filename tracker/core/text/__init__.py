"""Typed text to values and back: moments, dates, durations, safe display."""
