"""Facts as plain JSON documents and back: what the store keeps and the native export holds.

A document is checked against the types of its fact when it comes in; typed text is made safe.
"""

from collections.abc import Mapping
from typing import Any, Final

from tracker.core.model import Goal, MatSession, Rest, Session
from tracker.core.text import visible

Fact = Session | MatSession | Goal | Rest
Document = dict[str, Any]

TABLES: Final[dict[str, type[Fact]]] = {
    "sessions": Session,
    "mat_sessions": MatSession,
    "goals": Goal,
    "rests": Rest,
}
"""Which table holds which facts."""

TABLE_OF: Final[dict[type[Fact], str]] = {fact: table for table, fact in TABLES.items()}
"""Which table a fact belongs in."""


class DocumentError(ValueError):
    """A document that is not what its table holds; the text names the field."""


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
    import msgspec

    kind = TABLES.get(table)
    if kind is None:
        raise DocumentError(f"{table}: no such table; {', '.join(TABLES)} are")
    try:
        return msgspec.convert(_safe({**kept, "id": key}), kind)
    except msgspec.ValidationError as wrong:
        raise DocumentError(f"{table} {key}: {wrong}") from wrong


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
