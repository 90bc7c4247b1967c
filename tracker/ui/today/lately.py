"""The last records on Today, or those of the day itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widgets import Static

from tracker.core.facts.goals_and_rests import Kind
from tracker.core.text.dates import day_words
from tracker.core.text.durations import duration_words, length_words
from tracker.ui.screens.tracker import Tracker

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice

_NARROW = 72
_LAST = 2
EMPTY = "Your sessions will be listed here."


class Lately(Static):
    """A label and a few rows."""

    def __init__(self) -> None:
        super().__init__(id="last", markup=False)

    def show(self, tracker: Tracker) -> None:
        """Show the records of today; without any, the last ones."""
        today = tracker.journal.practices(tracker.today)
        width = self.app.size.width
        if today:
            label, records = "Today", [*reversed(today)]
        else:
            label, records = "Last", [*_last(tracker, _LAST if width >= _NARROW else 1)]
        style = "bold" if today else "$quiet"
        rows = [_row(tracker, each, width, dated=not today) for each in records]
        if not rows:
            gap = "\n" if width < _NARROW else "      "
            self.update(Content.assemble((label, "$quiet"), gap, (EMPTY, "$quiet")))
            return
        if width < _NARROW:
            self.update(Content("\n").join([Content.styled(label, style), *rows]))
            return
        labels = [f"{label:<10}", *[" " * 10] * (len(rows) - 1)]
        lines = [Content.styled(said, style) + row for said, row in zip(labels, rows, strict=True)]
        self.update(Content("\n").join(lines))


def _last(tracker: Tracker, count: int) -> "Sequence[Practice]":
    """The newest records of both kinds."""
    from itertools import islice

    found = [each for kind in Kind for each in islice(tracker.journal.newest(kind), count)]
    return sorted(found, key=lambda each: each.started, reverse=True)[:count]


def _row(tracker: Tracker, record: "Practice", width: int, *, dated: bool) -> Content:
    """A record with the date and time of its start, or its time under the heading of its day."""
    from tracker.core.facts.record_names import mood_words
    from tracker.practice.names import record_row

    row = record_row(tracker, record)
    length = _rounded(record.seconds) if dated else length_words(record.seconds)
    if width < _NARROW:
        when = f"{record.started:%a} {row.time}  " if dated else f"{row.clock}  "
        room = width - 3 - cell_len(when) - cell_len(length)
        return Content.assemble(when, _fit(row.name, room), " ", (length, "$quiet"))
    when = _when(tracker, record.started.date(), row.time) if dated else row.clock
    return Content.assemble(
        f"{when:<18}",
        _fit(row.name, 18),
        (f"{length:>10}    {mood_words(record.mood_before, record.mood_after)}", "$quiet"),
    )


def _when(tracker: Tracker, day: date, time: str) -> str:
    """``yesterday 22:08``, ``Wed 18 Nov 20:54``; in another year the date alone."""
    if day == tracker.today - timedelta(days=1):
        return f"yesterday {time}"
    words = day_words(day, tracker.settings.date_order)
    return words if day.year != tracker.today.year else f"{words[:-5]} {time}"


def _rounded(seconds: float) -> str:
    """Whole minutes from one minute on."""
    return duration_words(seconds if seconds < 60 else round(seconds / 60) * 60)


def _fit(text: str, room: int) -> str:
    if cell_len(text) > room:
        return set_cell_size(text, max(0, room - 1)) + "…"
    return set_cell_size(text, room)
