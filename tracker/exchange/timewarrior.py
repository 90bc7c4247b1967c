"""Reads the JSON of ``timew export``: intervals with start, end, tags and annotation.

Source of the format: GothenburgBitFactory/timewarrior, Interval.cpp, and timew-export(1).
"""

import json
from datetime import UTC, datetime
from typing import Any

from tracker.core.text.refusals import Expected, refusal
from tracker.core.text.visible import visible
from tracker.exchange.documents import DocumentError
from tracker.exchange.files import ExchangeError
from tracker.exchange.from_other_programs import Done


def read(text: str, origin: str) -> tuple[list[Done], list[str]]:
    """The entries, and a line for each interval that cannot be used, such as one still running.

    Raises ExchangeError if it is not such a file.
    """
    try:
        found = json.loads(text)
    except RecursionError:
        raise ExchangeError(f"{origin}: not readable as JSON: nested too deeply") from None
    except ValueError as wrong:
        words = visible(str(wrong), lines=False)[:80]
        raise ExchangeError(f"{origin}: not readable as JSON: {words}") from None
    if not isinstance(found, list):
        raise ExchangeError(f"{origin}: not an export of timewarrior; one is a list of intervals")
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
        raise DocumentError(refusal("", interval, Expected("an object")))
    start = _moment(interval, "start")
    if "end" not in interval:
        raise DocumentError("the end is missing: it is still running")
    seconds = (_moment(interval, "end") - start).total_seconds()
    if seconds <= 0:
        raise DocumentError("the end is before the start")
    tags, note = interval.get("tags", []), interval.get("annotation", "")
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise DocumentError(refusal("tags", tags, Expected("a list of words")))
    if not isinstance(note, str):
        raise DocumentError(refusal("annotation", note, Expected("text")))
    return Done(where, tuple(tags), start, seconds, note)


def _moment(interval: dict[str, Any], field: str) -> datetime:
    said = interval.get(field)
    try:
        return datetime.strptime(str(said), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        form = Expected("a moment", "write it as 20260102T213000Z")
        raise DocumentError(refusal(field, said, form)) from None
