"""CSV for spreadsheets: sessions, their holds, mat sessions and nights, one file each, in a zip.

Cells that a spreadsheet would run as formulas are escaped by an apostrophe, which reading removes.
When read, a row changes the record with its id; a row without an id is a new record.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from tracker.core.facts.ulid import is_ulid, ulid
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import Expected, OneOf, refusal
from tracker.core.text.visible import quoted
from tracker.exchange.archive import members
from tracker.exchange.documents import DocumentError
from tracker.exchange.files import ExchangeError, text_of
from tracker.exchange.import_plan import Entry
from tracker.exchange.native import LATEST, VERSION, Read, checked

SESSIONS: Final = "sessions.csv"
HOLDS: Final = "holds.csv"
MAT_SESSIONS: Final = "mat_sessions.csv"
NIGHTS: Final = "nights.csv"

_RATINGS: Final = ("mood_before", "mood_after", "tension_before", "tension_after")
_HEAD: Final = ("id", "started", "zone", "day", "seconds")
_TAIL: Final = ("note", "source", "stopped_early", "stopped_why", "made", "version")
COLUMNS: Final = {
    SESSIONS: (
        *_HEAD,
        "routine",
        "points",
        *_RATINGS,
        "pressed_with",
        "pressure",
        "effects",
        *_TAIL,
    ),
    HOLDS: ("session", "number", "point", "side", "planned", "held", "done"),
    MAT_SESSIONS: (
        *_HEAD,
        "planned",
        "position",
        "layer",
        "surface",
        "discomfort_start",
        "discomfort_end",
        *_RATINGS,
        "skin",
        "mat",
        *_TAIL,
    ),
    NIGHTS: ("id", "day", "rating", "zone", "made", "version"),
}
"""The columns of each file. ``seconds`` and ``points`` are for people; ``version`` is ``_m``."""

_TABLES: Final = {SESSIONS: "sessions", MAT_SESSIONS: "mat_sessions", NIGHTS: "nights"}
_WORKED_OUT: Final = frozenset({"points"})
_WHOLE: Final = frozenset(
    {*_RATINGS, "discomfort_start", "discomfort_end", "rating", "version", "number"}
)
_DECIMAL: Final = frozenset({"planned", "held", "seconds"})
_TRUTH: Final = frozenset({"done", "stopped_early"})
_TEXT: Final = frozenset({"note", "stopped_why", "surface", "mat"})
_RUNS: Final = "=+-@\t\r＝＋－＠"
"""Characters that begin a formula in a spreadsheet."""
_RATING: Final = re.compile(rb"\brating\b", re.IGNORECASE)
_NEEDED: Final = frozenset({"started", "session", "rating"})
_MOST_CELL: Final = 1 << 17
_MOMENT: Final = Expected("a moment", "write it as 2026-11-22T21:30:00+01:00")


def tables(everything: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, str]:
    """The text of each file, from the documents of all tables."""
    sessions = _ordered(everything.get("sessions", ()))
    rows: dict[str, Iterator[Mapping[str, Any]]] = {
        SESSIONS: map(_session_row, sessions),
        HOLDS: (row for session in sessions for row in _hold_rows(session)),
        MAT_SESSIONS: map(_mat_row, _ordered(everything.get("mat_sessions", ()))),
        NIGHTS: map(_night_row, _ordered(everything.get("nights", ()))),
    }
    return {name: _text(COLUMNS[name], rows[name]) for name in COLUMNS}


def zipped(texts: Mapping[str, str]) -> bytes:
    """The files in a zip; equal files give an identical zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(texts.items()):
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _ordered(records: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(records, key=lambda record: str(record["_id"]))


def _session_row(record: Mapping[str, Any]) -> dict[str, Any]:
    holds = record["holds"]
    return {
        **record,
        "id": record["_id"],
        "version": record["_m"],
        "seconds": sum(hold["held"] for hold in holds),
        "points": " ".join(dict.fromkeys(hold["point"] for hold in holds)),
        "effects": " ".join(record.get("effects", ())),
    }


def _hold_rows(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for number, hold in enumerate(record["holds"], 1):
        yield {"session": record["_id"], "number": number, **hold}


def _mat_row(record: Mapping[str, Any]) -> dict[str, Any]:
    return {**record, "id": record["_id"], "version": record["_m"], "seconds": record["lain"]}


def _night_row(record: Mapping[str, Any]) -> dict[str, Any]:
    return {**record, "id": record["_id"], "version": record["_m"]}


def _text(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return defused(value)
    return repr(value)


def defused(text: str) -> str:
    """The text as a cell that a spreadsheet does not run as a formula."""
    runs = text[:1] and (text[0] in _RUNS or (text[0] == "'" and text[1:2] in {*_RUNS, "'"}))
    return f"'{text}" if runs else text


def fused(cell: str) -> str:
    """The text that ``defused`` turned into this cell."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in {*_RUNS, "'"} else cell


def read(found: bytes, origin: str) -> Read:
    """The records in a zip of these files, or in one ``mat_sessions.csv`` or ``nights.csv``.

    Raises ExchangeError if it is neither.
    """
    if found[:4] == b"PK\x03\x04":
        files = {name: body for name, body in members(found, origin).items() if name in COLUMNS}
        if SESSIONS in files and HOLDS not in files:
            raise ExchangeError(f"{origin}: {HOLDS} is missing; sessions cannot be read without it")
    else:
        files = {NIGHTS if _RATING.search(found.split(b"\n", 1)[0]) else MAT_SESSIONS: found}
    if not files:
        raise ExchangeError(f"{origin}: not an export of tsubo; one has {', '.join(COLUMNS)}")
    refused: list[str] = []
    rows = {
        name: list(_rows(text_of(body, f"{origin}: {name}"), name, origin, refused))
        for name, body in files.items()
    }
    holds: dict[str, list[dict[str, Any]]] = {}
    for where, row in rows.get(HOLDS, ()):
        try:
            hold = _document(row)
        except DocumentError as wrong:
            refused.append(f"{where}: {wrong}")
            hold = {"session": row.get("session", "")}
        holds.setdefault(hold.pop("session") or "", []).append(hold)
    entries: dict[tuple[str, str], Entry] = {}
    for name, table in _TABLES.items():
        for where, row in rows.get(name, ()):
            try:
                entry = _entry(table, row, holds)
            except DocumentError as wrong:
                refused.append(f"{where}: {wrong}")
                continue
            if (table, entry.id) in entries:
                refused.append(f"{where}: id: {entry.id} is there twice")
                continue
            entries[table, entry.id] = entry
    return Read(tuple(entries.values()), tuple(refused))


def _rows(
    text: str, name: str, origin: str, refused: list[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place; the delimiter is the one that the first line uses most."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(_MOST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        columns = [cell.strip().casefold() for cell in next(lines, [])]
        strange = [column for column in columns if column not in COLUMNS[name]]
        if strange:
            known = OneOf(COLUMNS[name], "a column of tsubo")
            raise ExchangeError(refusal(f"{origin}: {name}", strange[0], known))
        missing = _NEEDED.intersection(COLUMNS[name]).difference(columns)
        for column in sorted(missing):
            raise ExchangeError(f"{origin}: {name}: the column {column} is missing")
        if len(set(columns)) < len(columns):
            raise ExchangeError(f"{origin}: {name}: two columns have the same name")
        for cells in lines:
            where = f"{origin}: {name} line {lines.line_num}"
            if not any(cells):
                continue
            if len(cells) != len(columns):
                count = Span(len(columns), len(columns), "cells")
                refused.append(refusal(where, len(cells), count))
                continue
            yield where, dict(zip(columns, map(fused, cells), strict=True))
    except csv.Error as wrong:
        raise ExchangeError(f"{origin}: {name} line {lines.line_num}: {wrong}") from None


def _document(row: Mapping[str, str]) -> dict[str, Any]:
    """The cells of a row as values of their columns' types.

    Raises DocumentError with the column.
    """
    return {
        column: _value(column, cell) for column, cell in row.items() if column not in _WORKED_OUT
    }


def _value(column: str, cell: str) -> Any:
    if column in _TEXT:
        return cell
    cell = cell.strip()
    if column in _TRUTH:
        if cell.casefold() not in {"yes", "no", "true", "false", ""}:
            raise DocumentError(refusal(column, cell, OneOf(("yes", "no"), "an answer")))
        return cell.casefold() in {"yes", "true"}
    if column == "effects":
        return cell.split()
    if not cell:
        return None
    if column in _WHOLE or column in _DECIMAL:
        try:
            return int(cell) if column in _WHOLE else float(cell.replace(",", "."))
        except ValueError:
            raise DocumentError(refusal(column, cell, Expected("a number"))) from None
    return cell


def _entry(table: str, row: Mapping[str, str], holds: Mapping[str, list[dict[str, Any]]]) -> Entry:
    said = _document(row)
    key, version = said.pop("id", None), said.pop("version", None)
    if table == "nights":
        began = str(said.get("made") or f"{said.get('day') or ''}T12:00:00+00:00")
    else:
        began = str(said.get("started") or "")
        said["day"] = said.get("day") or began[:10]
        said["source"] = said.get("source") or "import"
        seconds = said.pop("seconds", None)
        if table == "sessions":
            own = sorted(holds.get(key or "", ()), key=lambda hold: hold.get("number") or 0)
            said["holds"] = [{k: v for k, v in hold.items() if k != "number"} for hold in own]
        else:
            said["lain"] = seconds
    said["made"] = said.get("made") or began
    said["zone"] = said.get("zone")
    if key is None:
        key = _new_id(began, row)
    if not is_ulid(key):
        raise DocumentError(refusal("id", key, Expected("an id", "leave it out for a new one")))
    if version is not None and not 0 < version < LATEST:
        raise DocumentError(refusal("version", version, VERSION))
    return checked(table, key, version or 1, said)


def _new_id(started: str, row: Mapping[str, str]) -> str:
    """An id for a row without one; equal rows get the same id."""
    try:
        moment = datetime.fromisoformat(started)
    except ValueError:
        raise DocumentError(refusal("started", started, _MOMENT)) from None
    if moment.tzinfo is None:
        raise DocumentError(f"started: {quoted(started)} has no UTC offset; add one, as +01:00")
    digest = blake2b("\x1f".join(row.values()).encode("utf-8", "replace"), digest_size=10).digest()
    return ulid(moment, int.from_bytes(digest))
