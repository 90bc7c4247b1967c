"""Keeps the records: TinyDB over append-only journals, one file a year.

Uses `disk` and, for the totals of days, `core`. It knows documents, not facts: their meaning is
the business of `exchange` and `journal`.
"""

from tracker.store.errors import Conflict, StoreError
from tracker.store.store import RecordChange, Store

__all__ = ["Conflict", "RecordChange", "Store", "StoreError"]
