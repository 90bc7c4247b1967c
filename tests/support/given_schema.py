"""Values of a JSON Schema as ``tsubo schema`` writes it: anything that it calls valid."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tracker.core.facts.ulid import ulid_of_ms

Schema = dict[str, Any]

_MOMENTS = st.datetimes().map(lambda when: f"{when.isoformat()}+01:00") | st.sampled_from(
    [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "2026-11-22T00:37:00.123456+01:00",
        "1970-01-02T00:00:00Z",
    ]
)
_IDS = st.builds(ulid_of_ms, st.integers(0, 2**48 - 1), st.integers(0, 2**80 - 1))
_TEXTS = st.text(max_size=12) | st.sampled_from(
    ["\x1b[31m", "=1+1", "PC6", "both", "\ud7ff", "a" * 90]
)
_INTEGERS = st.integers(0, 40) | st.integers() | st.sampled_from([2**63, 10**30, 1_700_000_000_000])


def values(schema: Schema, whole: Schema, name: str = "") -> st.SearchStrategy[Any]:
    """Values of a part of a schema; ``name`` is the key it is at."""
    if "$ref" in schema:
        return values(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, name)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([values(each, whole, name) for each in schema["anyOf"]])
    kind = schema.get("type")
    if isinstance(kind, list):
        return st.one_of([values({**schema, "type": each}, whole, name) for each in kind])
    match kind:
        case "object":
            return _objects(schema, whole)
        case "array" if "prefixItems" in schema:
            parts = (values(each, whole, name) for each in schema["prefixItems"])
            return st.tuples(*parts).map(list)
        case "array":
            few = 3 if schema.get("maxItems") is None else schema["maxItems"]
            items = values(schema.get("items", {}), whole, name)
            return st.lists(items, min_size=schema.get("minItems", 0), max_size=few)
        case "string":
            return _strings(schema, name)
        case "integer":
            return st.integers(1, 2_000_000_000_000) if name == "_m" else _INTEGERS
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False) | _INTEGERS
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
    return st.none() | st.booleans() | _INTEGERS | _TEXTS


def _objects(schema: Schema, whole: Schema) -> st.SearchStrategy[dict[str, Any]]:
    needed = schema.get("required", [])
    parts = {name: values(part, whole, name) for name, part in schema.get("properties", {}).items()}
    objects = st.fixed_dictionaries(
        {name: part for name, part in parts.items() if name in needed},
        optional={name: part for name, part in parts.items() if name not in needed},
    )
    return objects.flatmap(_agreeing)


def _agreeing(made: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The object, mostly with a day that is that of its moment, as records need."""
    moment = made.get("started") or made.get("taken")
    if "day" not in made or not isinstance(moment, str):
        return st.just(made)
    return st.sampled_from([moment[:10]] * 4 + [made["day"]]).map(lambda day: {**made, "day": day})


def _strings(schema: Schema, name: str) -> st.SearchStrategy[str]:
    if name == "_id":
        return _IDS
    match schema.get("format"):
        case "date-time":
            return _MOMENTS
        case "date":
            return st.dates().map(str)
        case "time":
            return st.times().map(lambda at: at.replace(microsecond=0).isoformat())
    return _TEXTS
