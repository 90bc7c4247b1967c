"""Reads a zip in memory, up to a size; nothing is unpacked to disk."""

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import refusal
from tracker.exchange.files import LARGEST, ExchangeError

MOST: Final = 2000
"""Maximum number of files in one archive."""

_MEMORY: Final = 256 << 20
"""Maximum bytes that unpacking LZMA may take for its dictionary; a usual one has 8 MB."""
_ENCRYPTED: Final = 0x01
_MARKED_END: Final = 0x02
"""Flags of a file: it needs a password; its LZMA stream has a mark at its end."""
_LOCAL_HEAD: Final = 30
"""Bytes of the header before each file; its name and an extra field follow."""


def members(found: bytes, origin: str) -> dict[str, bytes]:
    """The files of a zip by their names.

    Raises ExchangeError if it is not a zip, is damaged or encrypted, or its content is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(found)) as archive:
            return _bodies(archive, found, origin)
    except (NotImplementedError, MemoryError):
        raise ExchangeError(
            f"{origin}: not readable as a zip: packed in a way that is not known here; "
            "zip its files again"
        ) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        struct.error,
        EOFError,
        RuntimeError,
        OverflowError,
        OSError,
        ValueError,
    ):
        raise ExchangeError(
            f"{origin}: not readable as a zip: it is damaged, or not all of it is here"
        ) from None


def _bodies(archive: zipfile.ZipFile, found: bytes, origin: str) -> dict[str, bytes]:
    # Skip entries without a name: zipfile cuts names at the first NUL.
    named = (each for each in archive.infolist() if each.filename)
    inside = [each for each in named if not each.is_dir()]
    if len(inside) > MOST:
        raise ExchangeError(refusal(origin, len(inside), Span(0, MOST, "files")))
    read: dict[str, bytes] = {}
    left = LARGEST
    for each in inside:
        if each.flag_bits & _ENCRYPTED:
            raise ExchangeError(f"{origin}: needs a password; zip its files again without one")
        with archive.open(each) as file:
            if each.compress_type in {zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}:
                body = _unpacked(found, each, left)
            else:
                body = file.read(left + 1)
        left -= len(body)
        if left < 0:
            raise ExchangeError(
                f"{origin}: its files are too large; up to {LARGEST >> 20} MB together"
            )
        read[each.filename] = body
    return read


def _unpacked(found: bytes, member: zipfile.ZipInfo, most: int) -> bytes:
    """A file packed by bzip2 or LZMA, and no more than one byte above ``most``.

    zipfile unpacks these without a limit, and 10 kB can become gigabytes. Errors as in zipfile.
    """
    head = member.header_offset + _LOCAL_HEAD
    name, extra = struct.unpack("<HH", found[head - 4 : head])
    start = head + name + extra
    packed = found[start : start + member.compress_size]
    wanted = min(member.file_size, most + 1)
    if member.compress_type == zipfile.ZIP_BZIP2:
        body = bz2.BZ2Decompressor().decompress(packed, wanted)
    else:
        properties = 4 + int.from_bytes(packed[2:4], "little")
        size = -1 if member.flag_bits & _MARKED_END else member.file_size
        stream = packed[4:properties] + struct.pack("<q", size) + packed[properties:]
        unpacker = lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=_MEMORY)
        body = unpacker.decompress(stream, wanted)
    if wanted == member.file_size and zlib.crc32(body) != member.CRC:
        raise zipfile.BadZipFile(f"wrong checksum of {member.filename}")
    return body


def without_folder(files: Mapping[str, bytes], *known: str) -> dict[str, bytes]:
    """The files of the folder that has one of these, by their names in there.

    An archive that was unpacked and packed again has its files in a folder; the outermost counts.
    """
    places = {
        name.removesuffix(each)
        for name in files
        for each in known
        if name == each or name.endswith(f"/{each}")
        if not name.startswith("__MACOSX")
    }
    if not places:
        return dict(files)
    folder = min(places, key=lambda place: (place.count("/"), place))
    return {
        name.removeprefix(folder): body for name, body in files.items() if name.startswith(folder)
    }
