"""Keeps the records: TinyDB tables over append-only journals, of each device its own.

A device writes its own files and reads those of all; of each record the newest version counts. A
change is on the disk before it is confirmed, and comes back from backups and steps if a file loses
it. Uses `disk` and `core`.
"""

from tracker.store.line import Conflict, StoreError
from tracker.store.store import Store

__all__ = ["Conflict", "Store", "StoreError"]
