"""Summary of a year file by day and kind: the only derived data that is stored.

A document whose fields have wrong types is left out and named. The summary is a cache: it is
written without fsync, checked against the size and end of the year file, and rebuilt when these
differ.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from tracker import disk
from tracker.core.days.day_columns import DaySummaries
from tracker.core.days.day_summary import DaySummary, Stamp
from tracker.core.facts.goals_and_rests import LONGEST_MAT, Kind
from tracker.store.column_codec import packed, unpacked
from tracker.store.line import MALFORMED, Document, dumps

FOLDER: Final = "cache"
KINDS: Final = {"sessions": Kind.POINTS, "mat_sessions": Kind.MAT}
_FORMAT: Final = 2
_SUFFIX: Final = ".sums"
_NUMBERS: Final = frozenset({int, float})


class Year(NamedTuple):
    """The summary of one year file."""

    days: Mapping[Kind, DaySummaries]
    """Day summaries of both kinds."""
    records: int
    """Number of records in the file, removed ones included."""
    problems: tuple[str, ...]
    """Messages about lines and records that could not be read or counted."""


class _Record(NamedTuple):
    day: date
    seconds: float
    begun: Stamp
    mood_change: float | None


def summed(
    name: str, tables: Mapping[str, Mapping[str, Document]]
) -> tuple[dict[Kind, DaySummaries], list[str]]:
    """The days of each kind, and the records that could not be counted, in words."""
    days: dict[Kind, DaySummaries] = {}
    refused: list[str] = []
    for table, kind in KINDS.items():
        records: defaultdict[date, list[_Record]] = defaultdict(list)
        for key, document in tables.get(table, {}).items():
            try:
                record = _record(kind, document)
            except MALFORMED as error:
                refused.append(f"{name}: {table} {key} is left out: {_words(error)}")
            else:
                records[record.day].append(record)
        summed = (_day(kind, day, begun) for day, begun in records.items())
        days[kind] = DaySummaries.of(kind, summed)
    return days, refused


def load(folder: Path, name: str) -> tuple[tuple[int, ...], Year] | None:
    """The file's fingerprint when it was summed, its portable part, and the sum; or ``None``."""
    try:
        seal, _, body = _path(folder, name).read_bytes().partition(b"\n")
        if int(seal, 16) != crc32(body):
            return None
        end = body.index(b"\n")
        stored = json.loads(body[:end])
        if stored["format"] != _FORMAT:
            return None
        days: dict[Kind, DaySummaries] = {}
        left = memoryview(body)[end + 1 :]
        for kind in Kind:
            days[kind], left = unpacked(kind, stored[kind.value], left)
        seen = tuple(map(int, stored["file"]))
        problems = tuple(map(str, stored["problems"]))
        return seen, Year(days, int(stored["records"]), problems)
    except (OSError, *MALFORMED):
        return None


def save(folder: Path, name: str, seen: disk.Fingerprint, year: Year) -> None:
    """Store the summary. An OSError is ignored, because the summary can be rebuilt."""
    columns = {kind.value: packed(year.days[kind]) for kind in Kind}
    said = {
        "format": _FORMAT,
        "file": seen.portable,
        "records": year.records,
        "problems": year.problems,
        **{kind: about for kind, (about, _) in columns.items()},
    }
    body = b"\n".join((dumps(said), b"".join(raw for _, raw in columns.values())))
    path = _path(folder, name)
    try:
        disk.make_folder(path.parent)
        disk.replace(path, b"%08x\n" % crc32(body) + body, durable=False)
    except OSError:
        return


def forget(folder: Path) -> None:
    """Delete the stored summaries. Raises OSError."""
    for path in (folder / FOLDER).glob(f"*{_SUFFIX}"):
        path.unlink(missing_ok=True)


def _path(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{name}{_SUFFIX}"


def _words(error: Exception) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)


def _refusal(field: str, found: Any, what: str) -> str:
    # Imported only to refuse: a prompt reads these summaries.
    from tracker.core.text.refusals import Expected, refusal

    return refusal(field, found, Expected(what))


def _mood(document: Document, field: str) -> int | None:
    value = document.get(field)
    if value is not None and (type(value) is not int or not 0 <= value <= 10):
        raise ValueError(_refusal(field, value, "a whole number from 0 to 10"))
    return value


def _moment(text: Any, field: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        aware = moment.utcoffset() is not None
    except (ValueError, TypeError):
        aware = False
    if not aware:
        raise ValueError(_refusal(field, text, "a moment with its UTC offset"))
    return moment


def _seconds(field: str, found: list[Any]) -> float:
    """All of these together, each one that a record may have."""
    if not _NUMBERS.issuperset(map(type, found)):
        raise TypeError(_refusal(field, found, "a list of seconds"))
    # NaN is neither less nor more than anything, and whatever it is added to becomes one.
    if found and not (min(found) >= 0 and max(found) <= LONGEST_MAT and sum(found) >= 0):
        raise ValueError(_refusal(field, found, "a list of seconds, each up to 6 h"))
    return float(sum(found))


def _record(kind: Kind, document: Document) -> _Record:
    try:
        day = date.fromisoformat(document["day"])
    except (ValueError, TypeError) as error:
        raise ValueError(_refusal("day", document["day"], "a date")) from error
    zone = document.get("zone")
    if not (zone is None or isinstance(zone, str)):
        raise ValueError(_refusal("zone", zone, "a name"))
    if kind is Kind.MAT:
        seconds = _seconds("lain", [document["lain"]])
    else:
        seconds = _seconds("held", [hold["held"] for hold in document["holds"]])
    before, after = _mood(document, "mood_before"), _mood(document, "mood_after")
    change = None if before is None or after is None else float(after - before)
    return _Record(day, seconds, Stamp(_moment(document["started"], "started"), zone), change)


def _day(kind: Kind, day: date, records: list[_Record]) -> DaySummary:
    begun = sorted((record.begun for record in records), key=lambda stamp: stamp.moment)
    changes = [record.mood_change for record in records if record.mood_change is not None]
    return DaySummary(
        day=day,
        kind=kind,
        seconds=tuple(record.seconds for record in records),
        first=begun[0],
        last=begun[-1],
        mood_change=sum(changes),
        mood_count=len(changes),
    )
