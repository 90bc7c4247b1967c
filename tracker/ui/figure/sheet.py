"""The characters of a picture, and what may still be written on them."""

from collections.abc import Callable, Iterable
from typing import Final

from tracker.ui.figure.cells import Cell, Ink, Mode, Role
from tracker.ui.figure.raster import Planes
from tracker.ui.figure.skins import Palette, luma, mean, rgb, telling

_EVEN: Final = 64.0
"""Most difference in lightness, 0 to 255, behind a word on the body."""


class Sheet:
    """Rows of characters. A cell that is written on is taken, and not written on again."""

    def __init__(
        self,
        rows: list[list[Cell]],
        planes: Planes,
        mode: Mode,
        palette: Palette | None,
        mean: Callable[[int, int], str] | None,
    ) -> None:
        self.rows = rows
        self.width = planes.width
        self.height = planes.height
        self.mode = mode
        self.palette = palette
        self._planes = planes
        self._mean = mean
        self._taken: set[tuple[int, int]] = set()

    def empty(self, x: int, y: int) -> bool:
        """Whether no part of the body is in the cell."""
        lines = self._planes.grid[4 * y : 4 * y + 4]
        return not any(any(line[4 * x : 4 * x + 4]) for line in lines)

    def free(self, cells: Iterable[tuple[int, int]]) -> bool:
        """Whether all of these cells are inside the picture and not taken."""
        return all(
            0 <= x < self.width and 0 <= y < self.height and (x, y) not in self._taken
            for x, y in cells
        )

    def take(self, cells: Iterable[tuple[int, int]]) -> None:
        """Leave these cells as they are from now on."""
        self._taken.update(cells)

    def ground(self, x: int, y: int) -> str | None:
        """The colour of a cell as a whole; `None` where the picture has no colours."""
        return self._mean(x, y) if self._mean else None

    def ink(self, x: int, y: int, colours: tuple[str, ...], role: Role) -> Ink:
        """The style of a character there, in the first of the colours that stands out."""
        ground = self.ground(x, y)
        return Ink(role) if ground is None else Ink(role, telling(colours, ground), ground)

    def line_ink(self, cells: list[tuple[int, int]], colours: tuple[str, ...], role: Role) -> Ink:
        """The style of a word on these cells: one colour on their mean."""
        grounds = [ground for x, y in cells if (ground := self.ground(x, y))]
        if not grounds or self.palette is None:
            return Ink(role)
        ground = self.palette.nearest(mean([rgb(each) for each in grounds]))
        return Ink(role, telling(colours, ground), ground)

    def even(self, cells: list[tuple[int, int]]) -> bool:
        """Whether these cells are about as light as one another, so that words hide nothing."""
        light = [luma(rgb(ground)) for x, y in cells if (ground := self.ground(x, y))]
        return not light or max(light) - min(light) < _EVEN

    def put(self, x: int, y: int, character: str, ink: Ink) -> None:
        """Write one character; outside the picture there is nothing to write on."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self.rows[y][x] = character, ink
            self._taken.add((x, y))
