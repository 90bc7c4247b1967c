"""Places the terminal's cursor on what is focused, for braille displays and screen readers.

A widget with places inside it, such as a list, has a property ``cursor_offset``: the place that
the next key acts on, from the upper left corner of its content. If nothing is focused, the cursor
goes to the first visible widget that the screen's ``CURSOR_AT`` selects.
"""

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input


def cursor_place(screen: Screen[Any]) -> Offset:
    """The cell for the cursor, within the screen; the upper left one if nothing fits."""
    for widget in _meant(screen):
        try:
            seen = screen.find_widget(widget).visible_region
        except NoWidget:
            continue
        if seen:
            at = widget.content_region.offset + _offset_in(widget)
            return Offset(
                min(max(at.x, seen.x), seen.right - 1), min(max(at.y, seen.y), seen.bottom - 1)
            )
    return Offset(0, 0)


def _meant(screen: Screen[Any]) -> Iterator[Widget]:
    if screen.focused is not None:
        yield screen.focused
        return
    for selector in getattr(screen, "CURSOR_AT", ()):
        yield from screen.query(selector)


def _offset_in(widget: Widget) -> Offset:
    if isinstance(widget, Input):
        before = widget.value[: widget.cursor_position]
        return Offset(cell_len(before) - widget.scroll_offset.x, 0)
    offset: Offset = getattr(widget, "cursor_offset", Offset(0, 0))
    return offset
