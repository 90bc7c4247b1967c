"""Looking at dated records: a day's, a stretch of days', or all from the newest on.

Only the year files that hold what is asked for are read, and few are kept. A record's day and begin
may lie in another year than its file, for a correction keeps the id; what is read goes by the sums.
"""

from collections.abc import Iterator
from datetime import date, datetime
from heapq import heappop, heappush
from operator import sub

from tracker.core.facts.ulid import is_ulid, ulid_ms
from tracker.store.folder import JournalFolder
from tracker.store.line import Document
from tracker.store.summary_cache import SummaryCache
from tracker.store.year_summary import KINDS, Year


class History:
    """Records by day, each a document with its id as ``_id``."""

    def __init__(self, journals: JournalFolder, summaries: SummaryCache) -> None:
        self._journals = journals
        self._summaries = summaries

    def between(self, table: str, first: date, last: date) -> list[Document]:
        """The records whose day is within these two, both included; oldest first."""
        kind = KINDS[table]
        low, high = first.isoformat(), last.isoformat()
        found = [
            document
            for name, year in self._summaries.years().items()
            if year.days[kind].places(first.toordinal(), last.toordinal())
            for document in self._documents(name, table)
            if isinstance(document.get("day"), str) and low <= document["day"] <= high
        ]
        return sorted(found, key=_begun)

    def newest(self, table: str) -> Iterator[Document]:
        """Every record, the newest first by when it began; a year file is read when it is due."""
        kind = KINDS[table]
        due = sorted(
            (
                (_latest(year, table), name)
                for name, year in self._summaries.years().items()
                if year.days[kind]
            ),
            reverse=True,
        )
        waiting: list[tuple[float, int, Document]] = []
        for at, (_, name) in enumerate(due):
            for document in self._documents(name, table):
                begun, key = _begun(document)
                heappush(waiting, (-begun, _reversed(key), document))
            until = due[at + 1][0] if at + 1 < len(due) else float("-inf")
            while waiting and -waiting[0][0] > until:
                yield heappop(waiting)[2]

    def _documents(self, name: str, table: str) -> list[Document]:
        documents = self._journals.fresh(name).content.tables.get(table, {})
        return [{**document, "_id": key} for key, document in documents.items()]


def _latest(year: Year, table: str) -> float:
    """When the last record of a year file began, in seconds since 1970."""
    columns = year.days[KINDS[table]].columns
    microseconds: int = max(map(sub, columns.last, columns.last_offset))
    return microseconds / 1_000_000


def _reversed(key: str) -> int:
    return -int.from_bytes(key.encode(), "big")


def _begun(document: Document) -> tuple[float, str]:
    """When it began, in seconds since 1970, and its id."""
    key: str = document["_id"]
    try:
        return datetime.fromisoformat(document["started"]).timestamp(), key
    except (ValueError, KeyError, TypeError):
        return (ulid_ms(key) / 1000 if is_ulid(key) else 0.0), key
