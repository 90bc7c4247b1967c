"""Draws marker, ring, leader, label and captions over the body.

Dots are added to the ink before it becomes characters; words replace characters afterwards.
"""

from dataclasses import dataclass
from typing import Final

from tracker.ui.figure.cells import Cell, Ink, Mode, Painter, Role, main_tone
from tracker.ui.figure.path import Point
from tracker.ui.figure.raster import Fit, Planes, stroke
from tracker.ui.figure.scene import View
from tracker.ui.figure.skins import TONE

LABELLED: Final = 36
"""Minimum size, in cells across, for a ring, a leader and a label."""

CAPTIONED: Final = 50
"""Minimum size, in cells across, for names of parts of the body."""

_RING: Final = 4.8
"""The ring's radius in dots."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words and the cell of their first character."""

    x: int
    y: int
    text: str
    role: Role

    def touches(self, other: "Words") -> bool:
        """Whether both are in one row with no empty cell between them."""
        end, other_end = self.x + len(self.text), other.x + len(other.text)
        return self.y == other.y and self.x <= other_end and other.x <= end


@dataclass(frozen=True, slots=True)
class Marker:
    """A marked place, in cells; ``chosen`` is false for its pair on the other side."""

    x: int
    y: int
    chosen: bool = True
    ringed: bool = True
    """False for each place of a point that has several: their rings would meet."""


def rings(planes: Planes, markers: list[Marker], mode: Mode) -> None:
    """Clear the dots around each marker, and draw a ring if the picture is large enough.

    In ASCII the ring is a pair of brackets, see ``overlay``.
    """
    roomy = min(planes.width, 2 * planes.height) >= LABELLED
    for marker in markers:
        drawn = roomy and marker.chosen and marker.ringed and mode is not Mode.ASCII
        ring = _RING if drawn else 0.0
        cx, cy = 2 * marker.x + 1, 4 * marker.y + 2
        for y in range(max(0, cy - 8), min(4 * planes.height, cy + 8)):
            row = planes.ink[y]
            for x in range(max(0, cx - 8), min(2 * planes.width, cx + 8)):
                away = ((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2) ** 0.5
                if away < max(ring, 2) + 1.6:
                    row[x] = TONE["mark"] if ring and -1.1 < away - ring < 0.9 else 0


def captions(planes: Planes, view: View, fit: Fit, said: list[Words]) -> list[Words]:
    """Names of parts, with dotted leaders; a name that would touch words in `said` is left out."""
    found: list[Words] = []
    for note in view.notes:
        target = note.target and fit.cell(note.target)
        x, y = fit.cell(note.at)
        right = x > target[0] if target else x > fit.cell((50, 0))[0]
        words = _placed(planes, (x, y), note.words, Role.QUIET, right=right)
        if any(words.touches(other) for other in said):
            continue
        if target:
            _leader(planes, words, (target[0] * 2, target[1] * 4), right, TONE["note"], dash=2)
        found.append(words)
    return found


def label(planes: Planes, marker: Marker, text: str, at: Point) -> Words:
    """Draw the leader from the point's ring; return its label."""
    right = at[0] > marker.x
    words = _placed(planes, at, f" {text} ", Role.LABEL, right=right)
    target = 2 * marker.x + 1, 4 * marker.y + 2
    _leader(planes, words, target, right, TONE["mark"], gap=_RING + 0.5)
    return words


def _placed(planes: Planes, at: Point, text: str, role: Role, *, right: bool) -> Words:
    """Words that start at `at`, or end there if they are to the left of what they name."""
    x = int(at[0]) - (0 if right else len(text))
    return Words(
        max(0, min(planes.width - len(text), x)),
        max(0, min(planes.height - 1, int(at[1]))),
        text,
        role,
    )


def _leader(
    planes: Planes,
    words: Words,
    target: Point,
    right: bool,
    tone: int,
    *,
    dash: int = 0,
    gap: float = 0.0,
) -> None:
    """Draw a line from the words' near end to a target in dots, ending ``gap`` dots before it."""
    start_x = 2 * words.x - 1 if right else 2 * (words.x + len(words.text))
    start_y = 4 * words.y + 2
    away = ((target[0] - start_x) ** 2 + (target[1] - start_y) ** 2) ** 0.5
    if away > gap + 2:
        share = 1 - gap / away
        end = start_x + (target[0] - start_x) * share, start_y + (target[1] - start_y) * share
        stroke(planes.ink, [(start_x, start_y), end], 1, 0, 1, 0, tone, dash)


def overlay(
    rows: list[list[Cell]],
    planes: Planes,
    markers: list[Marker],
    words: list[Words],
    mode: Mode,
    painter: Painter | None,
) -> None:
    """Write words and then markers over the characters, so that no marker is hidden."""
    for said in words:
        for x, character in enumerate(said.text, said.x):
            if 0 <= x < planes.width:
                rows[said.y][x] = character, _word_ink(said, planes, x, painter)
    for marker in sorted(markers, key=lambda marker: marker.chosen):
        symbol = "●" if marker.chosen else "○"
        if mode is Mode.ASCII:
            symbol = "O" if marker.chosen else "o"
        ink = Ink(Role.MARK)
        if painter is not None:
            ground = main_tone(planes.samples(marker.x, marker.y))
            ink = painter.ink(painter.mark(ground), ground, Role.MARK)
        rows[marker.y][marker.x] = symbol, ink
        roomy = min(planes.width, 2 * planes.height) >= LABELLED
        if mode is Mode.ASCII and marker.chosen and marker.ringed and roomy:
            for x, bracket in ((marker.x - 1, "("), (marker.x + 1, ")")):
                if 0 <= x < planes.width:
                    rows[marker.y][x] = bracket, ink


def _word_ink(said: Words, planes: Planes, x: int, painter: Painter | None) -> Ink:
    """The style of one character of these words, readable beside the body and on it."""
    if painter is None:
        return Ink(said.role)
    if said.role is Role.LABEL:
        return Ink(said.role, "#ffffff", painter.colours[TONE["mark"]])
    ground = main_tone(planes.samples(x, said.y))
    if not ground:
        return painter.ink(TONE["note"], ground, said.role)
    return painter.ink(painter.clearer("edge", "nail", ground), ground, said.role)
