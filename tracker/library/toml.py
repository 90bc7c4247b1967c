"""Parses the library's TOML; an error names file, field and what is allowed."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import msgspec

from tracker.core.facts.points import Evidence, Laterality, PregnancyLevel
from tracker.core.facts.sessions import Layer, Position, Pressure, Side
from tracker.core.text.refusals import Expected, OneOf, refusal
from tracker.core.text.type_errors import validation_message
from tracker.core.text.visible import visible

Shape = TypeVar("Shape")


class LibraryError(Exception):
    """A library file or entry that cannot be used; its text is for the person."""


def parsed(text: str, origin: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises LibraryError with the line if it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise LibraryError(f"{origin}: nested too deeply to read; correct it") from None
    except ValueError as error:  # also for a number of thousands of digits
        said = visible(str(error), lines=False)
        raise LibraryError(f"{origin}: {said}; see https://toml.io for the form") from error


def entries(tables: Mapping[str, Any], key: str, origin: str) -> list[Mapping[str, Any]]:
    """The ``[[key]]`` entries of a file.

    Raises LibraryError if the key is missing or holds something else.
    """
    found = tables.get(key)
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise LibraryError(refusal(origin, None, Expected(f"a table [[{key}]]")))
    return found


def shaped(raw: object, shape: type[Shape], origin: str) -> Shape:
    """Convert an entry to this type.

    Raises LibraryError naming the field, the value found and the values allowed.
    """
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        raise LibraryError(f"{origin}: {_plain(str(error), shape)}") from error


def name_of(raw: Mapping[str, Any], keys: Sequence[str], index: int) -> str:
    """The name of an entry in messages: its code, or its number."""
    for key in keys:
        if isinstance(raw.get(key), str) and raw[key]:
            return visible(raw[key][:24], lines=False)
    return f"entry {index + 1}"


def no_strays(raw: object, shape: type, origin: str) -> None:
    """Raise LibraryError for a table with an unknown field."""
    if isinstance(raw, dict):
        known = OneOf(tuple(field.name for field in fields(shape)), "a field")
        for key in raw:
            if key not in known.choices:
                raise LibraryError(refusal(origin, key, known))


def _plain(error: str, shape: type) -> str:
    """A validation error of msgspec in plain words."""
    if said := re.fullmatch(r"Object contains unknown field `(.+?)`(?: - at `\$(.*)`)?", error):
        place = re.sub(r"\[(\d+)\]", lambda at: f"[{int(at[1]) + 1}]", (said[2] or "").lstrip("."))
        stray = f"{place}.{said[1]}" if place else said[1]
        known = ", ".join(part.name for part in msgspec.structs.fields(shape))
        shown = f"{visible(stray, lines=False)}: no such field"
        return shown if place else f"{shown}; choose {known}"
    return validation_message(error, lambda field: _enums().get(field, ()))


def _enums() -> Mapping[str, Iterable[str]]:
    """Allowed words by field; imported only for an error message."""
    from tracker.core.facts.checks import Instrument
    from tracker.core.points.guard import Flag, Severity

    return {
        "laterality": Laterality,
        "evidence": Evidence,
        "pressure": Pressure,
        "level": PregnancyLevel,
        "side": Side,
        "flag": Flag,
        "id": Flag,
        "instrument": Instrument,
        "severity": Severity,
        "positions": Position,
        "layers": Layer,
    }
