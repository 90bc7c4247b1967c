"""The native export: every record except the steps of undo, as lossless and readable JSON.

The file is an object with ``schema`` and ``tables``. A table is a list of records in the order of
their ids, each with its id as ``_id`` and the time of its last change in milliseconds as ``_m``.
``removed`` has the ids and times of removed records in the same way, so that an import of an older
file does not bring them back. Two exports of the same store are identical.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tracker.core.facts.checks import Check
from tracker.core.facts.sessions import MatSession, Session
from tracker.core.facts.ulid import is_ulid, ulid_ms
from tracker.core.text.dates import EARLIEST
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import Described, Expected, OneOf, refusal
from tracker.core.text.visible import visible
from tracker.exchange.documents import TABLES, DocumentError, document, fact
from tracker.exchange.files import ExchangeError, content, text_of
from tracker.exchange.import_plan import Entry

SCHEMA: Final = 1
LATEST: Final = 253_402_300_800_000
"""Milliseconds from 1970 to the year 10000, which no date reaches; later ones are refused."""

VERSION: Final = Expected("a time", "write milliseconds since 1970")
OBJECT: Final = Expected("an object")
KNOWN_TABLE: Final = OneOf(tuple(sorted(TABLES)), "a table of tsubo")

Record = dict[str, Any]


def export(
    tables: Mapping[str, Iterable[Mapping[str, Any]]],
    removed: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
) -> str:
    """The text of the file; records have their id as ``_id`` and their version as ``_m``."""
    return (
        json.dumps(
            {
                "tsubo": "native export",
                "schema": SCHEMA,
                "tables": _sorted(tables),
                "removed": _sorted({name: each for name, each in (removed or {}).items() if each}),
            },
            ensure_ascii=False,
            allow_nan=False,
            indent=1,
            sort_keys=True,
        )
        + "\n"
    )


def _sorted(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, list[Any]]:
    return {
        name: sorted(records, key=lambda record: str(record["_id"]))
        for name, records in sorted(tables.items())
    }


@dataclass(frozen=True, slots=True)
class Read:
    """The entries of a file, and a line for each one that cannot be used."""

    entries: tuple[Entry, ...]
    refused: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    """A line for each name of another program whose meaning was not given."""
    skipped: int = 0
    """Rows in which nothing was done."""
    left: int = 0
    """Rows that were left out."""
    rows: int | None = None
    """Rows read; `None` if each is an entry or refused."""
    named: tuple[str, ...] = ()
    """Lines on what becomes of each name of another program."""
    names: tuple[str, ...] = ()
    """The names in the file of another program."""

    @property
    def rows_read(self) -> int:
        """The number of rows in the file."""
        return len(self.entries) + len(self.refused) if self.rows is None else self.rows


def read(path: Path) -> Read:
    """The records of a native export.

    Raises ExchangeError if the file is not an export.
    """
    return parse(text_of(content(path), str(path)), str(path))


def parse(text: str, origin: str) -> Read:
    """The records in the text of a native export; ``origin`` names it in messages."""
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ExchangeError(f"{origin}: not readable as JSON: nested too deeply") from None
    except ValueError as wrong:
        words = visible(str(wrong), lines=False)[:80]
        raise ExchangeError(f"{origin}: not readable as JSON: {words}") from None
    if not isinstance(found, dict) or found.get("tsubo") != "native export":
        raise ExchangeError(
            f'{origin}: not an export of tsubo; one has "tsubo": "native export" and tables'
        )
    schema, tables = found.get("schema"), found.get("tables")
    if schema != SCHEMA:
        known = Expected("known here", f"this tsubo reads {SCHEMA}, a newer one made the file")
        raise ExchangeError(refusal(f"{origin}: schema", schema, known))
    if not isinstance(tables, dict):
        raise ExchangeError(refusal(f"{origin}: tables", tables, OBJECT))
    removed = found.get("removed", {})
    if not isinstance(removed, dict):
        raise ExchangeError(refusal(f"{origin}: removed", removed, OBJECT))
    entries: dict[tuple[str, str], Entry] = {}
    refused: list[str] = []
    places = [(*place, _entry) for place in _records(tables, refused)]
    places += [(*place, _removal) for place in _records(removed, refused)]
    for where, record, name, entry_of in places:
        try:
            entry = entry_of(name, record)
        except DocumentError as wrong:
            refused.append(f"{origin}: {where}: {wrong}")
            continue
        if (name, entry.id) in entries:
            refused.append(f"{origin}: {where}: _id: {entry.id} is there twice")
            continue
        entries[name, entry.id] = entry
    return Read(tuple(entries.values()), tuple(refused))


def _records(tables: Mapping[str, Any], refused: list[str]) -> Iterator[tuple[str, Any, str]]:
    for name, records in tables.items():
        if name not in TABLES or not isinstance(records, list):
            refused.append(refusal("", str(name), KNOWN_TABLE))
            continue
        for number, record in enumerate(records, 1):
            yield f"{name} {number}", record, name


def _removal(table: str, record: Any) -> Entry:
    return Entry(table, *_key(record), {}, is_removal=True)


def _entry(table: str, record: Any) -> Entry:
    key, version = _key(record)
    said = {name: value for name, value in record.items() if name not in {"_id", "_m"}}
    return checked(table, key, version, said)


def _key(record: Any) -> tuple[str, int]:
    """The id and the version of a record."""
    if not isinstance(record, dict):
        raise DocumentError(refusal("", record, OBJECT))
    key, version = record.get("_id"), record.get("_m")
    if not isinstance(key, str) or not is_ulid(key) or ulid_ms(key) > LATEST:
        raise DocumentError(refusal("_id", key, Expected("an id")))
    if not isinstance(version, int) or isinstance(version, bool) or not 0 < version < LATEST:
        raise DocumentError(refusal("_m", version, VERSION))
    return key, version


def checked(table: str, key: str, version: int | None, said: Mapping[str, Any]) -> Entry:
    """An entry with a checked document, its text safe to show.

    Raises DocumentError with the field that is wrong or unknown.
    """
    found = fact(table, key, said)
    whole = document(found)
    if strange := [name for name in said if name not in whole]:
        raise DocumentError(refusal("", strange[0], Expected(f"a field of {table}")))
    if isinstance(found, Session | MatSession):
        _check_day("started", found.started, found.day)
    elif isinstance(found, Check):
        _check_day("taken", found.taken, found.day)
    # Keep equal values as written (60 for 60.0), and add no fields.
    kept = {name: said[name] if said[name] == whole[name] else whole[name] for name in said}
    return Entry(table, key, version, kept)


def _check_day(field: str, moment: datetime, day: date) -> None:
    """Raise DocumentError for a day that is not the moment's date or the day before."""
    found = moment.date()
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise DocumentError(f"{field}: {moment.isoformat()} is after the year 9999") from None
    if found < EARLIEST:
        raise DocumentError(refusal(field, found, Span(EARLIEST, None)))
    if not timedelta(0) <= found - day <= timedelta(days=1):
        raise DocumentError(refusal("day", day, Span(found - timedelta(days=1), found)))


def _no_constant(name: str) -> float:
    raise ValueError(refusal("", Described(name), Expected("a number")))
