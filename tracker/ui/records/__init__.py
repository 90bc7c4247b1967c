"""Tab 3: every record, newest first; its page, logging after the fact, correcting.

Uses `screens` and the rooms below.
"""
