"""The kinds of screen that every tab is built from: tabs, dialogs, forms, questions, pages of text.

Uses `widgets` and `terminal`, and names no screen of another room but in `lazy.PAGES`.
"""
