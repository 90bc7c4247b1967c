"""What answers have in common: moments, seconds, words, and the fields of the core's records."""

from dataclasses import fields
from datetime import datetime
from typing import Annotated, Any, get_type_hints

from msgspec import Meta

Declared = tuple[str, Any] | tuple[str, Any, Any]
"""A field as ``defstruct`` takes it: name, type, and a default if it may be missing."""

Aware = Annotated[datetime, Meta(tz=True)]
Seconds = Annotated[float, Meta(ge=0, description="Seconds.")]
Words = Annotated[str, Meta(description="Words for a person.")]


def declared(kind: type) -> list[Declared]:
    """The fields of a dataclass as ``defstruct`` takes them, each of them required."""
    types = types_of(kind)
    return [(each.name, types[each.name]) for each in fields(kind)]


def types_of(kind: type) -> dict[str, Any]:
    """The type of each field; every moment carries its UTC offset."""
    aware = {datetime: Aware, datetime | None: Aware | None}
    return {name: aware.get(said, said) for name, said in get_type_hints(kind).items()}
