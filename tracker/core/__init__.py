"""The practice as values, in rooms of their own: from typed text to facts, days and insights.

Pure: everything is handed in. Nothing here reads a clock, a file or the environment, and nothing
prints. Uses the standard library and dateutil.
"""
