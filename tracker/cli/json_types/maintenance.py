"""Answers about settings, keys, backups and the health of the files."""

from datetime import date
from typing import Annotated, Any, get_type_hints

from msgspec import Meta, Struct, defstruct

from tracker.config.keymap import Key
from tracker.store.doctor import FileReport


class Settings(Struct):
    """The settings and where they are kept."""

    data: str
    config: str
    zone: str | None
    settings: dict[str, str | int | bool | None]
    chosen: Annotated[list[str], Meta(description="Keys that are not at their default.")]


class SettingsCheck(Struct):
    """The problems of the settings file."""

    problems: list[str]
    last_good: Annotated[bool, Meta(description="Whether `config restore` can help.")]


class Paths(Struct):
    """Where data and settings are kept."""

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
    chosen: Annotated[dict[str, str], Meta(description="Remapped keys, by id.")]


class Backup(Struct):
    """The files of one daily backup."""

    day: date
    files: list[str]


class Backups(Struct):
    """All backups."""

    backups: list[Backup]


class Restored(Struct):
    """Counts of a restore; with --dry-run, of what it would do."""

    day: date
    back: int
    changed: int
    removed: int
    done: bool


class Device(Struct):
    """A device that writes in this home."""

    name: str
    host: str
    this: Annotated[bool, Meta(description="Whether it is the one that answers.")]
    last_wrote: Annotated[
        str | None, Meta(description="When it made its last change, by its own clock.")
    ]
    size: Annotated[int, Meta(description="Bytes of its files.")]


class Devices(Struct):
    """The devices, the last to write first."""

    devices: list[Device]


class Doctor(Struct):
    """A report on every file of the store."""

    folder: str
    files: list[FileReport]
    interrupted: bool
    conflicts: list[str]
    wrong_modes: Annotated[
        list[str],
        Meta(description="Files and folders that others could read until they were opened now."),
    ]
    read_only_reason: str | None
    problems: list[str]
