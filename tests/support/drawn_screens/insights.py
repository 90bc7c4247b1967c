"""The drawings of the insights.

One line of keys was drawn for all of them: each has its own keys, and `o`, `v` and `y` name what
comes next.
"""

from __future__ import annotations

from typing import Any

from drawn_screens.drawn import Drawn

_SIZES = ("80x24", "120x40")
_KEYS = "y a year  o by hour            ? 2 more"
_MORE = "y a year  o by hour  x in words"
_WEEKS = {
    "30 min so far · a usual week 31": "28 min so far · a usual week 30 min",
    "43 min so far · a usual week 59": "1 h 06 so far · a usual week 1 h 01",
    "v minutes": "v times",
}
_HOURS = {
    "04    07    10    13    16    19    22    01": "05    08    11    14    17    20    23    02",
    "135 of 306 sessions. Mornings 95": "149 of 310 sessions. Mornings 86",
    "nights 46": "nights 44",
    _KEYS: "y all  o mat  x in words         ? keys",
    _MORE: "y all  o mat  x in words",
}
_CHANGES = {
    "223 sessions": "230 sessions",
    "   223": "   230",
    "   76": "   94",
    "   69": "   64",
    "   44": "   41",
    "   15": "   12",
    _KEYS: "y all  o by hour  x in words     ? keys",
    _MORE: "y all  o by hour  x in words",
}
_OVER_TIME = {
    _KEYS: "y a year  x in words           ? 1 more",
    _MORE: "y a year  x in words",
    "5.2 ": "7.0 ",
    "5.1 ": "5.3 ",
    "5.6 ": "6.0 ",
}
_LOW = {"Ups and downs are usual. If it stays low: ! whom to talk to.": "the mood is not low"}
_FIRST = {"pgup earlier": "nothing is earlier than the year of the home"}
_SWAPPED = {**dict.fromkeys(("yesterday", "Wed"), "rows have changed places")}
_POINTS = {
    "22 h 30 in all": "22 h 33 in all",
    "ST36    Leg Three Miles     3 h 04": "PC6     Inner Pass          3 h 04",
    "PC6     Inner Pass          2 h 45": "ST36    Leg Three Miles     2 h 45",
    "EX-HN3  Hall of Impression  1 h 56": "GB20    Wind Pool           1 h 46",
    "GB20    Wind Pool           1 h 53": "GV20    Hundred Meetings    1 h 46",
    "GV20    Hundred Meetings    1 h 48": "EX-HN3  Hall of Impression  1 h 42",
    "1 h 22": "1 h 14",
    "TE5     Outer Pass          43 min": "LU9     Great Abyss         48 min",
    "13 Nov": "   Tue",
    f"v minutes  {_KEYS}": "v times  y all  o by place  x in words      ? keys",
    "v minutes": "v times",
    _MORE: "y all  o by place  x in words",
    "  pgup earlier": "",
}
_MAT = {
    "148 times. At the start: 6.2 at first, 5.1": "147 times. At the start: 6.4 at first, 5.2",
    "          14": "          19",
    "23 Oct           13": "23 Oct           11",
    "25 Sep           13": "25 Sep           15",
    "31 Jul            6": "31 Jul           11",
    "3 Jul            16": "3 Jul            12",
    _KEYS: "y all  x in words                ? keys",
    _MORE: "y all  x in words",
}


def _drawn(name: str, place: int, given: dict[str, str], **more: Any) -> list[Drawn]:
    steps = ("1", "6", *["right"] * place)
    return [Drawn(f"insights-{name}-{size}", steps, given=given, **more) for size in _SIZES]


_EVERY = (
    *_drawn("weeks", 0, _WEEKS, is_chart=True),
    *_drawn("hours", 1, _HOURS, excepted=_FIRST),
    *_drawn("before-and-after", 2, _CHANGES, excepted=_FIRST),
    *_drawn("over-time", 3, _OVER_TIME, is_chart=True, excepted=_LOW),
    *_drawn("points", 4, _POINTS, excepted=_SWAPPED),
    *_drawn("mat", 5, _MAT, excepted=_FIRST),
)
QUICK = (_EVERY[4],)
SLOW = tuple(each for each in _EVERY if each not in QUICK)
