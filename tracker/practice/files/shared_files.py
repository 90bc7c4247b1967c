"""Importing routines and points that people share as TOML, from the app and from a command.

A file is imported whole or not at all: one wrong entry refuses it.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Final

from tracker.core.facts.points import Point
from tracker.core.facts.routines import Routine
from tracker.core.facts.ulid import ulid
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import refusal
from tracker.exchange.documents import document, table_of
from tracker.exchange.import_plan import Entry, ImportPlan
from tracker.library.sharing import shared_from_toml
from tracker.library.toml import LibraryError

if TYPE_CHECKING:
    from tracker.practice.context import Context

LARGEST: Final = 1 << 20
"""Maximum bytes of a shared file; a library of hundreds of points is smaller."""


def plan_shared(context: "Context", text: str, origin: str) -> ImportPlan:
    """Compare a shared text with the person's points and routines; nothing is changed.

    An entry with the name of one of theirs that differs counts as `older`: theirs stays, except in
    `ImportPlan.replacing`. Raises LibraryError with `origin` and the entry if it cannot be used.
    """
    if len(text) > LARGEST:
        raise LibraryError(refusal(origin, len(text) / LARGEST, Span(0, 1, "MB")))
    ids = _new_ids(context)
    found = shared_from_toml(
        text, origin, context.library, made=context.now(), new_id=lambda: next(ids)
    )
    if found.problems:
        first, *others = found.problems
        more = f"; {len(others)} more entries are wrong too" if others else ""
        raise LibraryError(f"{first}{more}. Nothing was imported")
    return ImportPlan(
        new=tuple(_entry(each, None) for each in found.new),
        newer=(),
        older=tuple(_entry(each, 0) for each in found.changed),
        same=found.same,
        same_rows=found.same,
    )


def plan_words(plan: ImportPlan) -> tuple[str, ...]:
    """Lines that summarise the import of a shared file: `2 new: Slow evening, my-thumb`."""
    lines = []
    if plan.new:
        lines.append(f"{len(plan.new)} new: {_named(plan.new)}")
    if plan.newer:
        lines.append(f"{len(plan.newer)} in place of yours: {_named(plan.newer)}")
    if plan.older:
        verb = "differs from yours, which stays" if len(plan.older) == 1 else "differ; yours stay"
        lines.append(f"{len(plan.older)} {verb}: {_named(plan.older)}")
    if plan.same:
        lines.append(f"{plan.same} you have already")
    return tuple(lines)


def _entry(value: Point | Routine, version: int | None) -> Entry:
    return Entry(table_of(type(value)), value.id, version, document(value))


def _named(entries: tuple[Entry, ...]) -> str:
    names = [str(each.document.get("name") or each.document.get("code")) for each in entries]
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return ", ".join(names[:6]) + more


def _new_ids(context: "Context") -> Iterator[str]:
    """New ids in the order of the file, because lists are in the order of ids."""
    now = context.now()
    return (ulid(now + timedelta(milliseconds=number)) for number in count())
