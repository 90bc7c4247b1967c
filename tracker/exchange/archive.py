"""Reads a zip in memory, up to a size; nothing is unpacked to disk."""

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


def members(found: bytes, origin: str) -> dict[str, bytes]:
    """The files of a zip by their names.

    Raises ExchangeError if it is not a zip or its content is too large.
    """
    read: dict[str, bytes] = {}
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(found)) as archive:
            # Skip entries without a name: zipfile cuts names at the first NUL.
            named = (each for each in archive.infolist() if each.filename)
            inside = [each for each in named if not each.is_dir()]
            if len(inside) > MOST:
                raise ExchangeError(refusal(origin, len(inside), Span(0, MOST, "files")))
            for each in inside:
                with archive.open(each) as file:
                    body = file.read(left + 1)
                left -= len(body)
                if left < 0:
                    raise ExchangeError(
                        f"{origin}: its files are too large; up to {LARGEST >> 20} MB together"
                    )
                read[each.filename] = body
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        struct.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        MemoryError,
        OSError,
        ValueError,
    ) as wrong:
        words = str(wrong) or "it needs too much memory"
        raise ExchangeError(f"{origin}: not readable as a zip: {words}") from None
    return read


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
