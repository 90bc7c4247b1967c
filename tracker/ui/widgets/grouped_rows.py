"""A list in groups with headings that the cursor passes by. A field above it keeps the focus."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final, Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click
from textual.geometry import Region
from textual.strip import Strip

from tracker.ui.widgets.fitting import fit
from tracker.ui.widgets.rows import Rows

Item = TypeVar("Item")
_LEAST: Final = 8
"""Cells that a name keeps."""


class Heading(NamedTuple):
    """A row above a group; without words an empty one."""

    words: str = ""


class Cells(NamedTuple):
    """The text of a row: a name, what is beside it where there is room, and the right end."""

    name: str
    right: str = ""
    beside: str = ""
    spare: bool = False
    """Whether the right end is left out where the name has no room beside it."""
    marked: bool = False
    """Whether the first character is drawn in the colour of a warning, from the edge on."""


class GroupedRows(Rows[Item | Heading], Generic[Item], can_focus=False):
    """Items in groups; ``rows--marked`` is the first character of a marked row."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--marked"}

    def __init__(
        self,
        cells_of: Callable[[Item], Cells],
        *,
        beside_at: int = 0,
        id: str | None = None,
        empty: str = "",
    ) -> None:
        """`beside_at` is the column of the words beside a name; without it they are left out."""
        super().__init__((), lambda _: (), id=id, empty=empty, thumb=True)
        self.can_focus = False
        self._cells_of = cells_of
        self.beside_at = beside_at
        """Column of the words beside the names; 0 without them."""

    def show(self, items: Sequence[Item | Heading], *, cursor: int | None = None) -> None:
        """List these; a cursor on a heading goes on to the next item."""
        place = self.cursor if cursor is None else cursor
        stops = [at for at, each in enumerate(items) if not isinstance(each, Heading)]
        super().show(items, cursor=next((at for at in stops if at >= place), (stops or [0])[-1]))
        self._show_first_heading()

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the first heading with the first item."""
        super().watch_cursor(old, new)
        self._show_first_heading()

    def action_go(self, place: int) -> None:
        """Put the cursor on the item at this index, or on the next one in the way it goes."""
        stops = [at for at, each in enumerate(self.items) if not isinstance(each, Heading)]
        if not stops:
            return
        place = min(max(0, place % len(self.items)), len(self.items) - 1)
        down = place >= self.cursor
        ahead = [at for at in stops if (at >= place if down else at <= place)]
        self.cursor = (ahead[0] if down else ahead[-1]) if ahead else stops[-1 if down else 0]

    def on_click(self, event: Click) -> None:
        """A tap on a heading does nothing."""
        place = event.y + self.scroll_offset.y
        if place < len(self.items) and isinstance(self.items[place], Heading):
            event.prevent_default()

    def render_line(self, y: int) -> Strip:
        """One row; the thumb takes the place of its last cell."""
        seen = self._seen
        if not self.items or y + seen.first >= len(self.items):
            strip = super().render_line(y)
        else:
            strip = Strip(self._row(y + seen.first, seen.width), seen.width)
        if y in seen.thumb_rows:
            thumb = Strip([Segment("▐", seen.thumb)], 1)
            return Strip.join([strip.crop(0, seen.width - 1), thumb])
        return strip

    def _show_first_heading(self) -> None:
        before = self.items[: self.cursor]
        if before and all(isinstance(each, Heading) for each in before):
            self.scroll_to_region(Region(0, 0, 1, 1), animate=False, force=True)

    def _row(self, place: int, width: int) -> list[Segment]:
        item, seen = self.items[place], self._seen
        if isinstance(item, Heading):
            return [Segment(fit(item.words, width), seen.quiet)]
        here = place == self.cursor
        plain = self.get_component_rich_style("rows--cursor") if here else seen.plain
        quiet = plain if here else seen.quiet
        name, right, beside, spare, marked = self._cells_of(item)
        if spare and cell_len(name) + cell_len(right) + 3 > width:
            right = ""
        room = width - 2 - (cell_len(right) + 1 if right else 0)
        if beside and 0 < self.beside_at - 2 < room - _LEAST:
            taken = self.beside_at - 2
            middle = f" {fit(beside, room - taken - 1)}"
            name = fit(name, taken)
        else:
            middle, name = "", fit(name, max(0, room + marked))
        end = f" {right} " if right else " "
        start = [Segment(" ", plain)]
        if marked:
            style = plain if here else self.get_component_rich_style("rows--marked")
            start, name = [Segment(name[:1], style)], name[1:]
        return [*start, Segment(name, plain), Segment(middle + end, quiet)]
