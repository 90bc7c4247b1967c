"""Identifies this device in a home: by machine, user, and the folder itself.

A home that was copied, cloned, restored or synchronised has another machine, path or inode, so none
of its devices is recognised: a new one is made, which writes files of its own. Two devices that
cannot be told apart (a virtual machine copied while it ran) write the same files; each restores its
own lines from its steps and backups when the other's copy arrives.
"""

import json
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from tracker.disk import Disk
from tracker.store.line import MALFORMED, dumps

FOLDER: Final = "devices"
CARD: Final = "device.json"
_MACHINE_IDS: Final = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_NOT_SHARED: Final = b"cache/\nbackups/\nsteps/\n.lock\nlive.json*\n*.tmp\n"
_FOR_SYNCHRONISERS: Final = {
    ".gitignore": _NOT_SHARED,
    ".stignore": _NOT_SHARED,
    ".gitattributes": b"*.jsonl -text merge=union\n",
}


class Card(NamedTuple):
    """The content of a ``device.json``."""

    owner: str
    host: str


def keep_apart(folder: Path, disk: Disk) -> None:
    """Write ignore files for synchronisers, unless they exist, so that they skip local files."""
    names = disk.scan(folder)
    for name, content in _FOR_SYNCHRONISERS.items():
        if name not in names:
            disk.replace(folder / name, content)


def owner_of(folder: Path, disk: Disk) -> str:
    """A checksum of this machine, this user and this folder."""
    system = disk.os
    path = system.path.realpath(str(folder))
    inode = system.stat(path).st_ino
    parts = "tsubo", _machine_id(system), str(system.getuid()), path, str(inode)
    text = "\n".join(parts).encode()
    return f"{crc32(text):08x}{crc32(text[::-1]):08x}"  # importing hashlib costs a prompt 10 ms


def cards(folder: Path, disk: Disk) -> dict[str, Card]:
    """The card of each device in the home, by its name; unreadable cards are left out."""
    found: dict[str, Card] = {}
    for name in sorted(disk.scan(folder / FOLDER)):
        try:
            card: Any = json.loads(disk.content(folder / FOLDER / name / CARD))
            found[name] = Card(str(card["owner"]), str(card.get("host", ""))[:64])
        except (OSError, *MALFORMED):
            continue
    return found


def recognise(folder: Path, disk: Disk) -> str | None:
    """The name of this device; `None` if it never wrote here."""
    me = owner_of(folder, disk)
    return next((name for name, card in cards(folder, disk).items() if card.owner == me), None)


def make(folder: Path, disk: Disk) -> str:
    """Make a new device and return its name. The caller holds the lock. Raises OSError."""
    number = int.from_bytes(disk.os.urandom(5), "big")
    name = "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    place = folder / FOLDER / name
    disk.make_folder(place)
    card = {"schema": 1, "owner": owner_of(folder, disk), "host": disk.os.uname().nodename}
    disk.replace(place / CARD, dumps(card) + b"\n")
    return name


def _machine_id(system: Any) -> str:
    for path in _MACHINE_IDS:
        try:
            fd = system.open(path, system.O_RDONLY)
        except OSError:
            continue
        try:
            if text := system.read(fd, 64).decode("ascii", "replace").strip():
                return str(text)
        finally:
            system.close(fd)
    return str(system.uname().nodename)
