"""Reading a person's records, and the one way to change them, with undo and redo.

Two modules, because a prompt imports only the one that reads. Uses `store`, `exchange` for the
documents of facts, and `core`.
"""
