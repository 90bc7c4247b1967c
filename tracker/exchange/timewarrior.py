"""Reads the JSON of ``timew export``: intervals with start, end, tags and annotation.

Source of the format: GothenburgBitFactory/timewarrior, Interval.cpp, and timew-export(1).
"""

import json
from datetime import UTC, datetime
from typing import Any

from tracker.core.text.visible import visible
from tracker.exchange.documents import DocumentError
from tracker.exchange.files import ExchangeError
from tracker.exchange.from_other_programs import Done


def read(text: str, origin: str) -> tuple[list[Done], list[str]]:
    """The entries, and a line for each interval that cannot be used, as one still running.

    Raises ExchangeError if it is not such a file.
    """
    try:
        found = json.loads(text)
    except RecursionError:
        raise ExchangeError(f"{origin}: no JSON that can be read: nested too deeply") from None
    except ValueError as wrong:
        told = visible(str(wrong), lines=False)[:80]
        raise ExchangeError(f"{origin}: no JSON that can be read: {told}") from None
    if not isinstance(found, list):
        raise ExchangeError(f"{origin}: no export of timewarrior; one is a list of intervals")
    done: list[Done] = []
    refused: list[str] = []
    for number, interval in enumerate(found, 1):
        where = f"{origin}: interval {number}"
        try:
            done.append(_done(where, interval))
        except DocumentError as wrong:
            refused.append(f"{where}: {wrong}")
    return done, refused


def _done(where: str, interval: Any) -> Done:
    if not isinstance(interval, dict):
        raise DocumentError(f"{_shown(interval)} found, an object allowed")
    start = _moment(interval, "start")
    if "end" not in interval:
        raise DocumentError("end: nothing found: it is still running")
    seconds = (_moment(interval, "end") - start).total_seconds()
    if seconds <= 0:
        raise DocumentError("end: lies before its start")
    tags, note = interval.get("tags", []), interval.get("annotation", "")
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise DocumentError(f"tags: {_shown(tags)} found, words allowed")
    if not isinstance(note, str):
        raise DocumentError(f"annotation: {_shown(note)} found, text allowed")
    return Done(where, tuple(tags), start, seconds, note)


def _moment(interval: dict[str, Any], field: str) -> datetime:
    said = interval.get(field)
    try:
        return datetime.strptime(str(said), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise DocumentError(f"{field}: {_shown(said)} found, as 20260102T213000Z allowed") from None


def _shown(value: object) -> str:
    return visible(str(value), lines=False)[:40]
