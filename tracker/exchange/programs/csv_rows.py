"""Reads tables as programs and spreadsheets write them: with any delimiter, quotes, and a mark."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from tracker.core.text.visible import visible
from tracker.exchange.files import ExchangeError

LONGEST_CELL: Final = 1 << 17
_DELIMITERS: Final = ",;\t"


def cells(text: str, origin: str, *, strip: bool = True) -> Iterator[tuple[int, list[str]]]:
    """The line number and the cells of each row that is not empty, without spaces around them.

    The delimiter is the one that the first line uses most. Raises ExchangeError for a row that
    cannot be read.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        for row in lines:
            if any(row):
                yield lines.line_num, [cell.strip() for cell in row] if strip else row
    except csv.Error as wrong:
        raise ExchangeError(f"{origin} line {lines.line_num}: {wrong}") from None


def delimiter_of(text: str) -> str:
    """The delimiter that the first line uses most, outside of quotes; a comma if none."""
    head = "".join(text.partition("\n")[0].split('"')[::2])
    return max(_DELIMITERS, key=head.count)


def head_of(text: str) -> list[str]:
    """The cells of the first line; empty if it cannot be read."""
    try:
        rows = csv.reader([text.partition("\n")[0]], delimiter=delimiter_of(text))
        return [cell.strip() for cell in next(rows, [])]
    except csv.Error:
        return []


def table(text: str, origin: str, needed: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """The place of each row and its cells by the names of the columns, in small letters.

    Raises ExchangeError if a needed column is missing.
    """
    rows = cells(text, origin)
    _, head = next(rows, (0, list[str]()))
    names = [name.casefold() for name in head]
    for column in needed:
        if column.casefold() not in names:
            shown = visible(", ".join(filter(None, head)), lines=False)[:200]
            raise ExchangeError(f"{origin}: the column {column} is missing; there are {shown}")
    width = len(names)
    for line, row in rows:
        whole = [*row, *[""] * (width - len(row))]
        yield f"{origin} line {line}", dict(zip(names, whole, strict=False))
