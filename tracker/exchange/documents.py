"""Facts as JSON documents and back, for the store and the native export.

A document is checked against the types of its fact; control characters in text become visible.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args, get_type_hints

from tracker.core.text.visible import visible
from tracker.exchange.goals_fast_path import goal_or_rest

if TYPE_CHECKING:
    from tracker.core.facts.checks import Check
    from tracker.core.facts.mat_plan import MatPlan
    from tracker.core.facts.nights import Night
    from tracker.core.facts.points import Point
    from tracker.core.facts.reminders import Reminder
    from tracker.core.facts.routines import Routine
    from tracker.core.facts.sessions import Favourite, Goal, MatSession, Rest, Session
    from tracker.core.points.guard import FlagAnswer, Override

    Practised = Session | MatSession | Goal | Rest | Reminder
    Fact = Practised | Check | Night | MatPlan | Favourite | FlagAnswer | Override | Point | Routine
else:
    # Importing all of them costs a prompt 15 ms (points and the guard).
    Fact = object

Document = dict[str, Any]


class Table(NamedTuple):
    """A table of facts of one class of the core, and the word for such a fact."""

    module: str
    fact: str
    word: str


TABLES: Final = {
    "sessions": Table("facts.sessions", "Session", "session"),
    "mat_sessions": Table("facts.sessions", "MatSession", "mat session"),
    "goals": Table("facts.goals_and_rests", "Goal", "goal"),
    "rests": Table("facts.goals_and_rests", "Rest", "rest"),
    "favourites": Table("facts.sessions", "Favourite", "favourite"),
    "flags": Table("points.guard", "FlagAnswer", "answer"),
    "overrides": Table("points.guard", "Override", "choice"),
    "reminders": Table("facts.reminders", "Reminder", "reminder"),
    "checks": Table("facts.checks", "Check", "check"),
    "nights": Table("facts.nights", "Night", "night"),
    "mat_plans": Table("facts.mat_plan", "MatPlan", "mat plan"),
    "points": Table("facts.points", "Point", "own point"),
    "routines": Table("facts.routines", "Routine", "own routine"),
}
"""The tables by name; the class of their facts is imported on first use."""

_OWN: Final = frozenset({"points", "routines"})
"""Tables of facts that the library also has, where ``made`` is missing."""

_TABLE_OF: Final = {table.fact: name for name, table in TABLES.items()}


class DocumentError(ValueError):
    """A document that does not fit its table; the text names the field."""


def table_of(kind: type[object]) -> str:
    """The name of the table for facts of a class."""
    return _TABLE_OF[kind.__name__]


def word_of(one: Fact) -> str:
    """The word for a fact: session, goal, own point."""
    return TABLES[table_of(type(one))].word


def plain(value: Any) -> Document:
    """A value as JSON types; equal values give equal documents."""
    return _decoded(_encoded(value))


def document(fact: Fact) -> Document:
    """The fact as JSON types, without its id, with text that is safe to show."""
    encoded = _encoded(fact)
    found = _decoded(encoded)
    del found["id"]
    return found if _is_plain(encoded) else {key: _safe(part) for key, part in found.items()}


def fact(table: str, key: str, kept: Mapping[str, Any]) -> Fact:
    """The fact in a document.

    Raises DocumentError with the table, the id, the field and what was found.
    """
    if found := goal_or_rest(table, key, kept):
        return found
    import msgspec

    if table not in TABLES:
        from tracker.core.text.refusals import OneOf, refusal

        raise DocumentError(refusal("", table, OneOf(tuple(TABLES), "a table of tsubo")))
    if table in _OWN and kept.get("made") is None:
        from tracker.core.text.refusals import Expected, refusal

        raise DocumentError(refusal(f"{table} {key}: made", None, Expected("a moment")))
    try:
        return msgspec.convert(_shown(kept, key), class_of(table))
    except msgspec.ValidationError as wrong:
        from tracker.core.text.type_errors import validation_message

        words = validation_message(str(wrong), lambda field: _choices(class_of(table), field))
        raise DocumentError(f"{table} {key}: {words}") from wrong


@cache
def class_of(table: str) -> type[Fact]:
    """The class of the facts in a table."""
    module, name, _ = TABLES[table]
    kind: type[Fact] = getattr(import_module(f"tracker.core.{module}"), name)
    return kind


def _choices(kind: object, field: str) -> list[str]:
    """The words allowed in a field of this name, in a fact or in its parts."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        if field in hints:
            return _words(hints[field])
        return next(filter(None, (_choices(each, field) for each in hints.values())), [])
    return next(filter(None, (_choices(each, field) for each in get_args(kind))), [])


def _words(kind: object) -> list[str]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(each.value) for each in kind]
    return [word for each in get_args(kind) for word in _words(each)]


def _shown(kept: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A document with its id, its text safe to show."""
    whole = {**kept, "id": key}
    try:
        if _is_plain(_encoded(whole)):
            return whole
    except (ValueError, OverflowError):
        pass  # a lone surrogate or a number too large, as files of others can have them
    return {field: _safe(value) for field, value in whole.items()}


def _encoded(value: Any) -> bytes:
    import msgspec  # 45 ms, which a prompt does not need

    encoded: bytes = msgspec.json.encode(value, order="deterministic")
    return encoded


def _decoded(encoded: bytes) -> Document:
    import msgspec

    found: Document = msgspec.json.decode(encoded)
    return found


def _is_plain(encoded: bytes) -> bool:
    """Whether JSON has only printable ASCII, so that all of its text is safe to show as it is.

    JSON escapes every control character but DEL. Most documents are plain, and looking at the
    bytes is ten times as fast as at each value.
    """
    return encoded.isascii() and b"\\" not in encoded and b"\x7f" not in encoded


def _safe(value: Any) -> Any:
    match value:
        case str():
            return visible(value)
        case dict():
            return {key: _safe(part) for key, part in value.items()}
        case list() | tuple():
            return [_safe(part) for part in value]
        case _:
            return value
