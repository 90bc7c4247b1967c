"""Reads guard.toml; it is refused as a whole if any part is wrong, by the line of the entry."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from tracker.core.points.guard import Flag, Guard, MatRule, PointRule, Question
from tracker.core.text.refusals import Expected, refusal
from tracker.library.entries import KNOWN_SOURCE
from tracker.library.files import LibraryFiles
from tracker.library.toml import LibraryError, parsed, shaped

Row = TypeVar("Row")


class _Question(msgspec.Struct, forbid_unknown_fields=True):
    id: Flag
    short: str
    question: str
    lightly: str


class _GuardFile(msgspec.Struct, forbid_unknown_fields=True):
    flag: tuple[dict[str, Any], ...]
    point_rule: tuple[dict[str, Any], ...]
    mat_rule: tuple[dict[str, Any], ...]


def read_guard(files: LibraryFiles) -> Guard:
    """The rules of the guard.

    Raises LibraryError if any part is wrong.
    """
    name = "guard.toml"
    text = files.read(name)
    found = shaped(parsed(text, name), _GuardFile, name)
    flags = tuple(_rows(text, "flag", found.flag, _Question))
    points = tuple(_rows(text, "point_rule", found.point_rule, PointRule))
    mats = tuple(_rows(text, "mat_rule", found.mat_rule, MatRule))
    asked = {question.id: place for place, question in flags}
    if missing := [flag for flag in Flag if flag not in asked]:
        raise LibraryError(refusal(f"{name}: flag", None, Expected(", ".join(missing))))
    rules: tuple[tuple[str, PointRule | MatRule], ...] = (*points, *mats)
    used = {Flag.PREGNANT, *(rule.flag for _, rule in rules)}
    for flag, place in asked.items():
        if flag not in used:
            raise LibraryError(f"{place}: no rule uses “{flag}”; write one or take it out")
    for place, rule in rules:
        check_source(files, rule.source, place)
    return Guard(
        tuple(
            Question(flag=each.id, short=each.short, text=each.question, lightly=each.lightly)
            for _, each in flags
        ),
        tuple(rule for _, rule in points),
        tuple(rule for _, rule in mats),
    )


def _rows(
    text: str, key: str, rows: Iterable[object], shape: type[Row]
) -> Iterator[tuple[str, Row]]:
    """Each entry, after the file and the line it begins at."""
    lines = (at for at, each in enumerate(text.splitlines(), 1) if each.strip() == f"[[{key}]]")
    for at, row in zip(lines, rows, strict=False):
        place = f"guard.toml, line {at}"
        yield place, shaped(row, shape, place)


def check_source(files: LibraryFiles, source: str, origin: str) -> None:
    """Raise LibraryError for a source that the library does not have."""
    if source not in files.sources:
        raise LibraryError(refusal(f"{origin}: source", source, KNOWN_SOURCE))
