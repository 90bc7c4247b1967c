"""The drawings of the screens, and how near the running app comes to one.

A drawing is two files of tests/drawings: the text, and a grid with a letter for the role of each
cell. Words have to be there, in order, at most a row away. Roles have to be equal in most cells.
A picture of the body (P) is compared by neither. The levels and some figures of the drawn year were
made up: a level equals any other of its kind, and `GIVEN` has the figures that the home gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual_inside import shown_strips

from tracker.level_colours import PALETTES, rgb
from tracker.ui.terminal.themes import DARK

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import App

FOLDER = Path(__file__).parents[1] / "drawings"
PICTURE, PLAIN = "P", "."
ENOUGH = 0.95
"""The share of cells that must have the drawing's role."""

GIVEN = {
    "189 days, 22 h 30": "241 days, 22 h 33",
    "2 of 3 days this week": "3 of 3 days this week, done",
    "· 2 of 3": "· 3 of 3",
    "Both wrists, 40 s": "Wrist, forearm, 40 s",
    "358 and 237 times": "192 and 136 times",
    "358 times": "192 times",
    "237 times": "136 times",
    "the mat, 24 min": "the mat, 19 min",
    "again: 24 min": "again: 19 min",
    "time, 24 min": "time, 19 min",
    "time: 24 min": "time: 19 min",
    "Enter: 24 min": "Enter: 19 min",
    "discomfort at the start  4.7": "discomfort at the start  4.9",
    "and at the end           2.2": "and at the end           2.3",
    "You lie bare for 24 min.": "You lie bare for 19 min.",
    "Stand up slowly. You bruise": "Stand up slowly.",
    "easily: a thin shirt.": "",
    "slowly. You bruise easily: a": "slowly.",
    "2 of 3 this week": "3 of 3 this week",
    "both wrists: HT7": "HT7",
    "little-finger end of the crease": "little-finger end of the wrist crease",
    "three fingers up, between the tendons": "three fingers above the wrist crease",
    "both wrists": "wrist, forearm",
    "5.6 on average": "5.9 on average",
    "tension 5 → 3": "tension 5 → 4",
    "last 54 days": "last 53 days",
    "27 Sep": "29 Sep",
    "first on 21 Nov 2025": "first on 23 Nov 2025",
    "Tue        The five points     9 min": "Wed        Morning lift        5 min",
    "5 h 38": "5 h 47",
    "2 h 53": "3 h 04",
    "2 h 46": "2 h 45",
    "2 h 05": "2 h 08",
    "Tue 17 Nov 18:39    The five points                9 min": (
        "Wed 18 Nov 07:24    Morning lift                   5 min"
    ),
    "459 sessions": "457 sessions",
    "Wed 11 Nov  20:55": "Wed 11 Nov  19:29",
    "            19:29  ▪ Desk break                 4 min   mood 5 → 6": (
        "            07:13  ▪ Morning lift           4 min 12   mood 5 → 5"
    ),
    "Tue 10 Nov  20:30  ▪ Desk break                 4 min": (
        "Tue 10 Nov  19:26  ▫ Mat, upper back, bare     22 min"
    ),
    "Mon 9 Nov   18:50  ▪ Three calm minutes      2 min 40   mood 5 → 8": (
        "Mon 9 Nov   22:01  ▪ Evening wind-down       6 min 30"
    ),
    "Sun 8 Nov   18:44  ▫ Mat, back, bare           18 min   mood 6 → 8": (
        "            19:46  ▫ Mat, upper back, bare     21 min"
    ),
    "Sat 7 Nov   22:44  ▫ Mat, upper back, bare     19 min   mood 5 → 4": "",
    "EX-HN3            1 min 55": "EX-HN3            1 min 12",
    "HT7 left          1 min 17": "HT7 left          1 min 30",
    "HT7 right            1 min": "HT7 right         1 min 30",
    "Tension     5 → 3": "Tension     5 → 4",
    "5 weeks in a row → 6": "4 weeks in a row → 5",
    "Wed 18 Nov 20:54  Mat, upper back      19 min     mood 6 → 6": (
        "Wed 18 Nov 21:33  Three calm minutes    3 min     mood 6 → 7"
    ),
}
"""Figures and places of the drawings that no home can give, with those of the drawn home.

The mat was used on three days of a week that counts two, the year has fewer days than its own
lists, and PC6 is on the forearm.
"""
_DRAWN_WITH = "▀▄▌▐█▏▎▍▋▊▉▁▂▃▅▆▇·░▒▓:─━╷╵│┄●○■◉"
_PLOTTED = frozenset("▁▂▃▄▅▆▇█●○│")
_WORD = re.compile(r"\S+")
_PART = re.compile(r"\S+(?: \S+)*")
"""Words with one space between them: they stand side by side in the app too."""
_LEADER = re.compile(r"┄+ \S+(?: \S+)*")
"""Words with a leader: the drawings place them by hand, the pictures where there is room."""
_SECOND = "\0"
_SAME = {
    **dict.fromkeys("12345", "0"),
    **dict.fromkeys("ghlmnr", "0"),
    "t": "d",
    "o": "d",
    "k": "e",
    "T": "L",
    "U": "X",
    "D": "S",
    "E": "Q",
}
"""Roles that look like another one."""
_ON_GROUND = frozenset("FLXcdCeij0")

Area = tuple[range, range]
"""Rows and columns."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a screen should look like."""

    text: tuple[str, ...]
    """With the figures of the home."""
    drawn: tuple[str, ...]
    roles: tuple[str, ...]
    is_chart: bool = False
    """Whether its bars and dots are of other figures than the home's; they are not compared."""

    @classmethod
    def of(
        cls, name: str, given: Mapping[str, str] = MappingProxyType({}), *, is_chart: bool = False
    ) -> Drawing:
        """The drawing ``NAME-WxH`` of tests/drawings; ``given`` has figures of that moment."""
        text, roles = (
            tuple((FOLDER / f"{name}{end}").read_text("utf-8").splitlines())
            for end in (".txt", ".roles.txt")
        )
        roles = tuple(map(_with_leaders, map(_cells, text), roles))
        return cls(tuple(_given(row, {**GIVEN, **given}) for row in text), text, roles, is_chart)

    def raised(self, by: int) -> Drawing:
        """The same drawing with all but the last row moved up by so many rows."""

        def moved(rows: tuple[str, ...], blank: str) -> tuple[str, ...]:
            return (*rows[by:-1], *[blank] * by, rows[-1])

        roles = moved(self.roles, PLAIN * self.size[0])
        blank = " " * self.size[0]
        return replace(
            self, text=moved(self.text, blank), drawn=moved(self.drawn, blank), roles=roles
        )

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return len(self.roles[0]), len(self.roles)

    def missing(self, rows: list[str], made_up: Area | None = None) -> list[str]:
        """The words that the app does not have in their row or one beside it, in order.

        Those in a `made_up` area are left out.
        """
        none = range(0)
        skipped, columns = made_up or (none, none)
        found: list[str] = []
        for at, row in enumerate(self.text):
            near = [_words(each) for each in rows[max(0, at - 1) : at + 2]]
            cells = zip_longest(_cells(row), self.roles[at], fillvalue=PLAIN)
            kept = "".join(
                " " if role == PICTURE or (at in skipped and column in columns) else char
                for column, (char, role) in enumerate(cells)
            ).replace(_SECOND, "")
            for part in _PART.finditer(kept):
                words = _words(part[0])
                if words and not any(_in_order(words, each) for each in near):
                    found.append(part[0])
        return found

    def wrong_roles(self, rows: list[str], roles: list[str]) -> list[str]:
        """The cells with another role than drawn, a row each; `rows` and `roles` are the app's."""
        wrong = []
        for drawn_text, drawn, text, role in zip(self.drawn, self.roles, rows, roles, strict=True):
            cells = zip(_cells(drawn_text), drawn, _cells(text), role, strict=True)
            wrong.append(
                "".join(
                    " " if self.is_chart and _is_plotted(cell) else _difference(*cell)
                    for cell in cells
                )
            )
        return wrong

    def likeness(self, rows: list[str], roles: list[str]) -> float:
        """The share of cells outside pictures with the drawing's role."""
        cells = sum(role != PICTURE for row in self.roles for role in row)
        wrong = sum(len(row.replace(" ", "")) for row in self.wrong_roles(rows, roles))
        return 1 - wrong / cells


def screen_of(app: App[Any]) -> tuple[list[str], list[str]]:
    """The open screen: its text and its roles, a string of one letter a cell for each row."""
    width = app.size.width
    rows, roles = [], []
    for strip in shown_strips(app):
        text = "".join(segment.text for segment in strip)
        role = "".join(
            role_of(segment.style) * segment.cell_length for segment in strip if segment.style
        )
        rows.append(text + " " * (width - cell_len(text)))
        roles.append(role.ljust(width, PLAIN))
    return rows, roles


def role_of(style: Style) -> str:
    """The letter of a style of the dark theme; ``?`` if it has none."""
    front, ground = (_hex(colour) for colour in (style.color, style.bgcolor))
    if style.reverse:
        front, ground = ground, front
    if ground in _LEVELS:
        return _LEVELS[ground]
    role = _ROLES.get((front or str(DARK.foreground), ground or str(DARK.background)), "?")
    return _BOLD.get(role, role) if style.bold else role


def _colours() -> dict[tuple[str, str], str]:
    """The role of each foreground on each ground."""
    of = {name: str(getattr(DARK, name)) for name in ("foreground", "primary", "background")}
    front, accent, ground = of["foreground"], of["primary"], of["background"]
    quiet, symbol = DARK.variables["quiet"], DARK.variables["symbol"]
    card, field = str(DARK.surface), str(DARK.panel)
    return {
        (front, ground): ".",
        (quiet, ground): "q",
        (accent, ground): "a",
        (str(DARK.warning), ground): "w",
        (str(DARK.secondary), ground): "b",
        (symbol, ground): "-",
        (front, card): "c",
        (quiet, card): "d",
        (accent, card): "e",
        (front, field): "i",
        (quiet, field): "j",
        (ground, accent): "L",
        (ground, front): "X",
    }


_ROLES = _colours()
_BOLD = {".": "S", "a": "A", "c": "C", "L": "F", "q": "Q"}
_LEVELS = {
    "#{:02x}{:02x}{:02x}".format(*rgb(index)): letter
    for ramp, letters in (
        (PALETTES["moss"].mat.dark, "0hlmnr"),
        (PALETTES["moss"].points.dark, "012345"),
    )
    for index, letter in zip(ramp, letters, strict=True)
}


def _hex(colour: Any) -> str:
    if colour is None or colour.is_default:
        return ""
    return str(colour.get_truecolor().hex)


def _difference(drawn_char: str, drawn: str, char: str, role: str) -> str:
    """The app's role if it differs from the drawing's; a space if it does not."""
    if drawn == PICTURE:
        return " "
    drawn, role = (_bare(*cell) for cell in ((drawn_char, drawn), (char, role)))
    return " " if drawn == role else role


def _is_plotted(cell: tuple[str, str, str, str]) -> bool:
    """Whether a bar or a dot is drawn in a cell, by the drawing or by the app."""
    drawn_char, _, char, _ = cell
    return bool({drawn_char, char} & _PLOTTED) and {drawn_char, char} <= _PLOTTED | {" "}


def _bare(char: str, role: str) -> str:
    """The role as it looks; a space shows only its ground."""
    role = _SAME.get(role, role)
    if char != " ":
        return role
    if role not in _ON_GROUND:
        return PLAIN
    return "c" if role in "cdCe" else "i" if role in "ij" else role


def _cells(text: str) -> str:
    """A character for each cell: a wide one is followed by `_SECOND`."""
    return "".join(char + _SECOND * (cell_len(char) - 1) for char in text)


def _with_leaders(text: str, roles: str) -> str:
    """The roles, with the words that a leader ties to a picture as a part of it."""
    for found in _LEADER.finditer(text):
        roles = roles[: found.start()] + PICTURE * len(found[0]) + roles[found.end() :]
    return roles


def _given(row: str, figures: Mapping[str, str]) -> str:
    """A drawn row with the figures of the home."""
    for drawn, given in figures.items():
        before, found, after = row.partition(drawn)
        if not found:
            continue
        part, gap, rest = after.partition("  ")
        room = len(gap) + len(drawn) - len(given)
        row = f"{before}{given}{part}{' ' * max(0, room)}{rest[max(0, -room) :]}"
    return row


def _words(text: str) -> list[str]:
    """The words, without what bars, levels and digits are drawn with."""
    bare = (word.strip(_DRAWN_WITH) for word in _WORD.findall(text))
    return [word for word in bare if word]


def _in_order(words: list[str], row: list[str]) -> bool:
    left = iter(row)
    return all(word in left for word in words)
