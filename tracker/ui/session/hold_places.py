"""The places of the parts of a running session, at every size of a terminal.

A part without a place is not shown. The place of a point, the caution and the time are never cut:
where there is little room, how to press goes first, then the bars and large characters.
"""

from collections.abc import Mapping
from textwrap import wrap
from typing import Final

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from tracker.core.facts.points import PLACE_LINE

LOW, TALL, TOWERING = 17, 40, 60
"""Rows: the most of a low screen, the least of a tall and of a towering one."""
NARROW, WIDE, HUGE = 71, 110, 160
"""Columns: the most of a narrow screen, the least of a wide and of a huge one."""
_SHORT: Final = 23
_TINY: Final = 39
_THIRD: Final = 30
"""Columns in which any place takes three rows."""
_ROWS_FOR_ALL: Final = 8
_COLUMNS_FOR_ALL: Final = 30
LABEL: Final = 6
_CONTENT: Final = 176
"""Columns that are used of a huge screen."""
Places = dict[str, Region]

_PARTS: Final = ("point", "side", "place", "how", "left", "state", "hold", "all", "problem", "next")
_HIGH: Final = {"side": 3, "place": 2, "how": 2, "left": 5}
_SHORT_ROWS: Final = (1, 2, 5, 7, 8, 13, 14, 15, 16, 16)
_ROWS: Final = (2, 4, 8, 10, 12, 18, 19, 20, 21, 22)
_TALL_ROWS: Final = (6, 8, 12, 14, 16, 22, 24, 25, 26, 27)
_TOWERING_ROWS: Final = (10, 12, 18, 19, 22, 33, 35, 36, 37, 38)
"""The row of each of these parts beside a picture."""


class PlacesLayout(Layout):
    """Puts each part where it was told to."""

    name = "places"

    def __init__(self) -> None:
        self.places: Mapping[str, Region] = {}

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,  # noqa: ARG002
        greedy: bool = True,  # noqa: ARG002 - as Textual calls it
    ) -> ArrangeResult:
        """The parts that have a place."""
        parent.pre_layout(self)
        placed = ((self.places.get(child.id or ""), child) for child in children)
        return [
            WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child)
            for region, child in placed
            if region
        ]


def is_one_line(width: int, rows: int) -> bool:
    """Whether a screen of this size has room for one line only, without keys."""
    return rows < _ROWS_FOR_ALL + (width < _THIRD + 2) or width < _COLUMNS_FOR_ALL


def hold_places(
    width: int, rows: int, place: str = "", *, picture: bool, larger: bool = False
) -> Places:
    """Where the parts of a hold are on a screen of this size; its last rows are the keys.

    ``place`` are the words that have to be whole where there is little room. ``larger``: the
    picture has all the room but a few rows of words.
    """
    room = rows_above_keys(width, rows)
    if larger and picture:
        where = _lines(width - 2) + 1
        return {
            "figure": Region(0, 0, width, max(1, room - where)),
            "one-line": Region(1, room - where, width - 2, 1),
            "place": Region(1, room - where + 1, width - 2, where - 1),
        }
    if rows <= LOW:
        return _low(width, room, place, picture=picture)
    if width <= NARROW:
        return _narrow(width, room, picture=picture)
    return _beside(width, rows, picture=picture)


def rows_above_keys(width: int, rows: int) -> int:
    """The rows of a screen without those of its keys."""
    return rows - (2 if width <= NARROW and rows > LOW else 1)


def margin_of(width: int) -> int:
    """Empty columns at both sides."""
    if width >= HUGE:
        return max(12, (width - _CONTENT) // 2)
    return 4 if width >= WIDE else 2


def head(left: int, row: int, width: int, count: int) -> Places:
    """The title, and at its right end how far it is."""
    return {
        "title": Region(left, row, width - count, 1),
        "count": Region(left + width - count, row, count, 1),
    }


def bars(left: int, width: int, rows: Mapping[str, int], label: int = LABEL) -> Places:
    """The bars of these rows, ``hold`` and ``all``, each after its label."""
    found: Places = {}
    for name, row in rows.items():
        found[f"{name}-label"] = Region(left, row, label, 1)
        found[f"{name}-bar"] = Region(left + label, row, max(1, width - label), 1)
    return found


def _lines(width: int) -> int:
    """Rows that the place of any point takes in this width."""
    return 2 if width >= PLACE_LINE else 3 if width >= _THIRD else 4


def _beside(width: int, rows: int, *, picture: bool) -> Places:
    """Words at the right of the picture."""
    towering = width >= HUGE + 36 and rows >= TOWERING
    margin, tall = margin_of(width), rows >= TALL
    wide, high = (90, 52) if towering else (56, 32) if width >= WIDE else (34, 30 if tall else 18)
    gap = 6 if towering else 4 if width >= WIDE else 3
    top, at = (3, margin) if tall else (2, margin if width >= WIDE else 1)
    left = at + wide + gap if picture else margin
    across = width - margin - left
    starts = (
        _TOWERING_ROWS
        if towering
        else _TALL_ROWS
        if tall
        else _SHORT_ROWS
        if rows <= _SHORT
        else _ROWS
    )
    row = dict(zip(_PARTS, starts, strict=True))
    high_of = _HIGH | ({"side": 5, "left": 10, "place": 1, "how": 2} if towering else {})
    if rows <= _SHORT:
        high_of = _HIGH | {"how": 1}
    found = {
        part: Region(left, row[part], across, high_of.get(part, 1))
        for part in _PARTS
        if part not in {"hold", "all"}
    }
    if across < PLACE_LINE:  # a third row for the place, and one less for how to press
        found["place"] = Region(left, row["place"], across, 3)
        how = found.pop("how")
        if how.height > 1:
            found["how"] = Region(left, how.y + 1, across, how.height - 1)
    found |= bars(left, across, {"hold": row["hold"], "all": row["all"]})
    found |= head(margin, 1 if tall else 0, width - 2 * margin, 12)
    if tall:
        come = row["next"] + 3
        found["come"] = Region(left, come, across, rows - 1 - come)
    if picture:
        found["figure"] = Region(at, top, wide, min(high + 1, rows - 1 - top))
    return found


def _narrow(width: int, room: int, *, picture: bool) -> Places:
    """The picture beside side and time, everything else below them."""
    tiny = width <= _TINY
    inner = width - 2
    under = ["place", "state", "hold", "problem", "next"]
    if not tiny:
        under[1:1] = ["how"]
        under.insert(4, "all")
    high = {"place": _lines(inner)}
    needed = sum(high.get(part, 1) for part in under)
    down = min(18, room - 1 - needed)
    wide = 12 if tiny else max(15, min(34, width - 25))
    left = wide + 1 if picture else 1
    across = width - left
    found = head(1, 0, inner, 7)
    found["side"] = Region(left, 1, across, 3)
    found["point"] = Region(left, 4, across, 1)
    found["left"] = Region(left, 6 if down > 8 else 5, across, 3)
    row = 1 + down
    lines: dict[str, int] = {}
    for part in under:
        lines[part] = row
        row += high.get(part, 1)
    found |= {
        part: Region(1, lines[part], inner, high.get(part, 1))
        for part in under
        if part not in {"hold", "all"}
    }
    for part in ("hold", "all"):
        if part in lines:
            found |= bars(1, inner, {part: lines[part]}, label=LABEL - 1 + tiny)
    if picture:
        found["figure"] = Region(0, 1, wide, down)
    if row + 3 < room:
        found["come"] = Region(1, row + 1, inner, room - row - 1)
    return found


def _low(width: int, room: int, words: str, *, picture: bool) -> Places:
    """Everything side by side; on the smallest screens one line for each part, without picture."""
    if not picture or width <= _TINY or room < 9:
        return _in_lines(width, room)
    roomy = width >= 45
    down = room - (2 if roomy else 3)
    wide = 18 if roomy else 15
    left = wide + (2 if roomy else 1)
    across = width - left
    least = 4 if not roomy else 3 if across < PLACE_LINE else 2
    place = max(least, len(wrap(words, across)))
    last = down - int(roomy)
    titled = last >= place + 5
    large = last >= place + 4
    y = int(titled)
    found = head(left, 0, across - 1, 9) if titled else {}
    found["point"] = Region(left, y, across, 1)
    found["place"] = Region(left, y + 1, across, place)
    digits = 3 if large else 1
    found["left"] = Region(left, last - digits, across, digits)
    if last - digits - (y + 1 + place) > 0:
        found["how"] = Region(left, y + 1 + place, across, 1)
    found["state"] = (
        Region(left - 1, last, across + 1, 1) if roomy else Region(1, down, width - 1, 1)
    )
    found |= bars(1, width - 2, {"hold": room - 2}, label=LABEL - 1)
    found["next"] = found["problem"] = Region(1, room - 1, width - 2, 1)
    found["figure"] = Region(0, 0, wide, down)
    return found


def _in_lines(width: int, room: int) -> Places:
    """One part below the other."""
    inner = width - 2
    high = {"place": _lines(inner)}
    parts = ["point", "place", "left", "state", "next"]
    left = room - sum(high.get(part, 1) for part in parts)
    for part, rows, before in (("hold", 1, 4), ("title", 1, 0), ("digits", 2, 0), ("how", 1, 3)):
        if rows > left:
            continue
        left -= rows
        if part == "digits":
            high["left"] = 3
        else:
            parts.insert(before + ("title" in parts), part)
    found: Places = {}
    row = 0
    for part in parts:
        if part == "title":
            found |= head(1, row, inner, 7)
        elif part == "hold":
            found |= bars(1, inner, {"hold": row})
        else:
            found[part] = Region(1, row, inner, high.get(part, 1))
        row += high.get(part, 1)
    found["problem"] = found["next"]
    return found
