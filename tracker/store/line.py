"""A line of a journal: one version of one record.

``{..document.., "_id", "_m", "_t", "_v", "~"}`` and a newline: the record, its version time in
milliseconds, its table, its schema, and last the CRC-32 of everything before it. Keys are sorted
and nothing is spaced, so that every machine writes the same bytes. A removal has ``_del``.

The version of greatest rank is current: the newest; of equally new ones an intact one; then the one
with the greatest checksum. Machines with the same lines agree.
"""

import errno
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zlib import crc32

from tracker.core.facts.ulid import ulid_ms

Document = dict[str, Any]

SCHEMA: Final = 1
"""The newest schema that this version reads."""

RESERVED: Final = frozenset({"_id", "_m", "_t", "_v", "_del", "~"})
"""Keys of the line itself, which no document has."""

DATED: Final = frozenset({"sessions", "mat_sessions"})
"""The tables whose records are filed by year."""

BASE: Final = "base"
"""The stem of the files for records of the other tables."""

MALFORMED: Final = (ValueError, KeyError, AttributeError, TypeError, RecursionError)
"""The errors that decoding a damaged line raises."""

_CHECKSUM = len(',"~":"00000000"}')
_CHECKSUMMED = rb',"~":"[0-9a-f]{8}"\}'
_MOST_STARTS = 64
_AT_ONCE = 256
"""Lines decoded by one call: more would take memory without being faster."""

SIGNPOST: Final = "1970.jsonl"
"""A file in a migrated home for older versions of tsubo, which see no records there.

They report its only line as one that cannot be counted, and quote its ``day``: update tsubo.
"""

_ANOTHER_KIND = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO}
"""Error numbers when a path is of another kind, such as a folder in the place of a file."""
_decode = json.JSONDecoder().raw_decode
_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
).encode


class StoreError(Exception):
    """A file could not be written or read; the text names it and says what to do."""


class Conflict(StoreError):  # noqa: N818 - it is named for what happened
    """A record is no longer as a change expected it; nothing was changed."""


def unreadable(name: object, error: OSError) -> str:
    """The message for a file or a folder that cannot be read."""
    return f"{name} cannot be read: {error.strerror}; make it readable or move it away"


def unwritable(folder: object, error: OSError) -> str:
    """The message for a folder where a file could not be written: the place and the reason."""
    place = error.filename if error.errno in _ANOTHER_KIND and error.filename else folder
    is_file = error.errno in {errno.EEXIST, errno.ENOTDIR}
    why = "a file is in the place of a folder; move it away" if is_file else error.strerror
    return f"{place} cannot be written: {why}"


def counted(number: int, what: str) -> str:
    """A number and what it counts: ``1 record``, ``2 records``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


class Version(NamedTuple):
    """The content of a line."""

    table: str
    id: str
    rank: int
    schema: int
    intact: bool
    document: Document | None
    """`None`: the record was removed."""


def dumps(document: object) -> bytes:
    """Encode a document; equal documents give equal bytes.

    A lone surrogate, as a broken terminal can send, becomes its escape. Raises ValueError or
    TypeError for values that JSON cannot express.
    """
    return _encode(document).encode("utf-8", "backslashreplace")


def compose(
    table: str, key: str, document: Mapping[str, Any] | None, m: int, schema: int = SCHEMA
) -> bytes:
    """The line, with its newline, of a version of a record; with `None` a removal.

    ``m`` is the version time in milliseconds. Raises ValueError for reserved keys in the document.
    """
    content = {"_del": True} if document is None else document
    if document is not None and not RESERVED.isdisjoint(document):
        raise ValueError(f"reserved keys: {sorted(RESERVED & document.keys())}")
    body = dumps({**content, "_id": key, "_m": m, "_t": table, "_v": schema})[:-1]
    return body + b',"~":"%08x"}\n' % crc32(body)


SIGNPOST_LINE: Final = compose(
    "sessions",
    "0" * 26,
    {"day": "the records are in devices/ now; update tsubo on this machine to see them"},
    0,
)[:-1]


def version_time(rank: int) -> int:
    """The version time, in milliseconds, inside a rank."""
    return rank >> 33


def version(line: bytes) -> Version:
    """Decode a line, whether or not its checksum is right. Raises one of ``MALFORMED``.

    Blanks around it are ignored, such as the carriage return of another system.
    """
    line = line.strip()
    text = line.decode()
    document, end = _decode(text)
    if end < len(text):
        raise ValueError("more than one record")
    crc = crc32(line[:-_CHECKSUM])
    return _version(document, crc, intact=document.get("~") == f"{crc:08x}")


def versions(lines: Sequence[bytes]) -> list[Version | None]:
    """Decode each line; `None` for one that cannot be decoded."""
    found: list[Version | None] = []
    for first in range(0, len(lines), _AT_ONCE):
        found += _versions(lines[first : first + _AT_ONCE])
    return found


def _versions(lines: Sequence[bytes]) -> list[Version | None]:
    crcs = [crc32(line[:-_CHECKSUM]) for line in lines]
    if all(line.endswith(b',"~":"%08x"}' % crc) for line, crc in zip(lines, crcs, strict=True)):
        with suppress(*MALFORMED):  # all intact: one call decodes them, and shares their keys
            documents = json.loads(b"[" + b",".join(lines) + b"]")
            return [
                _version(document, crc, intact=True)
                for document, crc in zip(documents, crcs, strict=True)
            ]
    return [_version_or_none(line) for line in lines]


def is_intact(line: bytes) -> bool:
    """Whether the checksum of a line without newline is right; the line is not decoded."""
    return len(line) > _CHECKSUM and line.endswith(b',"~":"%08x"}' % crc32(line[:-_CHECKSUM]))


def salvage(line: bytes) -> list[bytes]:
    """The intact lines inside a damaged one, as when a newline was lost; all can be decoded."""
    found: list[bytes] = []
    begin = 0
    for checksum in re.finditer(_CHECKSUMMED, line):
        start, crc = begin - 1, int(line[checksum.end() - 10 : checksum.end() - 2], 16)
        for _ in range(_MOST_STARTS):
            start = line.find(b"{", start + 1, checksum.start())
            if start < 0:
                break
            if crc32(line[start : checksum.start()]) == crc:
                found.append(line[start : checksum.end()])
                break
        begin = checksum.end()
    return [whole for whole in found if _version_or_none(whole)]


def intact_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the intact lines among these, and those inside the damaged ones."""
    for line in lines:
        if is_intact(line):
            yield line
        elif line:
            yield from salvage(line)


@lru_cache(32)
def stem_of(table: str, key: str) -> str:
    """The stem of the files of a record. Raises StoreError if a dated id is not a ULID."""
    if table not in DATED:
        return BASE
    try:
        return year_of(ulid_ms(key))
    except ValueError as error:
        raise StoreError(f"{table}: {error}") from error


def year_of(ms: int) -> str:
    """The UTC year of a time in milliseconds since 1970."""
    return f"{datetime.fromtimestamp(ms / 1000, UTC).year:04d}"


def is_year(stem: str) -> bool:
    """Whether a stem is a year, so that its files hold dated records."""
    return len(stem) == 4 and stem.isascii() and stem.isdigit()


def is_signpost(name: str, size: int) -> bool:
    """Whether a file in the home is ``SIGNPOST``, the one for older versions of tsubo."""
    return name == SIGNPOST and size == len(SIGNPOST_LINE) + 1


def _version_or_none(line: bytes) -> Version | None:
    try:
        return version(line)
    except MALFORMED:
        return None


def _version(document: Document, crc: int, *, intact: bool) -> Version:
    document.pop("~", None)
    table, key = document.pop("_t"), document.pop("_id")
    m, schema = document.pop("_m"), document.pop("_v")
    if not (type(table) is type(key) is str and type(m) is type(schema) is int and m >= 0):
        raise ValueError("the keys of the line have the wrong types")
    rank = (m * 2 + intact) << 32 | crc
    gone = document.pop("_del", None) is not None
    return Version(table, key, rank, schema, intact, None if gone else document)
