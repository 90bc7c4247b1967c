"""A list that draws only its visible rows, so that ten years of records scroll like ten rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from types import MappingProxyType
from typing import ClassVar, Final, Generic, NamedTuple, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tracker.ui.terminal.scrolling import ScrollingLines
from tracker.ui.widgets.fitting import fit

Item = TypeVar("Item")

_LEAST: Final = 8
"""Cells that a column keeps when there is little room."""


class Column(NamedTuple):
    """A column: its width in cells, or `None` for its share of the room that is left."""

    width: int | None = None
    right: bool = False
    quiet: bool = False
    only_wide: bool = False
    """Left out where the list has fewer than 60 cells."""
    least: int = 0
    """Left out where the list has fewer cells than this."""
    gap: int = 1
    """Empty cells after it."""
    tones: Mapping[str, str] = MappingProxyType({})
    """The component classes of certain texts, without ``rows--``."""


class _Seen(NamedTuple):
    """Values shared by all rows of one frame."""

    width: int
    first: int
    """The index of the item in the top row."""
    plain: Style
    quiet: Style
    thumb: Style
    thumb_rows: range


class Rows(ScrollingLines, Generic[Item], can_focus=True):
    """Items as aligned rows, with a cursor. The text of a cell is never read as markup.

    `None` among the items is a blank row, which the cursor goes past; the first and last are not.
    Component classes: ``rows--cursor``, ``rows--blurred`` without focus, ``rows--quiet``,
    ``rows--accent`` and ``rows--blue`` for the tones of a column, ``rows--thumb`` for the visible
    part of the list.
    """

    @dataclass
    class Highlighted(Message):
        """The cursor moved to another item, or the list became empty."""

        rows: "Rows[object]"
        item: object | None

        @property
        def control(self) -> "Rows[object]":
            """The list that sent it."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """Enter was pressed on an item."""

        rows: "Rows[object]"
        item: object

        @property
        def control(self) -> "Rows[object]":
            """The list that sent it."""
            return self.rows

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"rows--{name}" for name in ("cursor", "blurred", "quiet", "accent", "blue", "thumb")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", id="rows.up", show=False),
        Binding("down,j", "move(1)", "down", id="rows.down", show=False),
        Binding("pageup", "page(-1)", "page up", id="rows.page-up", show=False),
        Binding("pagedown", "page(1)", "page down", id="rows.page-down", show=False),
        Binding("home", "go(0)", "first", id="rows.first", show=False),
        Binding("end", "go(-1)", "last", id="rows.last", show=False),
        Binding("enter", "choose", "open", id="rows.open"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    def __init__(
        self,
        columns: Sequence[Column],
        cells: Callable[[Item], Sequence[str]],
        *,
        id: str | None = None,
        empty: str = "",
        chooses: bool = True,
        thumb: bool = False,
    ) -> None:
        """``chooses=False`` makes a list without cursor and focus.

        ``thumb`` marks the visible part of the list at the right end, for a list that changes at
        every key: Textual's scrollbar costs as much to draw as all of its rows.
        """
        super().__init__(id=id)
        self.can_focus = chooses
        self._thumb = thumb
        self._columns = tuple(columns)
        self._cells = cells
        self.empty = empty
        """The words shown for an empty list."""
        self._items: Sequence[Item] = ()
        self._length = 0
        """The number of items when they were shown."""
        self._seen = _Seen(0, 0, Style(), Style(), Style(), range(0))
        self._laid_out: tuple[int, list[tuple[int, int]]] = (-1, [])

    @property
    def items(self) -> Sequence[Item]:
        """The items of the list."""
        return self._items

    @property
    def current(self) -> Item | None:
        """The item under the cursor, or `None` in an empty list."""
        return self._items[self.cursor] if 0 <= self.cursor < len(self._items) else None

    @property
    def cursor_offset(self) -> Offset:
        """The place of the first letter under the cursor."""
        return Offset(1, self.cursor - self.scroll_offset.y)

    def show(self, items: Sequence[Item], *, cursor: int | None = None) -> None:
        """List these; the cursor keeps its index, or goes to the last item if there are fewer."""
        # The words for an empty list can take several rows. Of the last list only the length that
        # was drawn counts: the screen can have changed the same list since.
        seen = max(count or self.size.height for count in (self._length, len(items)))
        thumb = self._thumb_rows
        self._items, self._length = items, len(items)
        self.set_length(len(items))
        place = min(max(0, self.cursor if cursor is None else cursor), max(0, len(items) - 1))
        if items and items[place] is None:
            place += 1
        self.set_reactive(Rows.cursor, place)
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)
        changed = self.size.height if thumb != self._thumb_rows else min(seen, self.size.height)
        self.refresh(Region(0, 0, self.size.width, changed))
        self.post_message(self.Highlighted(self, self.current))  # type: ignore[arg-type]

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed, and tell where the cursor is."""
        top = self.scroll_offset.y
        for place in (old, new):
            self.refresh(Region(0, place - top, self.size.width, 1))
        self.scroll_to_region(Region(0, new, 1, 1), animate=False, force=True)
        self.post_message(self.Highlighted(self, self.current))  # type: ignore[arg-type]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """In an empty list there is nothing to open."""
        return bool(self._items) if action == "choose" else True

    def action_move(self, by: int) -> None:
        """Move the cursor up or down."""
        place = min(max(0, self.cursor + by), len(self._items) - 1)
        if self._items and self._items[place] is None:
            place += 1 if by > 0 else -1
        self.action_go(place)

    def action_page(self, by: int) -> None:
        """Move the cursor a page up or down."""
        self.action_move(by * max(1, self.size.height - 1))

    def action_go(self, place: int) -> None:
        """Put the cursor on the item at this index; -1 is the last."""
        if self._items:
            self.cursor = place % len(self._items)

    def action_choose(self) -> None:
        """Open the item under the cursor."""
        if (item := self.current) is not None:
            self.post_message(self.Chosen(self, item))  # type: ignore[arg-type]

    def on_click(self, event: Click) -> None:
        """Put the cursor on the clicked item; open it when the cursor is there already."""
        place = event.y + self.scroll_offset.y
        if 0 <= place < len(self._items) and self._items[place] is not None:
            if place == self.cursor:
                self.action_choose()
            self.cursor = place

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region; styles are looked up once for all of them."""
        quiet, thumb = (
            self.get_component_rich_style(f"rows--{name}") for name in ("quiet", "thumb")
        )
        first = self.scroll_offset.y
        self._seen = _Seen(self.size.width, first, self.rich_style, quiet, thumb, self._thumb_rows)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row, or the words for an empty list."""
        seen = self._seen
        width = seen.width - self._thumb
        if not self._items:
            words = wrap(self.empty, max(1, width - 2))
            pieces = [Segment(fit(f" {words[y]}" if y < len(words) else "", width), seen.quiet)]
        elif y + seen.first < len(self._items):
            pieces = self._row(y + seen.first, width)
        else:
            pieces = [Segment(" " * width, seen.plain)]
        if self._thumb:
            here = y in seen.thumb_rows
            pieces.append(Segment("▐" if here else " ", seen.thumb if here else seen.plain))
        return Strip(pieces, seen.width)

    def cells_at(self, place: int) -> Sequence[str]:
        """The text of each column of the item at this index; empty in a blank row."""
        item = self._items[place]
        return ("",) * len(self._columns) if item is None else self._cells(item)

    def _row(self, place: int, width: int) -> list[Segment]:
        seen = self._seen
        cells = self.cells_at(place)
        here: Style | None = None
        if place == self.cursor and self.can_focus:
            name = "rows--cursor" if self.has_focus else "rows--blurred"
            here = self.get_component_rich_style(name)
        runs: list[tuple[str, Style]] = [(" ", here or seen.plain)]
        left = width - 1
        for at, room in self._placed(width - 1):
            column, style = self._columns[at], here or seen.plain
            if here is None and (tone := column.tones.get(cells[at])):
                style = self.get_component_rich_style(f"rows--{tone}")
            elif here is None and column.quiet:
                style = seen.quiet
            fits = min(room, left)
            gap = min(column.gap, left - fits)
            fitted = fit(" ".join(cells[at].split("\n")), fits, right=column.right) + " " * gap
            left -= fits + gap
            if runs[-1][1] is style:
                runs[-1] = (runs[-1][0] + fitted, style)
            else:
                runs.append((fitted, style))
        if left:
            runs.append((" " * left, here or seen.plain))
        return [Segment(*run) for run in runs]

    @property
    def _thumb_rows(self) -> range:
        """The screen rows that have the thumb beside them; empty when all items are visible."""
        height, count = self.size.height, len(self._items)
        if not self._thumb or count <= height:
            return range(0)
        first = self.scroll_offset.y * height // count
        return range(first, first + height * height // count + 1)

    def set_width(self, at: int, width: int) -> None:
        """Give a column another width, before rows are shown."""
        columns = [*self._columns]
        columns[at] = Column(width, *columns[at][1:])
        self.set_columns(columns)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns from the next frame on; the cells have to be theirs."""
        self._columns, self._laid_out = tuple(columns), (-1, [])

    def _placed(self, width: int) -> list[tuple[int, int]]:
        """The shown columns by index, with the width of each."""
        if self._laid_out[0] != width:
            shown = [
                (at, column.width)
                for at, column in enumerate(self._columns)
                if width >= (60 if column.only_wide else column.least)
            ]
            fixed = sum((room or 0) + self._columns[at].gap for at, room in shown)
            shares = sum(room is None for _, room in shown)
            share = max(4, (width - fixed) // shares) if shares else 0
            rooms = {at: room or share for at, room in shown}
            # If they do not fit, the widest column shrinks, so that none is lost at the right end.
            over = sum(room + self._columns[at].gap for at, room in rooms.items()) - width
            over -= self._columns[shown[-1][0]].gap if shown else 0
            if over > 0:
                widest = max(rooms, key=rooms.__getitem__)
                rooms[widest] = max(_LEAST, rooms[widest] - over)
            self._laid_out = (width, [*rooms.items()])
        return self._laid_out[1]
