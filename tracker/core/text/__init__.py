"""Text: typed words to values and back, spelling, and text that is safe to show.

The ground floor of the core: it uses no other room and reads no clock.
"""
