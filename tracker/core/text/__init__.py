"""Text: typed words to values and back, spelling, and text that is safe to show.

The ground floor of the core; it knows nothing of the other rooms and reads no clock.
"""
