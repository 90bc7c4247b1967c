"""Personal points and routines, made from typed fields, and written and read as TOML to share.

Shared entries are checked like those of the library; a wrong one is reported and the others are
imported. What is written can be read, edited and imported again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from tracker.core.facts.points import Point, StandardPoint
from tracker.core.facts.routines import Routine
from tracker.core.text.spelling import plain
from tracker.library import Library
from tracker.library.entries import point_of, routine_of
from tracker.library.toml import LibraryError, entries, name_of, parsed

Value = TypeVar("Value")


def routines_from_toml(
    text: str, origin: str, library: Library, *, made: datetime, new_id: Callable[[], str]
) -> tuple[tuple[Routine, ...], tuple[str, ...]]:
    """Personal routines from a shared text, and a line for each entry that cannot be used.

    Raises LibraryError if the text is not TOML or has no ``[[routine]]``.
    """

    def routine(raw: Mapping[str, Any], place: str) -> Routine:
        value = routine_of(raw, library.shared, place, key=new_id(), made=made)
        library.check_routine(value)
        return value

    taken = {plain(name) for each in library.routines() for name in (each.id, each.name)}
    return _shared(text, origin, "routine", routine, lambda value: plain(value.name), taken)


def points_from_toml(
    text: str, origin: str, library: Library, *, made: datetime, new_id: Callable[[], str]
) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """Personal points from a shared text, and a line for each entry that cannot be used.

    Raises LibraryError if the text is not TOML or has no ``[[point]]``.
    """

    def point(raw: Mapping[str, Any], place: str) -> Point:
        return point_of(raw, library.shared, place, key=new_id(), made=made)

    taken = {plain(each.code) for each in library.points()}
    return _shared(text, origin, "point", point, lambda value: plain(value.code), taken)


def entry_of(standard: StandardPoint) -> dict[str, Any]:
    """The fields of a personal point that a standard point fills: names, but no place or use."""
    return {
        "code": standard.code,
        "english": standard.english or standard.pinyin,
        "pinyin": standard.pinyin,
        "hanzi": standard.hanzi,
        "hanzi_simplified": standard.hanzi_simplified,
        "channel": standard.channel,
        "laterality": standard.laterality.value,
    }


def own_point(raw: Mapping[str, Any], library: Library, *, key: str, made: datetime) -> Point:
    """A personal point from typed fields, named as in a ``[[point]]`` entry.

    Raises LibraryError naming the field.
    """
    point = point_of(raw, library.shared, "your point", key=key, made=made)
    known = library.find(point.code)
    if known is not None and known.built_in:
        raise LibraryError(f"your point: code: {point.code} is in the library; choose another")
    return point


def routine_to_toml(routine: Routine) -> str:
    """The routine as a ``[[routine]]`` entry to read, edit and share."""
    rows = ["[[routine]]", *_lines(routine, ("id",) if routine.built_in else ())]
    rows += _lines(routine, ("name", "settle", "source", "sources", "notes"))
    rows.append("steps = [")
    for step in routine.steps:
        point, side = _written(step.point), _written(step.side)
        rows.append(
            f"    {{ point = {point}, side = {side}, seconds = {_written(step.seconds)} }},"
        )
    return "\n".join([*rows, "]", ""])


def point_to_toml(point: Point) -> str:
    """The point as a ``[[point]]`` entry to read, edit and share."""
    names = ("code", "aliases", "pinyin", "hanzi", "hanzi_simplified", "english", "other_english")
    place = ("channel", "laterality", "region", "location", "find_steps", "check")
    known = ("location_basis", "traditional_use", "trial_use", "evidence", "view")
    rows = ["[[point]]", *_lines(point, names + place + known)]
    rows += _lines(point, ("cautions", "sources", "notes"))
    for part in ("measure", "article", "press", "hold", "pregnancy"):
        value = getattr(point, part)
        if value is not None:
            inner = tuple(field.name for field in fields(value))
            rows += ["", f"[point.{part}]", *_lines(value, inner)]
    return "\n".join([*rows, ""])


def _lines(value: object, names: Sequence[str]) -> list[str]:
    found = ((name, getattr(value, name)) for name in names)
    return [f"{name} = {_written(item)}" for name, item in found if item not in ("", (), None)]


def _written(item: object) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, float):
        return f"{item:g}" if item == round(item, 3) and abs(item) < 1e5 else repr(item)
    if isinstance(item, int):
        return str(item)
    if isinstance(item, tuple):
        written = [_written(each) for each in item]
        line = f"[{', '.join(written)}]"
        return line if len(line) < 80 else "[\n    " + ",\n    ".join(written) + ",\n]"
    # JSON strings are valid TOML, except for DEL, which checked texts do not contain.
    return json.dumps(str(item), ensure_ascii=False)


def _shared(
    text: str,
    origin: str,
    key: str,
    made: Callable[[Mapping[str, Any], str], Value],
    mark: Callable[[Value], str],
    taken: set[str],
) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """The values of a shared text, entry by entry, and a line for each that cannot be used."""
    found: list[Value] = []
    problems: list[str] = []
    for index, raw in enumerate(entries(parsed(text, origin), key, origin)):
        place = f"{origin}, {name_of(raw, ('code', 'name'), index)}"
        try:
            value = made(raw, place)
        except LibraryError as error:
            problems.append(str(error))
            continue
        if mark(value) in taken:
            problems.append(f"{place}: there already is one of that name; rename it to take it in")
        else:
            taken.add(mark(value))
            found.append(value)
    return tuple(found), tuple(problems)
