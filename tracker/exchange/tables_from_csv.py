"""Reads the tables of `tables_csv` again: the zip, packed again in a folder too, or one table.

Sessions are in two tables; without one of them, what it has of a session stays as it is here. A
spreadsheet may have saved them: with a byte order mark, ``;``, decimal commas, local dates, and
long numbers rounded. A row changes the record with its id; a row without an id is a new record. A
row whose version cannot be read any more never replaces a record unasked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from tracker.core.facts.ulid import is_ulid, ulid
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import Expected, OneOf, refusal
from tracker.core.text.visible import quoted
from tracker.exchange.archive import members, without_folder
from tracker.exchange.documents import DocumentError
from tracker.exchange.files import ExchangeError, text_of
from tracker.exchange.import_plan import Entry
from tracker.exchange.native import Read, checked
from tracker.exchange.programs.csv_rows import cells, head_of
from tracker.exchange.table_cells import MOMENT, NOTHING_KNOWN, Known, as_held, day_in, document
from tracker.exchange.tables_csv import COLUMNS, HOLDS, MAT_SESSIONS, NIGHTS, SESSIONS, fused

_TABLES: Final = {SESSIONS: "sessions", MAT_SESSIONS: "mat_sessions", NIGHTS: "nights"}
_NEEDED: Final = frozenset({"started", "session", "rating"})
_NO_HOLDS: Final = f"its points are in {HOLDS}; put that beside it, or import the zip of both"
_NOT_IN_HOLDS: Final = f"its points are not in {HOLDS}"


def is_table(text: str) -> bool:
    """Whether the first line of a text is the head of one of these tables."""
    return _name_of(head_of(text)) is not None


def _name_of(head: Iterable[str]) -> str | None:
    """The table whose head this is, also with some of its columns left out."""
    names = {cell.casefold() for cell in head}
    if {"session", "point"} <= names:
        return HOLDS
    if {"day", "rating"} <= names:
        return NIGHTS
    if "started" not in names:
        return None
    only_sessions = set(COLUMNS[SESSIONS]).difference(COLUMNS[MAT_SESSIONS])
    return SESSIONS if names & only_sessions else MAT_SESSIONS


def needs_holds(text: str) -> bool:
    """Whether a text is the table of sessions, whose holds are in another one."""
    return _name_of(head_of(text)) == SESSIONS


def read(
    found: bytes, origin: str, known: Known = NOTHING_KNOWN, beside: bytes | None = None
) -> Read:
    """The records in a zip of these tables, or in one table.

    ``beside`` is the content of the file of holds that lies beside a table of sessions. Raises
    ExchangeError if it is neither.
    """
    if found[:4] == b"PK\x03\x04":
        inside = without_folder(members(found, origin), *COLUMNS)
        files = {
            name: text_of(inside[name], f"{origin}: {name}") for name in COLUMNS if name in inside
        }
    else:
        text = text_of(found, origin)
        files = {_name_of(head_of(text)) or MAT_SESSIONS: text}
        if beside is not None and SESSIONS in files:
            files[HOLDS] = text_of(beside, HOLDS)
    if not files:
        raise ExchangeError(f"{origin}: not an export of tsubo; one has {', '.join(COLUMNS)}")
    refused: list[str] = []
    rows = {name: [*_rows(text, name, origin, refused)] for name, text in files.items()}
    holds = _holds(rows[HOLDS], refused) if HOLDS in rows else None
    entries: dict[tuple[str, str], Entry] = {}
    places = [
        (where, table, row) for name, table in _TABLES.items() for where, row in rows.get(name, ())
    ]
    if holds and SESSIONS not in rows:
        places += [(where, "sessions", {"id": key}) for key, (where, _) in holds.items()]
    for where, table, row in places:
        try:
            entry = _entry(table, row, holds, known, alone=SESSIONS not in rows)
        except DocumentError as wrong:
            refused.append(f"{where}: {wrong}")
            continue
        if (table, entry.id) in entries:
            refused.append(f"{where}: id: {entry.id} is there twice")
            continue
        entries[table, entry.id] = entry
    if holds and SESSIONS in rows:
        ids = {row.get("id") for _, row in rows[SESSIONS]}
        strays = ((key, where) for key, (where, _) in holds.items() if key not in ids)
        refused += [
            f"{where}: session: {quoted(key)} is not in {SESSIONS}" for key, where in strays
        ]
    return Read(tuple(entries.values()), tuple(refused), named=_holds_words(rows))


def _holds_words(rows: Mapping[str, Sequence[tuple[str, Mapping[str, str]]]]) -> tuple[str, ...]:
    """A line on the rows that are part of another one's record."""
    holds = rows.get(HOLDS, ())
    if not holds:
        return ()
    sessions = len({row.get("session") for _, row in holds})
    lines = "1 row is" if len(holds) == 1 else f"{len(holds)} rows are"
    whose = "1 session" if sessions == 1 else f"{sessions} sessions"
    return (f"{HOLDS}: {lines} the holds of {whose}",)


_Holds = dict[str, tuple[str, list[dict[str, Any]]]]
"""The place of the first hold of each session, and its holds with their numbers."""


def _holds(rows: Iterable[tuple[str, dict[str, str]]], refused: list[str]) -> _Holds:
    found: _Holds = {}
    for where, row in rows:
        try:
            hold = document(row, NOTHING_KNOWN)
        except DocumentError as wrong:
            refused.append(f"{where}: {wrong}")
            hold = {"session": row.get("session", "")}
        found.setdefault(hold.pop("session") or "", (where, []))[1].append(hold)
    return found


def _rows(
    text: str, name: str, origin: str, refused: list[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place; one of another length is refused, empty cells at its end aside."""
    lines = cells(text, f"{origin}: {name}", strip=False)
    _, head = next(lines, (0, list[str]()))
    columns = [cell.strip().casefold() for cell in head]
    while columns and not columns[-1]:
        columns.pop()
    if strange := [column for column in columns if column not in COLUMNS[name]]:
        known = OneOf(COLUMNS[name], "a column of tsubo")
        raise ExchangeError(refusal(f"{origin}: {name}", strange[0], known))
    for column in sorted(_NEEDED.intersection(COLUMNS[name]).difference(columns)):
        raise ExchangeError(f"{origin}: {name}: the column {column} is missing")
    if len(set(columns)) < len(columns):
        raise ExchangeError(f"{origin}: {name}: two columns have the same name")
    for line, row in lines:
        where = f"{origin}: {name} line {line}"
        if len(row) < len(columns) or any(row[len(columns) :]):
            refused.append(refusal(where, len(row), Span(len(columns), len(columns), "cells")))
            continue
        yield where, dict(zip(columns, map(fused, row), strict=False))


def _entry(
    table: str, row: Mapping[str, str], holds: _Holds | None, known: Known, *, alone: bool
) -> Entry:
    """The entry of a row. ``alone`` is a session of which only its holds are in the file."""
    said = document(row, known)
    key, version = said.pop("id", None), said.pop("version", None)
    if key is not None and not is_ulid(key):
        raise DocumentError(refusal("id", key, Expected("an id", "leave it out for a new one")))
    held = known.document(table, key) if key else None
    if table == "sessions" and alone:
        if held is None:
            raise DocumentError(
                f"session: {quoted(str(key))} is not here; import {SESSIONS} with this beside it"
            )
        said = {**held}
    elif table == "nights":
        said["day"] = day_in(said.get("day"), None)
    else:
        began = str(said.get("started") or "")
        said["day"] = day_in(said.get("day"), began) or began[:10]
        said["source"] = said.get("source") or ("import" if held is None else held.get("source"))
        seconds = said.pop("seconds", None)
        if table == "mat_sessions":
            said["lain"] = seconds
        elif "zone" not in said:
            said["zone"] = None
    if table == "sessions":
        said["holds"] = _holds_of(key, holds, held, has_points=bool(row.get("points", "").strip()))
    first = said.get("started") or f"{said.get('day') or ''}T12:00:00+00:00"
    began = str(said.get("made") or first)
    said["made"] = said.get("made") or began
    said["zone"] = said.get("zone") or (known.zone_name if key is None else None)
    if key is None:
        key = _new_id(str(first if table != "nights" else began), row)
    if held is not None:
        said = {
            name: as_held(value, held.get(name))
            for name, value in said.items()
            if name in held or _is_given(name, value)  # older records lack later fields
        }
    return checked(table, key, version, said)


def _is_given(name: str, value: Any) -> bool:
    """Whether a cell says something that its field would not be without it."""
    return bool(value) or (type(value) in {int, float} and name != "lain")


def _holds_of(
    key: str | None, holds: _Holds | None, held: Mapping[str, Any] | None, *, has_points: bool
) -> list[dict[str, Any]]:
    """The holds of a session; those that it has here if the file has none of it."""
    _, own = (holds or {}).get(key or "", ("", []))
    if not own and (holds is None or has_points):
        if held is None:
            raise DocumentError(_NO_HOLDS if holds is None else _NOT_IN_HOLDS)
        return list(held["holds"])
    own = sorted(own, key=lambda hold: hold.get("number") or 0)
    return [{name: value for name, value in hold.items() if name != "number"} for hold in own]


def _new_id(started: str, row: Mapping[str, str]) -> str:
    """An id for a row without one; equal rows get the same id."""
    try:
        moment = datetime.fromisoformat(started)
    except ValueError:
        raise DocumentError(refusal("started", started, MOMENT)) from None
    if moment.tzinfo is None:
        raise DocumentError(refusal("started", started, MOMENT))
    digest = blake2b("\x1f".join(row.values()).encode("utf-8", "replace"), digest_size=10).digest()
    return ulid(moment, int.from_bytes(digest))
