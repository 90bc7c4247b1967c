"""Reads the views of the body: their shapes, and the position of each point.

A view is a text file in ``tracker/data/views``, one statement a line, in a frame of 0 to 100 with
y pointing down:

    title {Side} hand and forearm, palm up
    shows left                        a limb, drawn as the left one; or front, behind, above
    rim 1.2                           how wide the shading of the skin is
    cun 6.9                           the length of one cun here
    skin M 36 108 R 37 86 ... Z       a shape: its tone and its path
    crease@36| M 41 61 L 44 62        from size 36 up; | and its mirror image; ^ half of a whole
    landmark wrist 50 59.2            not drawn: positions are measured from it
    point PC6 47.8 73                 the point
    also GV20 60 8                    a point whose own view is another one
    more EX-HN1 50 56.7               a further place of a point that has several
    near PC6 50 69 44 crease tendon   what is seen near by: its middle, its width, two landmarks
    fingers PC6 3 across 36 66 59 73  fingers laid over the body, and the area they cover
    body 3 2                          the cell of the small whole body that this view shows
    note "wrist crease" 59 58         words, and the place they name
    # ...                             a comment; a line that starts with a space continues

In a view from the front or from behind a pair of points is written once, for the person's left.
Each file is read on first use. This module knows no size, colour or terminal.
"""

import re
import shlex
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from tracker.ui.figure.path import Line, Point, lines, symmetric
from tracker.ui.figure.skins import TONE

VIEWS: Final = Path(__file__).parents[2] / "data" / "views"

FILLS: Final = frozenset(
    "skin back shade light hair hairlt nail lip white cloth dark mound".split()  # noqa: SIM905
)
"""Shapes that are filled; the others are lines."""

BODY: Final = frozenset({"skin", "back", "hair", "cloth"})
"""Fills that can cover the background; the other fills stay on the body."""

_LEAST: Final = {"crease": 30.0, "tendon": 34.0, "bone": 34.0, "guide": 30.0}
_LINES: Final = frozenset({"edge", *_LEAST})
_SHAPE: Final = re.compile(r"([a-z]+)([|^]?)(?:@(\d+))?$")
_OWN: Final = re.compile(r"^point (\S+)", re.MULTILINE)


class PictureError(ValueError):
    """A view file is wrong; the message names file and line, and what is allowed."""


class Shows(StrEnum):
    """The viewing direction, or a left limb."""

    LEFT = "left"
    FRONT = "front"
    BEHIND = "behind"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn shape: its tone, its lines and the minimum size, in cells across, to draw it."""

    tone: str
    lines: tuple[Line, ...]
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Position of a point, on the left or in the middle."""

    at: Point
    own: bool = True
    more: tuple[Point, ...] = ()
    """Further places, of a point that has several."""


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a view around a point."""

    middle: Point
    width: float
    landmarks: tuple[str, ...]
    """The landmarks that the point's words name; they are inside."""


@dataclass(frozen=True, slots=True)
class Fingers:
    """Fingers of the other hand that measure a distance: closed, side by side."""

    count: int
    across: bool
    """Whether they lie across the picture, one above the other."""
    low: Point
    high: Point

    def each(self) -> list[tuple[Point, Point]]:
        """The area of each finger, upper left and lower right."""
        (x0, y0), (x1, y1) = self.low, self.high
        if self.across:
            step = (y1 - y0) / self.count
            return [((x0, y0 + k * step), (x1, y0 + (k + 1) * step)) for k in range(self.count)]
        step = (x1 - x0) / self.count
        return [((x0 + k * step, y0), (x0 + (k + 1) * step, y1)) for k in range(self.count)]


@dataclass(frozen=True, slots=True)
class Note:
    """Words, and the place of the body that they name."""

    words: str
    target: Point


@dataclass(slots=True)
class View:
    """One view of the body."""

    name: str
    title: str = ""
    shows: Shows = Shows.LEFT
    rim: float = 1.0
    cun: float | None = None
    shapes: list[Shape] = field(default_factory=list)
    spots: dict[str, Spot] = field(default_factory=dict)
    landmarks: dict[str, Point] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    crops: dict[str, Crop] = field(default_factory=dict)
    fingers: dict[str, Fingers] = field(default_factory=dict)
    body: tuple[int, int] = (2, 2)
    """The cell of the small whole body, on the person's left."""

    @property
    def paired(self) -> bool:
        """Whether the view shows both sides of the body."""
        return self.shows is not Shows.LEFT

    def middle(self, code: str) -> bool:
        """Whether the point is on the midline, and so has no side."""
        return self.paired and abs(self.spots[code].at[0] - 50) < 0.1


def view_names() -> tuple[str, ...]:
    """Names of all views, sorted."""
    return tuple(sorted(file.stem for file in VIEWS.glob("*.txt")))


@cache
def index() -> dict[str, str]:
    """The name of the view of each point, by code."""
    found: dict[str, str] = {}
    for name in view_names():
        for code in _OWN.findall((VIEWS / f"{name}.txt").read_text(encoding="utf-8")):
            found[code] = name
    return found


@cache
def view(name: str) -> View:
    """The view of this name. Raises ``PictureError`` if it does not exist or its file is wrong."""
    file = VIEWS / f"{name}.txt"
    if name not in view_names():
        raise PictureError(f"there is no view {name}; there are {', '.join(view_names())}")
    return parsed(name, file.read_text(encoding="utf-8"))


def parsed(name: str, text: str) -> View:
    """Parse the text of a view. Raises ``PictureError``, naming the line that is wrong."""
    made = View(name)
    for number, line in _statements(text):
        key, _, rest = line.partition(" ")
        try:
            _take(made, key, rest.strip())
        except (ValueError, IndexError) as wrong:
            raise PictureError(f"{name}.txt, line {number}, {key}: {wrong}") from wrong
    if not made.title or not made.shapes:
        raise PictureError(f"{name}.txt: a view has a title and at least one shape")
    return made


def _statements(text: str) -> list[tuple[int, str]]:
    """Each statement with the number of its first line."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith((" ", "\t")) and line.strip() and found:
            first, begun = found[-1]
            found[-1] = first, f"{begun} {line.strip()}"
        elif line.strip() and not line.startswith("#"):
            found.append((number, line.strip()))
    return found


def _take(made: View, key: str, rest: str) -> None:
    match key:
        case "title":
            made.title = rest
        case "shows":
            made.shows = Shows(rest)
        case "rim":
            made.rim = float(rest)
        case "cun":
            made.cun = float(rest)
        case "landmark":
            word, across, down = shlex.split(rest)
            made.landmarks[word] = float(across), float(down)
        case "near":
            code, across, down, width, *landmarks = rest.split()
            if unknown := [each for each in landmarks if each not in made.landmarks]:
                raise ValueError(f"there is no landmark {unknown[0]} above")
            at = float(across), float(down)
            made.crops[code] = Crop(at, float(width), tuple(landmarks))
        case "fingers":
            code, count, way, *numbers = rest.split()
            x0, x1, y0, y1 = (float(number) for number in numbers)
            if way not in {"across", "down"}:
                raise ValueError("fingers lie across or down")
            made.fingers[code] = Fingers(int(count), way == "across", (x0, y0), (x1, y1))
        case "body":
            column, row = (int(number) for number in rest.split())
            made.body = column, row
        case "point" | "also":
            code, across, down = rest.split()
            made.spots[code] = Spot((float(across), float(down)), key == "point")
        case "more":
            code, *numbers = rest.split()
            x, y = (float(number) for number in numbers)
            if code not in made.spots:
                raise ValueError(f"{code}: give its first place above")
            spot = made.spots[code]
            made.spots[code] = replace(spot, more=(*spot.more, (x, y)))
        case "note":
            words, across, down = shlex.split(rest)
            made.notes.append(Note(words, (float(across), float(down))))
        case _:
            made.shapes += _shapes(key, rest)


def _shapes(key: str, path: str) -> list[Shape]:
    """The shape of a statement, and its mirror image if the statement asks for it."""
    match = _SHAPE.match(key)
    if not match or match[1] not in FILLS | _LINES:
        raise ValueError(f"none of {', '.join(sorted(TONE.keys() & (FILLS | _LINES)))}")
    kind, form, size = match[1], match[2], match[3]
    least = float(size) if size else _LEAST.get(kind, 0.0)
    drawn = tuple(lines(symmetric(path) if form == "^" else path))
    made = [Shape(kind, drawn, least)]
    if form == "|":
        made.append(Shape(kind, tuple([(100 - x, y) for x, y in line] for line in drawn), least))
    return made
