"""The command palette: every action, page, routine and point by name.

Uses `screens` and `points`; other tabs are reached by their name in `screens.lazy.PAGES`.
"""
