"""Importing files: from the app and from a command, with one plan that says what becomes of what.

`plan` recognises and compares a file, `meanings` reads what names of other programs mean here.
Uses `exchange`, `journal` and `library`.
"""
