"""Answers about settings, keys, backups and the health of the files."""

from datetime import date
from typing import Annotated, Any, get_type_hints

from msgspec import Meta, Struct, defstruct

from tracker.config.keymap import Key
from tracker.store.doctor import FileReport


class Settings(Struct):
    """The settings and where they live."""

    data: str
    config: str
    zone: str | None
    settings: dict[str, str | int | bool | None]
    chosen: Annotated[list[str], Meta(description="Keys that are not at their default.")]


class Paths(Struct):
    """Where everything lives."""

    data: str
    config: str
    zone: str | None
    zone_source: str


KeyAnswer: Any = defstruct(
    "Key",
    list(get_type_hints(Key).items()),
    namespace={"__doc__": Key.__doc__},
)


class Keys(Struct):
    """Every key of the app."""

    keys: list[KeyAnswer]
    chosen: Annotated[dict[str, str], Meta(description="Keys of the person's own, by id.")]


class Backup(Struct):
    """The files that were kept on a day."""

    day: date
    files: list[str]


class Backups(Struct):
    """The backups there are."""

    backups: list[Backup]


class Restored(Struct):
    """What a restore brought back, or with --dry-run would."""

    day: date
    back: int
    changed: int
    removed: int
    done: bool


class Doctor(Struct):
    """Every file of the store, read whole."""

    folder: str
    files: list[FileReport]
    interrupted: bool
    conflicts: list[str]
    wrong_modes: list[str]
    read_only_reason: str | None
    problems: list[str]
