"""A chart of ratings over time: rings before sessions, dots after them, a line between."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.insights.over_time import Pairs

_GUTTER: Final = 5
"""Columns for the labels of the scale and its line."""
_MOST: Final = 10
_TALL: Final = 40
_SIGNS: Final = {"before": "○", "after": "●", "between": "│"}
_ASCII: Final = {"before": "o", "after": "*", "between": "|"}


class RatingChart(Widget):
    """A column for each day, or for some days together; a column without an answer is empty.

    Component classes: ``rating-chart--before``, ``--after``, ``--label``, ``--axis``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rating-chart--before",
        "rating-chart--after",
        "rating-chart--label",
        "rating-chart--axis",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns: Sequence[Pairs] = ()
        self._labels: Sequence[tuple[int, str]] = ()
        self._is_ascii = False

    @staticmethod
    def room(width: int) -> int:
        """The number of columns in a chart of this width."""
        return max(1, width - _GUTTER - 2)

    def show(
        self, columns: Sequence[Pairs], labels: Sequence[tuple[int, str]], *, ascii_only: bool
    ) -> None:
        """Draw these columns, with words below some of them."""
        self._columns, self._labels, self._is_ascii = columns, labels, ascii_only
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The scale, its line and the words below."""
        rows = 19 if viewport.height >= _TALL else 9 if viewport.height >= 24 else 7
        return rows + 2

    def render_line(self, y: int) -> Strip:
        """A row of the chart, its line, or the words below."""
        width, plain = self.size.width, self.rich_style
        rows = self.size.height - 2
        label = self.get_component_rich_style("rating-chart--label")
        axis = self.get_component_rich_style("rating-chart--axis")
        if y >= rows:
            words = self._axis() if y == rows else self._words()
            return Strip([Segment(words, axis if y == rows else label)]).adjust_cell_length(
                width, plain
            )
        scale = {self._row(value, rows): str(value) for value in (_MOST, _MOST // 2, 0)}
        pieces = [Segment(f"{scale.get(y, ''):>2} ", label), Segment(self._sign("│"), axis)]
        pieces.append(Segment(" ", plain))
        for column in self._columns:
            name = self._at(column, y, rows)
            if not name:
                pieces.append(Segment(" ", plain))
                continue
            tone = "before" if name == "before" else "after"
            sign = (_ASCII if self._is_ascii else _SIGNS)[name]
            pieces.append(Segment(sign, self.get_component_rich_style(f"rating-chart--{tone}")))
        return Strip(pieces).simplify().adjust_cell_length(width, plain)

    def _at(self, column: Pairs, y: int, rows: int) -> str:
        before, after = (
            None if value is None else self._row(value, rows)
            for value in (column.before, column.after)
        )
        if y == after:
            return "after"
        if y == before:
            return "before"
        if before is not None and after is not None and min(before, after) < y < max(before, after):
            return "between"
        return ""

    def _row(self, value: float, rows: int) -> int:
        return round((_MOST - value) / _MOST * (rows - 1))

    def _sign(self, sign: str) -> str:
        return {"│": "|", "└": "+", "─": "-"}[sign] if self._is_ascii else sign

    def _axis(self) -> str:
        return f"   {self._sign('└')}{self._sign('─') * (len(self._columns) + 1)}"

    def _words(self) -> str:
        line = [" "] * (_GUTTER + len(self._columns) + 2)
        for at, words in self._labels:
            first = min(_GUTTER + at, len(line) - len(words))
            line[first : first + len(words)] = words
        return "".join(line)
