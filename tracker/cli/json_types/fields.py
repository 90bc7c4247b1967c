"""Types that several answers share, and the fields of the core's dataclasses."""

from dataclasses import fields
from datetime import datetime
from typing import Annotated, Any, get_type_hints

from msgspec import Meta

Declared = tuple[str, Any] | tuple[str, Any, Any]
"""A field for ``defstruct``: name, type, and a default if the field can be missing."""

Aware = Annotated[datetime, Meta(tz=True)]
Seconds = Annotated[float, Meta(ge=0, description="Seconds.")]
Words = Annotated[str, Meta(description="Words for a person.")]


def declared(kind: type) -> list[Declared]:
    """The fields of a dataclass for ``defstruct``, all required."""
    types = types_of(kind)
    return [(each.name, types[each.name]) for each in fields(kind)]


def types_of(kind: type) -> dict[str, Any]:
    """The type of each field; moments must have a UTC offset."""
    aware = {datetime: Aware, datetime | None: Aware | None}
    return {name: aware.get(said, said) for name, said in get_type_hints(kind).items()}
