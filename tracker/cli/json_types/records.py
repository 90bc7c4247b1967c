"""Answers that hold records, and the native export."""

from dataclasses import MISSING, Field, fields
from datetime import date
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, defstruct, field

from tracker.cli.json_types.fields import Aware, Declared, Seconds, Words, declared, types_of
from tracker.core.facts.checks import Check
from tracker.core.facts.sessions import Kind, MatSession, Session
from tracker.exchange.documents import TABLES, class_of


def _record(kind: type, tag: str) -> type[Struct]:
    """A record with all of its fields, its kind and its practised seconds."""
    return defstruct(
        f"{kind.__name__}Record",
        [*declared(kind), ("seconds", Seconds)],
        tag_field="kind",
        tag=tag,
        kw_only=True,
        namespace={"__doc__": kind.__doc__},
    )


PointsRecord: Any = _record(Session, "points")
MatRecord: Any = _record(MatSession, "mat")


class History(Struct):
    """Records, the newest first."""

    records: list[PointsRecord | MatRecord]


class ListedChange(Struct):
    """One of the last changes; the effect is of taking it back, or of making it again."""

    number: Annotated[int, Meta(description="To type after undo or redo.")]
    state: Literal["done", "taken back"]
    name: Words
    effect: Words


class Changes(Struct):
    """The last changes, the newest first."""

    changes: list[ListedChange]


class Written(Struct):
    """The report that was written."""

    file: str
    first: Annotated[date, Meta(description="First day of the report.")] = field(name="from")
    last: Annotated[date, Meta(description="Last day of the report.")] = field(name="to")


class Shown(Struct):
    """One record."""

    record: PointsRecord | MatRecord


CheckRecord: Any = defstruct(
    "CheckRecord",
    [
        *declared(Check),
        ("score", Annotated[int, Meta(ge=0, le=6, description="Sum of both answers.")]),
        ("of", Annotated[int, Meta(description="The highest possible score.")]),
    ],
    kw_only=True,
    namespace={"__doc__": "A weekly check: a check, not a diagnosis."},
)


class Checks(Struct):
    """The weekly checks, the latest first."""

    on: Annotated[bool, Meta(description="Whether they are switched on.")]
    checks: list[CheckRecord]


class Checked(Struct):
    """The check just taken, and words on its score."""

    check: CheckRecord
    words: list[Words]


class Moved(Struct):
    """A record whose practice day would differ under the current setting."""

    id: str
    kind: Kind
    started: Aware
    day: date
    would_be: date


class Dates(Struct):
    """Records whose practice day would differ under the current setting; none is changed."""

    day_starts_at: Annotated[int, Meta(description="Hour.")]
    records: list[Moved]


class ImportedRows(Struct):
    """Rows of a file by what becomes of them; all but ``read`` sum to ``read``."""

    read: int
    taken: int
    same: int
    differing: int
    left_out: int
    skipped: int
    refused: int


class Imported(Struct):
    """Counts of an import; with --dry-run, of what it would do."""

    new: int
    newer: int
    older: int
    same: int
    refused: list[str]
    left_out: list[str]
    done: bool
    program: str
    """The program that wrote the file."""
    rows: ImportedRows
    named: list[str]
    """What becomes of each name of another program."""
    strangers: list[str]
    """Names that --as gave a meaning and that are not in the file."""


class _Removal(Struct):
    """The id of a removed record, and when it was removed in milliseconds since 1970."""

    id: str = field(name="_id")
    version: int = field(name="_m")


def export_type() -> type[Struct]:
    """The native export: each table's records with their id and the time of their last change."""
    tables = [
        (table, list[_kept(class_of(table))] | UnsetType, UNSET)  # type: ignore[misc]
        for table in TABLES
    ]
    removed = [(table, list[_Removal] | UnsetType, UNSET) for table in TABLES]
    return defstruct(
        "Export",
        [
            ("tsubo", Literal["native export"]),
            ("tables", defstruct("Tables", tables, kw_only=True)),
            ("removed", defstruct("Removed", removed, kw_only=True) | UnsetType, UNSET),
        ],
        kw_only=True,
        namespace={"__doc__": "All records; steps of undo are not exported."},
    )


def _kept(kind: type) -> type[Struct]:
    """A record as exported. Fields with a default can be missing from an older file."""
    types = types_of(kind)
    own: list[Declared] = [
        (each.name, types[each.name])
        if _asked_for(each)
        else (each.name, types[each.name] | UnsetType, UNSET)
        for each in fields(kind)
        if each.name != "id"
    ]
    version = Annotated[int, Meta(gt=0, description="Milliseconds since 1970 of its last change.")]
    return defstruct(
        kind.__name__,
        [("_id", Annotated[str, Meta(description="A ULID.")]), ("_m", version), *own],
        kw_only=True,
        namespace={"__doc__": kind.__doc__},
    )


def _asked_for(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING
