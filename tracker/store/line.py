"""A line of a journal: one version of one record.

``{..document.., "_id", "_m", "_t", "_v", "~"}`` and a newline: the record, its version time in
milliseconds, its table, its schema, and last the CRC-32 of everything before it. Keys are sorted,
nothing is spaced, so that every machine writes the same bytes. A removal has ``_del``.

Of two versions of a record the greater rank holds: the newer; of equal ones the intact; then the
greater checksum. Every machine that holds the same lines decides alike.
"""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple
from zlib import crc32

Document = dict[str, Any]

RESERVED: Final = frozenset({"_id", "_m", "_t", "_v", "_del", "~"})
"""The keys that are the journal's own."""

MALFORMED: Final = (ValueError, KeyError, AttributeError, TypeError, RecursionError)
"""What reading a damaged line can raise."""

_SEAL = len(',"~":"00000000"}')
_SEALED = rb',"~":"[0-9a-f]{8}"\}'
_OPENING = b'{"_id":"'
_HEAD = 96
"""Bytes in which a line's own keys stand, when nothing of its document sorts before them."""
_MOST_STARTS = 64
_AT_ONCE = 256
"""Lines decoded by one call: more takes memory and is no faster."""

_decode = json.JSONDecoder().raw_decode


class Version(NamedTuple):
    """What a line says."""

    table: str
    id: str
    rank: int
    schema: int
    intact: bool
    document: Document | None
    """None says that the record was removed."""


def dumps(document: object) -> bytes:
    """The one way this document is written; equal documents give equal bytes.

    Half a character, as a broken terminal may send, becomes its escape. Raises ValueError and
    TypeError for what JSON has no notation for.
    """
    text = json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8", "backslashreplace")


def compose(table: str, key: str, document: Mapping[str, Any] | None, m: int, schema: int) -> bytes:
    """The line, with its newline, for a version of a record; None removes it."""
    content = {"_del": True} if document is None else document
    if document is not None and not RESERVED.isdisjoint(document):
        raise ValueError(f"these keys are the journal's own: {sorted(RESERVED & document.keys())}")
    body = dumps({**content, "_id": key, "_m": m, "_t": table, "_v": schema})[:-1]
    return body + b',"~":"%08x"}\n' % crc32(body)


def version_time(rank: int) -> int:
    """The version time, in milliseconds, inside a rank."""
    return rank >> 33


def version(line: bytes) -> Version:
    """What a line says, sealed or not. Raises one of ``MALFORMED``."""
    text = line.decode().strip()
    document, end = _decode(text)
    if end < len(text):
        raise ValueError("more than a record")
    crc = crc32(line[:-_SEAL])
    return _version(document, crc, intact=document.get("~") == f"{crc:08x}")


def versions(lines: Sequence[bytes]) -> list[Version | None]:
    """What each line says; None where it says nothing."""
    found: list[Version | None] = []
    for first in range(0, len(lines), _AT_ONCE):
        found += _versions(lines[first : first + _AT_ONCE])
    return found


def _versions(lines: Sequence[bytes]) -> list[Version | None]:
    crcs = [crc32(line[:-_SEAL]) for line in lines]
    if all(line.endswith(b',"~":"%08x"}' % crc) for line, crc in zip(lines, crcs, strict=True)):
        with suppress(*MALFORMED):  # all sealed: one call decodes them, and shares their keys
            documents = json.loads(b"[" + b",".join(lines) + b"]")
            return [
                _version(document, crc, intact=True)
                for document, crc in zip(documents, crcs, strict=True)
            ]
    return [_version_or_none(line) for line in lines]


def sound(line: bytes, schema: int) -> bool:
    """Whether a line is as a tsubo of this schema sealed it, by a look that decodes nothing.

    False says no more than that it has to be read.
    """
    if not line.startswith(_OPENING) or b'"_v":%d,' % schema not in line[:_HEAD]:
        return False
    return line.endswith(b',"~":"%08x"}' % crc32(line[:-_SEAL]))


def salvage(line: bytes) -> list[bytes]:
    """The whole records inside a damaged line: what is left when a newline was lost."""
    found: list[bytes] = []
    begin = 0
    for seal in re.finditer(_SEALED, line):
        start, crc = begin - 1, int(line[seal.end() - 10 : seal.end() - 2], 16)
        for _ in range(_MOST_STARTS):
            start = line.find(b"{", start + 1, seal.start())
            if start < 0:
                break
            if crc32(line[start : seal.start()]) == crc:
                found.append(line[start : seal.end()])
                break
        begin = seal.end()
    return found


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
        raise ValueError("the journal's own keys have other types")
    rank = (m * 2 + intact) << 32 | crc
    gone = document.pop("_del", None) is not None
    return Version(table, key, rank, schema, intact, None if gone else document)
