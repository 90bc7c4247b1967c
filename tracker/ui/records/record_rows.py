"""Lists of records: the columns they have, and the words of a record in them."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final, cast

from textual import events

from tracker.ui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.facts.sessions import Practice
    from tracker.ui.screens.tracker import Tracker

_NARROW: Final = 72
_TALL: Final = 40
"""Rows of a screen that has a blank row between days."""
_OF_DAY: Final = ("day", "date", "weekday")
"""Fields that are said once for the records of a day."""
Columns = Mapping[str, Column]
"""Columns by the fields of a ``RecordRow``."""
OF_A_DAY: Final[Columns] = {
    "clock": Column(5),
    "name": Column(26),
    "length": Column(10, right=True, gap=2),
    "detail": Column(quiet=True, only_wide=True),
}
"""Where the day is known."""
OF_ALL_DAYS: Final[Columns] = {
    "date": Column(11, quiet=True),
    "time": Column(5, quiet=True, gap=2),
    "mark": Column(1, tones={"▪": "accent", "▫": "blue"}),
    "name": Column(23),
    "span": Column(8, right=True, gap=3),
    "night": Column(quiet=True),
}
OF_ALL_DAYS_NARROW: Final[Columns] = {
    "weekday": Column(6, quiet=True),
    "name": Column(),
    "span": Column(8, right=True, quiet=True),
}
OF_THE_MAT: Final[Columns] = {
    "date": Column(11, quiet=True),
    "time": Column(5, quiet=True),
    "span": Column(8, right=True, gap=3),
    "place": Column(19),
    "mood": Column(10, quiet=True, gap=4),
    "more": Column(quiet=True),
}
OF_THE_MAT_NARROW: Final[Columns] = {
    "date": Column(11, quiet=True),
    "span": Column(6, right=True, gap=2),
    "place": Column(),
}


class RecordRows(Rows["Practice | None"]):
    """Records as rows; a blank row between days where there is room and `spaced` is wanted."""

    def __init__(
        self,
        columns: Columns,
        narrow: Columns | None = None,
        *,
        id: str | None = None,
        empty: str = "",
        chooses: bool = True,
        once: bool = False,
    ) -> None:
        """`narrow` has the columns of a narrow screen; the rest is as in ``Rows``.

        With `once` only the first record of a day has its date.
        """
        super().__init__([*columns.values()], self._words, id=id, empty=empty, chooses=chooses)
        self._wide, self._narrow = columns, narrow or columns
        self._now, self._once = columns, once

    def _words(self, record: "Practice | None") -> tuple[str, ...]:
        # Not at import: Today's first frame has this list, but no records in it.
        from tracker.practice.names import record_row

        words = record_row(cast("Tracker", self.app), cast("Practice", record))
        return cast("tuple[str, ...]", attrgetter(*self._now)(words))

    def cells_at(self, place: int) -> Sequence[str]:
        """As in ``Rows``; the date once a day if wanted."""
        cells = super().cells_at(place)
        before = self.items[place - 1] if self._once and place else None
        record = self.items[place]
        if record is None or before is None or _days(record) != _days(before):
            return cells
        return [
            "" if name in _OF_DAY else text for name, text in zip(self._now, cells, strict=True)
        ]

    def on_resize(self, _: events.Resize) -> None:
        """Use the columns of this width."""
        now = self._narrow if self.app.size.width < _NARROW else self._wide
        if now is not self._now:
            self._now = now
            self.set_columns([*now.values()])

    @property
    def has_gaps(self) -> bool:
        """Whether there is room for a blank row between days."""
        return self.app.size.height >= _TALL

    def show(self, items: "Sequence[Practice | None]", *, cursor: int | None = None) -> None:
        """As in ``Rows``; times after midnight, with their weekday, have room for it."""
        if "clock" in self._now:
            has_weekday = any(each and each.started.date() != each.day for each in items)
            self.set_width([*self._now].index("clock"), 9 if has_weekday else 5)
        super().show(items, cursor=cursor)


def _days(record: "Practice") -> "tuple[date, date]":
    return record.day, record.started.date()
