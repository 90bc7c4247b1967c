"""Decodes input from the terminal: keys in every dialect, pastes, the mouse, answers to ignore.

No input raises. Uses only Textual, and no other room of tsubo; only ``ui.terminal`` uses it.
"""
