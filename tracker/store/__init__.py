"""Keeps the records: TinyDB tables over append-only journals, one set for each device.

A device writes its own files and reads those of all devices; the newest version of a record counts.
A change is on the disk before it is confirmed, and is restored from backups and steps if a file
loses it. Uses `disk` and `core`.
"""

from tracker.store.line import Conflict, StoreError
from tracker.store.store import Store

__all__ = ["Conflict", "Store", "StoreError"]
