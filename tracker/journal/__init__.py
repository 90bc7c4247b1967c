"""Reads a person's records, and changes them with undo and redo.

Reading and changing are apart, because a prompt imports only `records`. Uses `store`, `exchange`
for the documents of facts, and `core`.
"""
