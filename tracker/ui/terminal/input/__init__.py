"""Decodes input from the terminal: keys in every dialect, pastes, the mouse, answers to ignore.

No input raises. Uses Textual and nothing else of tsubo; only ``ui.terminal`` may use it.
"""
