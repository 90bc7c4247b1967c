"""Fast path: decodes well-formed goals and rests without importing msgspec, which takes the rest.

A prompt reads only these. The result is the same as msgspec's; msgspec also reads any irregular
document and words the error.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from tracker.core.facts.goals_and_rests import Goal, Kind, Per, Rest, RestReason


def goal_or_rest(table: str, key: str, kept: Mapping[str, Any]) -> Goal | Rest | None:
    """The goal or rest in this document; ``None`` for another table, or if in doubt."""
    known = _TABLES.get(table)
    if known is None or not (key.isascii() and key.isprintable()):
        return None
    kind, fields = known
    try:
        found = {name: read(kept[name]) for name, read in fields.items() if name in kept}
        return kind(id=key, **found)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None


def _moment(text: str) -> datetime:
    """A moment as tsubo writes it: its offset is Z, or in hours and minutes."""
    usual = f"{text[:-1]}+00:00" if text.endswith("Z") else text
    moment = datetime.fromisoformat(text)
    if moment.isoformat() != usual or usual[-6] not in "+-":
        raise ValueError(text)
    return moment


def _date(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _number(value: object) -> float:
    if type(value) is not float:
        value = _whole(value)
    return float(value)


def _weekdays(values: object) -> frozenset[int]:
    if type(values) is not list:
        raise TypeError(values)
    return frozenset(map(_whole, values))


_Fields = Mapping[str, Callable[[Any], object]]

_GOAL: Final[_Fields] = {
    "made": _moment,
    "kind": Kind,
    "since": _date,
    "per": Per,
    "times": _whole,
    "weekdays": _weekdays,
    "least_seconds": _number,
}
_REST: Final[_Fields] = {
    "made": _moment,
    "start": _date,
    "end": _date,
    "why": RestReason,
}
_TABLES: Final[Mapping[str, tuple[Callable[..., Goal | Rest], _Fields]]] = {
    "goals": (Goal, _GOAL),
    "rests": (Rest, _REST),
}
