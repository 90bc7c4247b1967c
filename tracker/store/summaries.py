"""Caches the totals of each year, by day and kind.

A document whose fields have the wrong types is left out and reported. The cache is disposable: it
is written next to the records without fsync, checked against the stats or checksums of every
journal of the year, and rebuilt if they differ.
"""

import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from operator import is_
from typing import Any, Final, NamedTuple
from zlib import crc32

from tracker.core.days.day_columns import CODES, Columns, DaySummaries
from tracker.core.days.day_summary import DaySummary, Stamp
from tracker.core.facts.goals_and_rests import LONGEST_MAT, Kind
from tracker.disk import file_state
from tracker.store.content import uncollected
from tracker.store.evidence import GONE, Evidence
from tracker.store.folder import JournalFolder
from tracker.store.line import MALFORMED, Document, counted, dumps

FOLDER: Final = "cache"
KINDS: Final = {"sessions": Kind.POINTS, "mat_sessions": Kind.MAT}
_FORMAT: Final = 4
_SUFFIX: Final = ".summary"
_NUMBERS: Final = frozenset({int, float})
_SWAPPED: Final = sys.byteorder == "big"

Fingerprints = dict[str, list[int]]
"""Size, checksum, and change time of each journal of a year."""


class Year(NamedTuple):
    """The totals of one year."""

    days: Mapping[Kind, DaySummaries]
    records: int
    """The number of records, removed ones included."""
    problems: tuple[str, ...]
    """A message for each file, line or record that could not be read or counted."""


class _Record(NamedTuple):
    day: date
    seconds: float
    begun: Stamp
    mood_change: float | None


class Summaries:
    """The totals of all days; a year is read only if one of its journals has changed."""

    def __init__(self, journals: JournalFolder, evidence: Evidence) -> None:
        self._journals, self._evidence = journals, evidence
        self._years: dict[str, tuple[object, Year]] = {}
        self._joined: dict[Kind, tuple[list[Year], DaySummaries]] = {}

    def years(self) -> dict[str, Year]:
        """The totals of each year as of the last poll, oldest first."""
        with uncollected():
            return {stem: self.year(stem) for stem in self._journals.years()}

    def year(self, stem: str) -> Year:
        """The totals of one year."""
        self._years[stem] = found = self._current(stem)
        return found[1]

    def days(self, kind: Kind) -> DaySummaries:
        """The days with records of this kind in total; one in two years' files is added up."""
        years = list(self.years().values())
        known = self._joined.get(kind)
        if known and len(known[0]) == len(years) and all(map(is_, known[0], years)):
            return known[1]
        joined = DaySummaries.joined(kind, (year.days[kind] for year in years))
        self._joined[kind] = years, joined
        return joined

    def forget(self) -> None:
        """Rebuild everything next time."""
        self._years.clear()
        folder = self._journals.folder / FOLDER
        for name in self._journals.disk.scan(folder):
            if name.endswith(_SUFFIX):
                self._journals.disk.remove(folder / name)

    def _current(self, stem: str) -> tuple[object, Year]:
        now = self._states(stem)
        known, year = self._years.get(stem, (None, None))
        if year is not None and known == now:
            return known, year
        stored = self._load(stem)
        if stored and self._is_current(stored, stem):
            return now, stored[1]
        year = self._build(stem, stored[1] if stored else None)
        return self._states(stem), year  # again: building can put records back into the files

    def _states(self, stem: str) -> object:
        return {name: file_state(its) for name, its in self._journals.files[stem].items()}

    def _build(self, stem: str, before: Year | None) -> Year:
        content = self._evidence.content(stem)
        fingerprints = self._fingerprints(stem)
        days, refused = summarise(stem, content.tables)
        problems = [*content.problems(), *refused]
        is_whole = not content.unreadable and not self._journals.refused
        lost = before.records - content.records if before and is_whole else 0
        if lost > 0 and (lost := lost - len(self._evidence.missing(stem))) > 0:
            problems.append(GONE.format(stem, counted(lost, "record")))
        year = Year(days, content.records, tuple(problems))
        if is_whole and lost <= 0:
            self._save(stem, fingerprints, year)
        return year

    def _is_current(self, stored: tuple[Fingerprints, Year], stem: str) -> bool:
        """Whether the journals are unchanged, by their stats or else by their checksums."""
        fingerprints, year = stored
        files = self._journals.files[stem]
        stats = {name: (its.st_size, its.st_mtime_ns) for name, its in files.items()}
        if stats == {name: (size, changed) for name, (size, _, changed) in fingerprints.items()}:
            return True
        sizes = {name: each[0] for name, each in fingerprints.items()}
        if sizes != {name: its.st_size for name, its in files.items()}:
            return False
        now = self._fingerprints(stem)
        if any(now.get(name, ())[:2] != each[:2] for name, each in fingerprints.items()):
            return False
        self._save(stem, now, year)
        return True

    def _fingerprints(self, stem: str) -> Fingerprints:
        found: Fingerprints = {}
        for name, its in self._journals.files[stem].items():
            with suppress(OSError):
                content = self._journals.disk.content(self._journals.path(name))
                found[name] = [len(content), crc32(content), its.st_mtime_ns]
        return found

    def _load(self, stem: str) -> tuple[Fingerprints, Year] | None:
        path = self._journals.folder / FOLDER / f"{stem}{_SUFFIX}"
        try:
            checksum, _, body = self._journals.disk.content(path).partition(b"\n")
            if int(checksum, 16) != crc32(body):
                return None
            end = body.index(b"\n")
            stored = json.loads(body[:end])
            if stored["format"] != _FORMAT:
                return None
            days: dict[Kind, DaySummaries] = {}
            left = memoryview(body)[end + 1 :]
            for kind in Kind:
                days[kind], left = unpacked(kind, stored[kind.value], left)
            problems = tuple(map(str, stored["problems"]))
            return stored["files"], Year(days, int(stored["records"]), problems)
        except (OSError, *MALFORMED):
            return None

    def _save(self, stem: str, fingerprints: Fingerprints, year: Year) -> None:
        columns = {kind.value: packed(year.days[kind]) for kind in Kind}
        head = {
            "format": _FORMAT,
            "files": fingerprints,
            "records": year.records,
            "problems": year.problems,
            **{kind: about for kind, (about, _) in columns.items()},
        }
        body = b"\n".join((dumps(head), b"".join(raw for _, raw in columns.values())))
        disk, folder = self._journals.disk, self._journals.folder / FOLDER
        if self._journals.read_only_reason:
            return
        with suppress(OSError):
            disk.make_folder(folder)
            disk.replace(folder / f"{stem}{_SUFFIX}", b"%08x\n" % crc32(body) + body, durable=False)


def summarise(
    name: str, tables: Mapping[str, Mapping[str, Document]]
) -> tuple[dict[Kind, DaySummaries], list[str]]:
    """The days of each kind, and a message for each record that cannot be counted."""
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
        days[kind] = DaySummaries.of(kind, (_day(kind, day, its) for day, its in records.items()))
    return days, refused


def _words(error: Exception) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)


def _refusal(field: str, found: Any, what: str) -> str:
    # Imported only here, because a prompt reads these summaries.
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
    """The total of these lengths, each within the limits of a record."""
    if not _NUMBERS.issuperset(map(type, found)):
        raise TypeError(_refusal(field, found, "a list of seconds"))
    # A NaN in the list makes the sum NaN, which fails `sum >= 0` even if min and max pass.
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


def packed(days: DaySummaries) -> tuple[dict[str, Any], bytes]:
    """The columns of these days as little-endian bytes, and before them a description."""
    about = {"days": len(days), "seconds": len(days.columns.seconds), "zones": list(days.zones)}
    return about, b"".join(_swapped(column[:]).tobytes() for column in days.columns)


def unpacked(
    kind: Kind, about: Mapping[str, Any], raw: memoryview
) -> tuple[DaySummaries, memoryview]:
    """The days that `packed` wrote, described by ``about``, and the bytes after them.

    Raises ValueError, KeyError or TypeError if the bytes do not fit the description.
    """
    lengths = [*[about["days"]] * (len(CODES) - 1), about["seconds"]]
    columns: list[array[Any]] = []
    for code, length in zip(CODES, lengths, strict=True):
        column: array[Any] = array(code)
        size = length * column.itemsize
        if not 0 <= size <= len(raw):
            raise ValueError(f"{len(raw)} bytes found, {size} more wanted")
        column.frombytes(raw[:size])
        columns.append(_swapped(column))
        raw = raw[size:]
    return DaySummaries(kind, Columns._make(columns), tuple(about["zones"])), raw


def _swapped(column: "array[Any]") -> "array[Any]":
    if _SWAPPED:
        column.byteswap()
    return column
