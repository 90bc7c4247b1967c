"""Facts as plain JSON documents and back: what the store keeps and the native export holds.

A document is checked against the types of its fact when it comes in; typed text is made safe.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args, get_type_hints

from tracker.core.text.visible import visible
from tracker.exchange.goals_fast_path import aim

if TYPE_CHECKING:
    from tracker.core.facts.checks import Check
    from tracker.core.facts.points import Point
    from tracker.core.facts.reminders import Reminder
    from tracker.core.facts.routines import Routine
    from tracker.core.facts.sessions import Favourite, Goal, MatSession, Rest, Session
    from tracker.core.points.guard import FlagAnswer, Override

    Practised = Session | MatSession | Goal | Rest | Reminder
    Fact = Practised | Check | Favourite | FlagAnswer | Override | Point | Routine
else:
    # Naming them all would load them all: points and the guard cost a prompt 15 ms.
    Fact = object

Document = dict[str, Any]


class Kept(NamedTuple):
    """What a table holds: facts of one class of the core, in a word for the person."""

    module: str
    fact: str
    word: str


TABLES: Final = {
    "sessions": Kept("facts.sessions", "Session", "session"),
    "mat_sessions": Kept("facts.sessions", "MatSession", "mat session"),
    "goals": Kept("facts.goals_and_rests", "Goal", "goal"),
    "rests": Kept("facts.goals_and_rests", "Rest", "rest"),
    "favourites": Kept("facts.sessions", "Favourite", "favourite"),
    "flags": Kept("points.guard", "FlagAnswer", "answer"),
    "overrides": Kept("points.guard", "Override", "choice"),
    "reminders": Kept("facts.reminders", "Reminder", "reminder"),
    "checks": Kept("facts.checks", "Check", "check"),
    "points": Kept("facts.points", "Point", "own point"),
    "routines": Kept("facts.routines", "Routine", "own routine"),
}
"""Which table holds which facts; their class is loaded when one of them is read."""

_OWN: Final = frozenset({"points", "routines"})
"""Tables of what the library has too, without the moment it was made."""

_TABLE_OF: Final = {kept.fact: table for table, kept in TABLES.items()}


class DocumentError(ValueError):
    """A document that is not what its table holds; the text names the field."""


def table_of(kind: type[object]) -> str:
    """The table in which facts of a class belong."""
    return _TABLE_OF[kind.__name__]


def word_of(one: Fact) -> str:
    """What a fact is, in a word."""
    return TABLES[table_of(type(one))].word


def plain(value: Any) -> Document:
    """A value as JSON knows it; equal values give equal documents."""
    import msgspec  # 45 ms that a prompt, which reads sums, need not pay

    found: Document = msgspec.json.decode(msgspec.json.encode(value, order="deterministic"))
    return found


def document(fact: Fact) -> Document:
    """The fact as JSON knows it, without its id, its text safe to show."""
    found = plain(fact)
    del found["id"]
    return {field: _safe(value) for field, value in found.items()}


def fact(table: str, key: str, kept: Mapping[str, Any]) -> Fact:
    """The fact a document holds.

    Raises DocumentError naming the table, the id, the field and what was found.
    """
    if found := aim(table, key, kept):
        return found
    import msgspec

    if table not in TABLES:
        raise DocumentError(f"{table}: no such table; {', '.join(TABLES)} are")
    if table in _OWN and kept.get("made") is None:
        raise DocumentError(f"{table} {key}: made: nothing found, a moment allowed")
    try:
        return msgspec.convert(_safe({**kept, "id": key}), class_of(table))
    except msgspec.ValidationError as wrong:
        from tracker.core.text.type_errors import validation_message

        words = validation_message(str(wrong), lambda field: _choices(class_of(table), field))
        raise DocumentError(f"{table} {key}: {words}") from wrong


@cache
def class_of(table: str) -> type[Fact]:
    """The class of the facts that a table holds."""
    kept = TABLES[table]
    kind: type[Fact] = getattr(import_module(f"tracker.core.{kept.module}"), kept.fact)
    return kind


def _choices(kind: object, field: str) -> list[str]:
    """The words that a field of this name takes, in a fact or in what it holds."""
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
