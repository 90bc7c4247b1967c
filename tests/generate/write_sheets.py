"""Draws every point at the sizes that the screens have, on sheets to look at one by one.

    python tests/generate/write_sheets.py            all, to tests/sheets
    python tests/generate/write_sheets.py 20x9       only these sizes

Look at each as someone would who has never seen the body part named. What is not recognised, or is
marked in the wrong place, is mended in the view, not excused.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

# The folders that pytest finds by its pythonpath.
sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("", "support")]

from rich.color import ColorSystem  # noqa: E402
from rich.segment import Segment  # noqa: E402
from rich.style import Style  # noqa: E402
from svg_screen import svg  # noqa: E402

from tracker.core.facts.sessions import Side  # noqa: E402
from tracker.ui.figure.cells import Ink, Mode, Role  # noqa: E402
from tracker.ui.figure.picture import picture  # noqa: E402
from tracker.ui.figure.scene import index  # noqa: E402
from tracker.ui.figure.skins import palette  # noqa: E402

FOLDER: Final = Path(__file__).parents[1] / "sheets"
BOXES: Final = (
    *((15, 9), (18, 9), (19, 8), (20, 9), (20, 14), (26, 13), (34, 18), (38, 9), (38, 19)),
    *((44, 24), (56, 32)),
)
"""The sizes of the screens, in cells."""
KEPT: Final = ((20, 9), (34, 18))
"""The sizes whose sheets are kept."""
LOOKS: Final = {
    "dark": (Mode.RELIEF, True),
    "light": (Mode.RELIEF, False),
    "outline": (Mode.OUTLINE, True),
    "ascii": (Mode.ASCII, True),
}
COLUMNS: Final = 200
"""Maximum width of a sheet, in cells."""
GROUNDS: Final = {True: ("#d0d0d0", "#121212"), False: ("#262626", "#eeeeee")}
ROLES: Final = {
    Role.BODY: "#d0d0d0",
    Role.QUIET: "#9e9e9e",
    Role.MARK: "#ff87af",
    Role.LABEL: "#ff87af",
}


def sheet(size: tuple[int, int], look: str) -> str:
    """All points at one size, as SVG."""
    mode, dark = LOOKS[look]
    wide, high = size
    front, ground = GROUNDS[dark]
    plain = Style(color=front, bgcolor=ground)
    colours = palette("stone", dark=dark, exact=True, background=ground)
    a_row = max(1, COLUMNS // (wide + 2))
    codes = sorted(index())
    rows: list[list[Segment]] = []
    for first in range(0, len(codes), a_row):
        some = codes[first : first + a_row]
        rows.append([Segment(code.ljust(wide + 2), plain) for code in some])
        drawn = [
            picture(code, wide, high, mode=mode, palette=colours, side=Side.LEFT) for code in some
        ]
        rows += (
            [each for one in drawn for each in _segments(one[y], plain, ground)]
            for y in range(high)
        )
        rows.append([])
    width = a_row * (wide + 2)
    filled = [Segment.adjust_line_length(row, width, plain) for row in rows]
    return svg(filled, width, f"all points, {wide} by {high} cells, {look}", ColorSystem.TRUECOLOR)


def _segments(row: Sequence[tuple[str, Ink]], plain: Style, ground: str) -> Iterator[Segment]:
    for text, ink in row:
        colour = ink.colour or ROLES[ink.role]
        yield Segment(text, Style(color=colour, bgcolor=ink.ground or ground))
    yield Segment("  ", plain)


def main(asked: Sequence[str]) -> None:
    """Write the sheets of these sizes, or of all that are kept."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    sizes = [(int(wide), int(high)) for wide, _, high in (each.partition("x") for each in asked)]
    for size in sizes or KEPT:
        for look in LOOKS:
            name = f"{size[0]}x{size[1]}-{look}.svg"
            (FOLDER / name).write_text(sheet(size, look), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
