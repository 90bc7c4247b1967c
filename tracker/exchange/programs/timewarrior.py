"""Reads timewarrior's intervals: the JSON of ``timew export``, and its own ``.data`` files.

An interval has start, end, tags and annotation; one without an end is still running.
Source of the formats: GothenburgBitFactory/timewarrior, Interval.cpp, and timew-export(1).
"""

import re
from datetime import UTC, datetime
from typing import Any, Final

from tracker.core.text.refusals import Expected, refusal
from tracker.exchange.files import ExchangeError
from tracker.exchange.programs.json_text import parsed
from tracker.exchange.programs.rows import NO_NAME, RUNNING, Done, Rows

PROGRAM: Final = "timewarrior"
_STAMP: Final = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z", re.ASCII)
_LINE: Final = re.compile(r"inc (\d{8}T\d{6}Z)(?: - (\d{8}T\d{6}Z))?(?: #(?P<rest>.*))?", re.ASCII)
_TAG: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_FORM: Final = Expected("a moment", "write it as 20260102T213000Z")


def is_interval(value: object) -> bool:
    """Whether a JSON value has the form of an interval."""
    return isinstance(value, dict) and bool(_STAMP.fullmatch(str(value.get("start"))))


def is_data_line(line: str) -> bool:
    """Whether a line is one of a ``.data`` file."""
    return bool(_LINE.fullmatch(line.strip()))


def read(text: str, origin: str) -> Rows:
    """The intervals of an export or of a ``.data`` file.

    Raises ExchangeError if it is neither.
    """
    rows = Rows(PROGRAM)
    if text.lstrip()[:3] in {"inc", "exc"}:
        _read_lines(text, origin, rows)
        return rows
    found = parsed(text, origin)
    if not isinstance(found, list):
        raise ExchangeError(f"{origin}: not an export of timewarrior; one is a list of intervals")
    for number, interval in enumerate(found, 1):
        where = f"{origin}: interval {number}"
        try:
            _read_interval(rows, where, interval)
        except ValueError as wrong:
            tags = interval.get("tags") if isinstance(interval, dict) else None
            named = isinstance(tags, list) and all(isinstance(tag, str) for tag in tags)
            rows.refuse(where, wrong, *(tags if named and tags else ()))
    return rows


def _read_interval(rows: Rows, where: str, interval: Any) -> None:
    if not isinstance(interval, dict):
        raise ValueError(refusal("", interval, Expected("an object")))  # noqa: TRY004
    tags, note = interval.get("tags", []), interval.get("annotation", "")
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ValueError(refusal("tags", tags, Expected("a list of words")))
    if not isinstance(note, str):
        raise ValueError(refusal("annotation", note, Expected("text")))  # noqa: TRY004
    names = tuple(tags) or (NO_NAME,)
    _add(rows, where, names, interval.get("start"), interval.get("end"), note)


def _read_lines(text: str, origin: str, rows: Rows) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("exc"):  # an exclusion is a holiday, not practice
            continue
        where = f"{origin} line {number}"
        match = _LINE.fullmatch(line.strip())
        if match is None:
            rows.refuse(where, refusal("", line.strip()[:60], Expected("an interval")))
            continue
        words, _, note = (match["rest"] or "").partition(" # ")
        tags = tuple(
            re.sub(r"\\(.)", r"\1", quoted) if quoted else word
            for quoted, word in _TAG.findall(words)
        )
        note = note.strip()
        if len(note) > 1 and note[0] == note[-1] == '"':
            note = re.sub(r"\\(.)", r"\1", note[1:-1])
        try:
            _add(rows, where, tags or (NO_NAME,), match[1], match[2], note)
        except ValueError as wrong:
            rows.refuse(where, wrong, *tags)


def _add(
    rows: Rows, where: str, names: tuple[str, ...], start: object, end: object, note: str
) -> None:
    began = _moment("start", start)
    if end is None:
        rows.pass_over(", ".join(names), RUNNING)
        return
    seconds = (_moment("end", end) - began).total_seconds()
    if seconds <= 0:
        raise ValueError("the end is before the start")
    rows.done.append(Done(where, names, began, seconds, note))


def _moment(field: str, said: object) -> datetime:
    match = _STAMP.fullmatch(str(said))
    try:
        if match is not None:
            return datetime(*map(int, match.groups()), tzinfo=UTC)  # type: ignore[misc, arg-type]
    except ValueError:
        pass
    raise ValueError(refusal(field, said, _FORM))
