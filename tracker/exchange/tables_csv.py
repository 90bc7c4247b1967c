"""CSV for spreadsheets: sessions, their holds, mat sessions and nights, one file each, in a zip.

Texts that a spreadsheet would run as formulas, or turn into numbers and dates, are escaped by an
apostrophe, which reading removes. `tables_from_csv` reads them.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

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

_RUNS: Final = "=+-@\t\r＝＋－＠"
"""Characters that begin a formula in a spreadsheet."""
WORDS: Final = frozenset({"note", "stopped_why", "surface", "mat"})
"""Columns of text that the person wrote."""
_NUMBER_OR_DATE: Final = re.compile(
    r"[\d\s.,:/()%$€£-]*\d[\d\s.,:/()%$€£-]*(?:e[\d+-]+|[ap]\.?m\.?)?"
    r"|\d{1,4}[ ./-]*[^\W\d_]{3,9}[ .,/-]*\d{0,4}|[^\W\d_]{3,9}[ .,/-]+\d{1,4}(?:, ?\d{4})?"
    r"|true|false|wahr|falsch",
    re.IGNORECASE,
)


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
    holds = record.get("holds", ())
    return {
        **record,
        "id": record["_id"],
        "version": record["_m"],
        "seconds": sum(hold["held"] for hold in holds),
        "points": " ".join(dict.fromkeys(hold["point"] for hold in holds)),
        "effects": " ".join(record.get("effects", ())),
    }


def _hold_rows(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for number, hold in enumerate(record.get("holds", ()), 1):
        yield {"session": record["_id"], "number": number, **hold}


def _mat_row(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **record,
        "id": record["_id"],
        "version": record["_m"],
        "seconds": record.get("lain", 0.0),
    }


def _night_row(record: Mapping[str, Any]) -> dict[str, Any]:
    return {**record, "id": record["_id"], "version": record["_m"]}


def _text(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(column, row.get(column)) for column in columns])
    return out.getvalue()


def _cell(column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return defused(value, written=column in WORDS)
    return repr(value)


def defused(text: str, *, written: bool = True) -> str:
    """The text as a cell that a spreadsheet leaves as it is.

    It never runs it as a formula; one that the person has ``written`` becomes no number or date.
    """
    return f"'{text}" if _changes(text.removeprefix("'"), written=written) else text


def fused(cell: str) -> str:
    """The text that ``defused`` turned into this cell."""
    return cell[1:] if cell[:1] == "'" and _changes(cell[1:], written=True) else cell


def _changes(text: str, *, written: bool) -> bool:
    """Whether a spreadsheet would run or convert this text, or an apostrophe before it is ours."""
    if text[:1] in {*_RUNS, "'"}:
        return bool(text)
    return written and len(text) <= 40 and _NUMBER_OR_DATE.fullmatch(text.strip()) is not None
