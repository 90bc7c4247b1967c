"""Lists of records: the columns they have, and the words of a record in them."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final, cast

from tracker.ui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice
    from tracker.ui.screens.tracker import Tracker

_LENGTH: Final = Column(10, right=True, gap=2)
_DETAIL: Final = Column(quiet=True, only_wide=True)
OF_A_DAY: Final = {
    "clock": Column(5),
    "name": Column(26),
    "length": _LENGTH,
    "detail": _DETAIL,
}
"""Columns by the fields of a ``RecordRow``: where the day is known."""
OF_ALL_DAYS: Final = {
    "day": Column(15, quiet=True),
    "time": Column(5, quiet=True, gap=2, only_wide=True),
    "name": Column(24),
    "length": _LENGTH,
    "detail": _DETAIL,
}
OF_THE_MAT: Final = {
    "day": Column(15),
    "time": Column(5, quiet=True),
    "length": Column(9, right=True, gap=2),
    "position": Column(13),
    "layer": Column(5),
    "detail": Column(quiet=True),
}


class RecordRows(Rows["Practice"]):
    """Records as rows."""

    def __init__(
        self,
        columns: Mapping[str, Column],
        *,
        id: str | None = None,
        empty: str = "",
        chooses: bool = True,
    ) -> None:
        """``columns`` by the fields of a ``RecordRow``; the rest as in ``Rows``."""
        words = attrgetter(*columns)

        def cells(record: "Practice") -> tuple[str, ...]:
            # Not at import: Today's first frame has this list, but no records in it.
            from tracker.practice.names import record_row

            return cast("tuple[str, ...]", words(record_row(cast("Tracker", self.app), record)))

        super().__init__([*columns.values()], cells, id=id, empty=empty, chooses=chooses)
        self._clock = [*columns].index("clock") if "clock" in columns else None

    def show(self, items: Sequence["Practice"], *, cursor: int | None = None) -> None:
        """As in ``Rows``; times after midnight, with their weekday, have room for it."""
        if self._clock is not None:
            has_weekday = any(record.started.date() != record.day for record in items)
            self.set_width(self._clock, 9 if has_weekday else 5)
        super().show(items, cursor=cursor)
