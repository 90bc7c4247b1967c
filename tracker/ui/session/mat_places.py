"""The places of the parts of time on a mat, at every size of a terminal."""

from textual.geometry import Region

from tracker.ui.session.hold_places import (
    LABEL,
    LOW,
    NARROW,
    TALL,
    WIDE,
    Places,
    bars,
    head,
    margin_of,
    rows_above_keys,
)


def mat_places(width: int, rows: int) -> Places:
    """Where the parts of time on a mat are on a screen of this size."""
    room = rows_above_keys(width, rows)
    large = rows >= TALL and width >= WIDE
    margin = margin_of(width) if width > NARROW else 1
    if rows <= LOW:
        return _mat_in_lines(width, room)
    left = margin + 14 if large else margin + 4 if width > NARROW else 1
    across = width - 2 * left if large else width - left - max(2, margin)
    top = 5 if large else 1
    down = 10 if large else 5 if width > NARROW else 3
    found = head(margin, top, width - 2 * margin, min(24, width // 2))
    row = top + (5 if large else 3)
    indent = left if width > NARROW else 6
    found["left"] = Region(indent, row, left + across - indent, down)
    row += down + (2 if large else 1)
    found["state"] = Region(left, row, across, 1)
    found |= bars(left, across, {"hold": row + 2})
    found["next"] = Region(left + LABEL, row + 3, across - LABEL, 1)
    found["problem"] = Region(left, row + 4, across, 1)
    return found


def _mat_in_lines(width: int, room: int) -> Places:
    inner = width - 2
    parts = ("title", "left", "state", "hold", "next")
    high = 3 if room >= 7 else 1
    found: Places = {}
    row = 0
    for part in parts:
        if part == "title":
            found |= head(1, row, inner, min(24, width // 2))
        elif part == "hold":
            found |= bars(1, inner, {"hold": row})
        else:
            found[part] = Region(1, row, inner, high if part == "left" else 1)
        row += high if part == "left" else 1
    found["problem"] = found["next"]
    return found
