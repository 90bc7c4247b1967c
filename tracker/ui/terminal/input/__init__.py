"""What comes in from the terminal: keys of every dialect, pastes, the mouse, and what is none.

No byte raises. Uses nothing of the app but Textual, and may be used by ``ui.terminal`` alone.
"""
