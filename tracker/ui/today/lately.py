"""The last records on Today, or those of the day itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from tracker.core.facts.goals_and_rests import Kind
from tracker.core.text.dates import day_words
from tracker.core.text.durations import duration_words, length_words
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.fitting import fit

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice

_NARROW = 72
_LAST = 2
_IN_CARD = 5
NOTHING_YET = "Nothing yet."
EMPTY = "Your sessions will be listed here."


class Lately(Static):
    """A label and a few rows."""

    def __init__(self) -> None:
        super().__init__(id="last", markup=False)

    def show(self, tracker: Tracker, *, beside: bool = False) -> None:
        """Show the records of today; without any, the last ones.

        With `beside`, a card has the last ones.
        """
        today = tracker.journal.practices(tracker.today)
        width = self.app.size.width
        if beside and not today:
            self.update(Content.assemble(("Today   ", "bold"), (NOTHING_YET, "$quiet")))
            return
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
        column = 8 if beside else 10
        labels = [f"{label:<{column}}", *[" " * column] * (len(rows) - 1)]
        lines = [Content.styled(said, style) + row for said, row in zip(labels, rows, strict=True)]
        self.update(Content("\n").join(lines))


class LastRows(Static):
    """The last records on a huge screen, under a heading of their own."""

    def __init__(self) -> None:
        super().__init__(id="last-rows", markup=False)

    def show(self, tracker: Tracker) -> None:
        """Show the records before today."""
        from tracker.core.facts.record_names import mood_words
        from tracker.practice.names import record_row

        rows = [Content.styled("Lately", "bold"), Content("")]
        for each in _last(tracker, _IN_CARD, before_today=True):
            row = record_row(tracker, each)
            when = _when(tracker, each.started.date(), row.time, in_words=False)
            rows.append(
                Content.assemble(
                    (f"{when:<20}", "$quiet"),
                    fit(row.name, 26),
                    (f"{length_words(each.seconds):>10}", "$quiet"),
                    (f"    {mood_words(each.mood_before, each.mood_after)}".rstrip(), "$quiet"),
                )
            )
        self.display = len(rows) > 2
        self.update(Content("\n").join(rows))


def short_rows(tracker: Tracker, width: int) -> list[Content]:
    """The last records before today in so many columns, with the day of each in a word."""
    from tracker.core.facts.sessions import MatSession
    from tracker.practice.names import record_row

    rows = []
    for each in _last(tracker, _IN_CARD, before_today=True):
        name = record_row(tracker, each).name
        if isinstance(each, MatSession):
            name = ", ".join(filter(None, ("Mat", each.position)))
        day, length = each.day, _rounded(each.seconds)
        ago = (tracker.today - day).days
        when = "yesterday" if ago == 1 else f"{day:%a}" if ago < 7 else f"{day.day} {day:%b}"
        room = width - 11 - cell_len(length)
        rows.append(
            Content.assemble((f"{when:<11}", "$quiet"), fit(name, room), (length, "$quiet"))
        )
    return rows


def _last(tracker: Tracker, count: int, *, before_today: bool = False) -> "Sequence[Practice]":
    """The newest records of both kinds."""
    from itertools import islice

    today = tracker.today
    newest = (
        (each for each in tracker.journal.newest(kind) if not before_today or each.day < today)
        for kind in Kind
    )
    found = [each for records in newest for each in islice(records, count)]
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
        return Content.assemble(when, fit(row.name, room), " ", (length, "$quiet"))
    when = _when(tracker, record.started.date(), row.time) if dated else row.clock
    return Content.assemble(
        f"{when:<18}",
        fit(row.name, 18),
        (f"{length:>10}    {mood_words(record.mood_before, record.mood_after)}", "$quiet"),
    )


def _when(tracker: Tracker, day: date, time: str, *, in_words: bool = True) -> str:
    """``yesterday 22:08``, ``Wed 18 Nov 20:54``; in another year the date alone."""
    if in_words and day == tracker.today - timedelta(days=1):
        return f"yesterday {time}"
    words = day_words(day, tracker.settings.date_order)
    return words if day.year != tracker.today.year else f"{words[:-5]} {time}"


def _rounded(seconds: float) -> str:
    """Whole minutes from one minute on."""
    return duration_words(seconds if seconds < 60 else round(seconds / 60) * 60)
