"""Keeps the records: TinyDB over append-only journals, one a year."""

from tracker.store.errors import Conflict, StoreError
from tracker.store.store import RecordChange, Store

__all__ = ["Conflict", "RecordChange", "Store", "StoreError"]
