"""Mood and tension before and after a session, as a small move on a line from 0 to 10."""

from collections.abc import Iterator
from typing import Final

from textual.content import Content

from tracker.core.facts.sessions import Practice

_LABEL: Final = 8
"""Columns of the words before the line."""
_TOP: Final = 10
LEGEND: Final = "○ before  ● now. One session says little."


def moods_moved(record: Practice, step: int, *, legend: bool = False) -> Content:
    """A row for each scale that was answered, `step` cells from one number to the next.

    The same drawing and the same colours whether it rose or fell.
    """
    rows = [*_rows(record, step)]
    both = [record.mood_before, record.mood_after], [record.tension_before, record.tension_after]
    if legend and any(None not in pair for pair in both):
        rows.append(Content.assemble(" " * _LABEL, (LEGEND, "$quiet")))
    return Content("\n").join(rows)


def _rows(record: Practice, step: int) -> Iterator[Content]:
    for name, before, after in (
        ("mood", record.mood_before, record.mood_after),
        ("tension", record.tension_before, record.tension_after),
    ):
        if before is not None or after is not None:
            line = _line(before, after, step)
            label = (name.ljust(_LABEL), "$quiet")
            yield Content.assemble(label, line, "  ", _numbers(before, after))


def _line(before: int | None, after: int | None, step: int) -> Content:
    given = [number for number in (before, after) if number is not None]
    low, high = min(given), max(given)
    parts: list[tuple[str, str]] = []
    for number in range(_TOP + 1):
        if number == after:
            sign = ("●", "bold $primary")
        elif number == before:
            sign = ("○", "")
        elif low < number < high:
            sign = ("─", "$primary")
        else:
            sign = ("·", "$symbol")
        between = ("─", "$primary") if low <= number < high else (" ", "")
        parts += [sign, (between[0] * (step - 1) if number < _TOP else "", between[1])]
    return Content.assemble(*parts)


def _numbers(before: int | None, after: int | None) -> str:
    if before is None or after is None:
        return f"{before} before" if after is None else f"{after} now"
    return f"{before} → {after}"
