"""Parses outlines: the text of a path becomes lines of points.

As in SVG, with absolute coordinates: ``M x y`` starts a line, ``L`` continues it straight, ``C``
with Bezier curves, ``Z`` closes it. ``R`` is not in SVG: a smooth curve *through* its points, so
that a contour is written and corrected as points on the skin. Reads no file and scales nothing.
"""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = list[Point]

_WORD: Final = re.compile(r"[A-Z]|-?\d+(?:\.\d+)?|\S+?")
_COMMANDS: Final = "MLRCZ"


def lines(words: str) -> list[Line]:
    """The lines of a path, curves cut into short straight pieces.

    Raises ``ValueError``, naming the word, if a path does not start with ``M`` or contains anything
    other than commands and pairs of numbers.
    """
    found: list[Line] = []
    line: Line = []
    pieces = 0
    runs = list(_runs(words))
    for index, (command, points) in enumerate(runs):
        if command == "M":
            line = points
            found.append(line)
            pieces = 0
        elif not line:
            raise ValueError(f"a path begins with M, not {command}")
        elif command == "L":
            line += points
            pieces += 2
        elif command == "C":
            for k in range(0, len(points), 3):
                _bezier(line, line[-1], *points[k : k + 3])
            pieces += 2
        elif command == "R":
            pieces += 1
            whole = pieces == 1 and index + 1 < len(runs) and runs[index + 1][0] == "Z"
            _smooth(line, [line[-1], *points], closed=whole)
        elif line[-1] != line[0]:
            line.append(line[0])
    return found


def symmetric(words: str) -> str:
    """The whole outline for its half ``words``, which starts and ends on the line x = 50."""
    runs = list(_runs(words))
    there = [(command, point) for command, points in runs for point in points]
    smooth = [command for command, _ in runs] == ["M", "R"]
    back = [
        (there[k][0], (100 - there[k - 1][1][0], there[k - 1][1][1]))
        for k in range(len(there) - 1, 0, -1)
    ]
    if smooth:
        back.pop()  # this is the start again, and the curve closes there
    mended = [words.strip()]
    last = "R" if smooth else ""
    for command, (x, y) in back:
        if command != last:
            mended.append(command)
            last = command
        mended.append(f"{round(x, 2):g} {y:g}")
    return " ".join([*mended, "Z"])


def _runs(words: str) -> Iterator[tuple[str, Line]]:
    """Yield each command with its points."""
    found: list[str] = _WORD.findall(words)
    at = 0
    while at < len(found):
        command = found[at]
        if command not in _COMMANDS:
            raise ValueError(f"{command} is not one of the commands M, L, R, C, Z")
        end = at = at + 1
        while end < len(found) and found[end] not in _COMMANDS:
            end += 1
        try:
            numbers = [float(word) for word in found[at:end]]
        except ValueError:
            raise ValueError(f"{' '.join(found[at:end])} are not all numbers") from None
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        wanted = {"Z": len(pairs) == 0, "M": len(pairs) == 1, "C": len(pairs) % 3 == 0}
        if len(numbers) % 2 or not wanted.get(command, bool(pairs)):
            raise ValueError(f"{command} with {len(numbers)} numbers")
        yield command, pairs
        at = end


def _bezier(line: Line, a: Point, b: Point, c: Point, d: Point) -> None:
    pieces = max(2, min(6, int(((a[0] - d[0]) ** 2 + (a[1] - d[1]) ** 2) ** 0.5 / 1.6) + 1))
    for k in range(1, pieces + 1):
        t = k / pieces
        u = 1 - t
        wa, wb, wc, wd = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        line.append(
            (
                wa * a[0] + wb * b[0] + wc * c[0] + wd * d[0],
                wa * a[1] + wb * b[1] + wc * c[1] + wd * d[1],
            )
        )


def _smooth(line: Line, through: Line, *, closed: bool) -> None:
    """Append a centripetal Catmull-Rom curve: through every point, without loops between two."""
    count = len(through)
    for i in range(count if closed else count - 1):
        b, c = through[i], through[(i + 1) % count]
        a = through[i - 1] if closed or i else b
        d = through[(i + 2) % count] if closed or i + 2 < count else c
        span = _root(b, c)
        if span > 1e-6:
            _bezier(
                line, b, _pull(a, b, c, _root(a, b), span), _pull(d, c, b, _root(c, d), span), c
            )


def _root(a: Point, b: Point) -> float:
    """The square root of the distance."""
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.25)


def _pull(a: Point, b: Point, c: Point, before: float, span: float) -> Point:
    """The control point next to ``b`` on the way to ``c``; ``a`` is the point before ``b``."""
    if before < 1e-6:
        return b[0] + (c[0] - b[0]) / 3, b[1] + (c[1] - b[1]) / 3
    k = 3 * before * (before + span)
    m = 2 * before * before + 3 * before * span + span * span
    return (
        (before * before * c[0] - span * span * a[0] + m * b[0]) / k,
        (before * before * c[1] - span * span * a[1] + m * b[1]) / k,
    )
