"""Personal points and routines, made from typed fields, and written and read as TOML to share.

Shared entries are checked like those of the library; each wrong one is reported. What is written
can be read, edited and imported again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, TypeVar

from tracker.core.facts.points import Point, StandardPoint, folded
from tracker.core.facts.routines import Routine
from tracker.core.text.refusals import Expected, OneOf, refusal
from tracker.core.text.spelling import plain
from tracker.library import Library
from tracker.library.entries import point_of, routine_of
from tracker.library.toml import LibraryError, entries, name_of, parsed

Value = TypeVar("Value", Point, Routine)


@dataclass(frozen=True, slots=True)
class SharedFile:
    """Content of a shared text, compared with the existing points and routines."""

    new: tuple[Point | Routine, ...]
    """Entries whose names are free, points first."""
    changed: tuple[Point | Routine, ...]
    """Entries that differ from one of the person's with the same name; each has its id."""
    same: int
    """Number of entries that are equal to an existing one."""
    problems: tuple[str, ...]
    """A line for each entry that cannot be used."""


def shared_from_toml(
    text: str, origin: str, library: Library, *, made: datetime, new_id: Callable[[], str]
) -> SharedFile:
    """Personal points and routines from a shared text, checked like those of the library.

    Routines can use points of the same text. Raises LibraryError if the text is not TOML, or has
    anything but ``[[routine]]`` and ``[[point]]``.
    """
    tables = parsed(text, origin)
    allowed = OneOf(("point", "routine"), "a table of a shared file")
    if strays := [key for key in tables if key not in allowed.choices]:
        raise LibraryError(refusal(origin, strays[0], allowed))
    if not any(tables.values()):
        raise LibraryError(refusal(origin, None, Expected("a table [[routine]] or [[point]]")))

    def point(raw: Mapping[str, Any], place: str, twin: Point | None) -> Point:
        key, since = (twin.id, twin.made) if twin else (new_id(), made)
        return point_of(raw, library.shared, place, key=key, made=since)

    def routine(raw: Mapping[str, Any], place: str, twin: Routine | None) -> Routine:
        key, since = (twin.id, twin.made) if twin else (new_id(), made)
        return routine_of(raw, library.shared, place, key=key, made=since)

    known_points = {
        name: each
        for each in library.points()
        for name in (each.names if each.built_in else (folded(each.code),))
    }
    known_routines = {
        _mark(name): each
        for each in library.routines()
        for name in ((each.id, each.name) if each.built_in else (each.name,))
    }
    points = _compared(tables, "point", origin, point, known_points)
    own = {each.id: each for each in library.points() if not each.built_in}
    own |= {each.id: each for each in (*points.new, *points.changed) if isinstance(each, Point)}
    joined = library.joined(own.values(), ())

    def check(value: Routine) -> None:
        try:
            joined.check_routine(value)
        except LibraryError as error:
            raise LibraryError(f"{origin}, {error}") from error

    routines = _compared(tables, "routine", origin, routine, known_routines, check)
    return SharedFile(
        (*points.new, *routines.new),
        (*points.changed, *routines.changed),
        points.same + routines.same,
        (*points.problems, *routines.problems),
    )


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


def text_to_share(routine: Routine, library: Library) -> str:
    """The personal points that a routine presses and then the routine, as one shared file."""
    found = [library.find(step.point) for step in routine.steps]
    steps = tuple(
        replace(step, point=point.code if point else step.point)
        for step, point in zip(routine.steps, found, strict=True)
    )
    own = {point.code: point for point in found if point and not point.built_in}
    parts = [*map(point_to_toml, own.values()), routine_to_toml(replace(routine, steps=steps))]
    return "\n".join(parts)


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
    place = ("channel", "laterality", "region", "place", "spot", "location", "find_steps", "check")
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


def _compared(
    tables: Mapping[str, Any],
    key: str,
    origin: str,
    read: Callable[[Mapping[str, Any], str, Value | None], Value],
    known: Mapping[str, Value],
    check: Callable[[Value], None] = lambda _: None,
) -> SharedFile:
    """The entries of one table, against the values that are known by name."""
    new: list[Value] = []
    changed: list[Value] = []
    problems: list[str] = []
    names: set[str] = set()
    same = 0
    for index, raw in enumerate(entries(tables, key, origin) if key in tables else ()):
        place = f"{origin}, {name_of(raw, ('code', 'name'), index)}"
        try:
            value = read(raw, place, None)
            name = folded(value.code) if isinstance(value, Point) else _mark(value.name)
            twin = known.get(name)
            if twin is not None:
                value = _like(twin, raw, place, read)
            if value != twin:
                check(value)
        except LibraryError as error:
            problems.append(str(error))
            continue
        if name in names:
            problems.append(f"{place} is there twice; leave one out")
        elif value == twin:
            same += 1
        else:
            (new if twin is None else changed).append(value)
        names.add(name)
    return SharedFile(tuple(new), tuple(changed), same, tuple(problems))


def _like(
    twin: Value,
    raw: Mapping[str, Any],
    place: str,
    read: Callable[[Mapping[str, Any], str, Value | None], Value],
) -> Value:
    """The entry read again in place of the value that has its name.

    Raises LibraryError if that one is built in and says something else.
    """
    if not twin.built_in:
        return read(raw, place, twin)
    with suppress(LibraryError):
        if read(raw, place, twin) == twin:
            return twin
    named = twin.code if isinstance(twin, Point) else twin.name
    raise LibraryError(f"{place}: the library has {named}, which differs; choose another name")


def _mark(name: str) -> str:
    """A routine's name as names are compared; one of symbols only stays as it is."""
    return plain(name) or name
