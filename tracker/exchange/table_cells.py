"""Values of the cells in tables of tsubo, also as a spreadsheet has written them."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final

from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import Expected, OneOf, refusal
from tracker.core.text.visible import quoted
from tracker.exchange.documents import DocumentError
from tracker.exchange.native import LATEST
from tracker.exchange.programs.day_cells import day_of, moment_of
from tracker.exchange.tables_csv import WORDS

_WORKED_OUT: Final = frozenset({"points"})
_DECIMAL: Final = frozenset({"planned", "held", "seconds", "lain"})
_TRUTH: Final = frozenset({"done", "stopped_early"})
_MOMENTS: Final = frozenset({"started", "made"})
_WHOLE: Final = frozenset(
    {
        *("mood_before", "mood_after", "tension_before", "tension_after"),
        *("discomfort_start", "discomfort_end", "rating", "number"),
    }
)
_VERSION: Final = re.compile(r"(\d{1,15})(?:[.,]0+)?", re.ASCII)
MOMENT: Final = Expected("a moment", "write it as 2026-11-22T21:30:00+01:00")


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader can look up: the records that are here, and the person's zone."""

    document: Callable[[str, str], Mapping[str, Any] | None]
    """The document of a record by its table and id."""
    zone: tzinfo | None = None
    zone_name: str | None = None


NOTHING_KNOWN: Final = Known(lambda _table, _key: None)


def document(row: Mapping[str, str], known: Known) -> dict[str, Any]:
    """The cells of a row as values of their columns' types.

    Raises DocumentError with the column.
    """
    return {
        column: _value(column, cell, known)
        for column, cell in row.items()
        if column not in _WORKED_OUT
    }


def _value(column: str, cell: str, known: Known) -> Any:
    if column in WORDS:
        return cell
    cell = cell.strip()
    if column in _TRUTH:
        if cell.casefold() not in {"yes", "no", "true", "false", "1", "0", ""}:
            raise DocumentError(refusal(column, cell, OneOf(("yes", "no"), "an answer")))
        return cell.casefold() in {"yes", "true", "1"}
    if column == "effects":
        return cell.split()
    if not cell:
        return None
    if column == "version":  # unreadable when a spreadsheet has rounded it: 1.79584E+12
        version = int(match[1]) if (match := _VERSION.fullmatch(cell)) else None
        if version is not None and not 0 < version < LATEST:
            raise DocumentError(refusal("version", version, Span(1, LATEST - 1)))
        return version
    if column in _WHOLE or column in _DECIMAL:
        try:
            number = float(cell.replace(",", "."))
            if column in _DECIMAL:
                return number
            if number == int(number):
                return int(number)
        except (ValueError, OverflowError):
            pass
        raise DocumentError(refusal(column, cell, Expected("a number")))
    return _moment(column, cell, known) if column in _MOMENTS else cell


def _moment(column: str, cell: str, known: Known) -> str:
    """A moment in ISO format; one without an offset is in the person's zone."""
    try:
        found = moment_of(cell, None)
    except ValueError:
        raise DocumentError(refusal(column, cell, MOMENT)) from None
    if isinstance(found, datetime) and found.tzinfo is not None:
        return cell
    if not isinstance(found, datetime):
        raise DocumentError(refusal(column, cell, MOMENT))
    if known.zone is None:
        raise DocumentError(f"{column}: {quoted(cell)} has no UTC offset; add one, as +01:00")
    local = found.replace(tzinfo=known.zone)
    return local.astimezone(UTC).astimezone(known.zone).isoformat()


def as_held(value: Any, held: Any) -> Any:
    """The value, or the held one if they differ only as a spreadsheet rounds long numbers."""
    if value is None and held == "":
        return held
    if isinstance(value, float) and isinstance(held, float | int):
        return held if math.isclose(value, held, rel_tol=1e-6) else value
    if isinstance(value, list) and isinstance(held, list) and len(value) == len(held):
        return [as_held(one, other) for one, other in zip(value, held, strict=True)]
    if isinstance(value, dict) and isinstance(held, dict):
        return {name: as_held(one, held.get(name)) for name, one in value.items()}
    return value


def day_in(cell: object, began: str | None) -> str | None:
    """The day in a cell; one that a spreadsheet wrote in its own way is matched to the start."""
    text = str(cell or "")
    if not text or re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return text or None
    if began:
        try:
            start = datetime.fromisoformat(began).date()
        except ValueError:
            return text
        for day in (start, start - timedelta(days=1)):
            if _is_written(day, text):
                return day.isoformat()
        return text
    try:
        return day_of(text, None).isoformat()
    except ValueError:
        return text


def _is_written(day: date, text: str) -> bool:
    """Whether numbers in a cell are those of a day, in any order."""
    numbers = sorted(int(each) for each in re.findall(r"\d+", text) if len(each) <= 4)
    years = (day.year, day.year % 100)
    return any(numbers == sorted((day.day, day.month, year)) for year in years)
