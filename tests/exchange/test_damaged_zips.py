"""A zip of any method that is damaged, encrypted or far too large is refused in one line."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import LONGER
from given_files import loop
from transcript import Shell

from tracker.exchange import archive
from tracker.exchange.files import ExchangeError

METHODS = {
    "stored": zipfile.ZIP_STORED,
    "deflated": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}
TABLE = "id,started,zone,day,seconds\n" + "".join(
    f",2026-11-{day:02}T21:30:00+01:00,Europe/Berlin,,600\n" for day in range(1, 21)
)
DAMAGED = "not readable as a zip: it is damaged, or not all of it is here"
UNKNOWN = "not readable as a zip: packed in a way that is not known here; zip its files again"


def zipped(method: int, body: str = TABLE) -> bytearray:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr(zipfile.ZipInfo("mat_sessions.csv"), body, method)
    return bytearray(out.getvalue())


def in_both_heads(blob: bytearray, local: int, value: bytes) -> bytearray:
    """The zip with other bytes at this place of the file's header, and of its directory entry."""
    entry = blob.index(b"PK\x01\x02")
    for place in (local, entry + local + 2):
        blob[place : place + len(value)] = value
    return blob


def damages(method: int) -> Iterator[tuple[str, bytes | bytearray, str]]:
    """A name, the damaged zip, and words of the line that refuses it."""
    whole = zipped(method)
    body = whole.index(b"mat_sessions.csv") + len("mat_sessions.csv")
    entry = whole.index(b"PK\x01\x02")
    yield "cut short", whole[:-30], DAMAGED
    yield "cut in the file", whole[: body + 20], DAMAGED
    yield "nothing but the first bytes", whole[:4], DAMAGED
    flipped = whole.copy()
    for place in range(body + 12, entry, 7):
        flipped[place] ^= 0x55
    yield "flipped bytes", flipped, DAMAGED
    yield "wrong checksum", in_both_heads(whole.copy(), 14, b"abcd"), DAMAGED
    larger = in_both_heads(whole.copy(), 22, struct.pack("<I", 9999))
    yield "larger than packed", larger, "20 rows read"
    yield "smaller than packed", in_both_heads(whole.copy(), 22, struct.pack("<I", 99)), DAMAGED
    yield "packed size too small", in_both_heads(whole.copy(), 18, struct.pack("<I", 9)), DAMAGED
    yield "encrypted", in_both_heads(whole.copy(), 6, b"\x01"), "needs a password"
    yield "a method of another program", in_both_heads(whole.copy(), 8, b"\x62"), UNKNOWN
    yield "a version to come", in_both_heads(whole.copy(), 4, b"\xff"), UNKNOWN
    far = whole.copy()
    far[entry + 42 : entry + 46] = b"\xf0\xff\xff\xff"
    yield "a place outside of it", far, DAMAGED


@pytest.mark.parametrize("method", METHODS)
def test_a_damaged_zip_of_any_method_is_refused_in_one_line(tmp_path: Path, method: str) -> None:
    shell = Shell(tmp_path)
    wrong = []
    for damage, blob, words in damages(METHODS[method]):
        (tmp_path / "a.zip").write_bytes(blob)
        out, err, code = shell.run("tsubo import a.zip --dry-run")
        if (words in out + err, err.count("\n"), code) != (True, 1, 0 if out else 1):
            wrong.append((damage, out, err, code))
    assert wrong == []


def test_a_small_zip_of_many_megabytes_takes_no_memory_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1 << 20)
    for method in METHODS.values():
        blob = bytes(zipped(method, bytes(24 << 20).decode()))
        tracemalloc.start()
        try:
            with pytest.raises(ExchangeError, match="too large; up to 1 MB together"):
                archive.members(blob, "a.zip")
            assert tracemalloc.get_traced_memory()[1] < 16 << 20, method
        finally:
            tracemalloc.stop()


def spoilt(blob: bytearray, chance: random.Random) -> bytes:
    """The zip with something wrong: cut, bytes gone or added, or its headers overwritten."""
    heads = [at for at in range(len(blob) - 4) if blob[at : at + 2] == b"PK"]
    kind = chance.randrange(8)
    at = chance.randrange(4, len(blob))
    some = chance.randint(1, 40)
    if kind == 0:
        del blob[at:]
    elif kind == 1:
        del blob[at : at + some]
    elif kind == 2:
        blob[at:at] = chance.randbytes(some)
    else:
        for _ in range(chance.randint(1, 5)):
            place = min(len(blob) - 1, chance.choice(heads) + chance.randint(4, 50))
            place = place if chance.random() < 0.7 else chance.randrange(4, len(blob))
            width = chance.choice((1, 2, 4))
            values = (b"\xff" * width, bytes(width), chance.randbytes(width))
            blob[place : place + width] = chance.choice(values)
    return bytes(blob)


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_whatever_is_wrong_with_a_zip_it_is_read_or_refused(tmp_path: Path, method: str) -> None:
    shell = Shell(tmp_path)
    chance = random.Random(method)
    loops = loop("2026-11-18,YES_MANUAL,\n2026-11-19,SKIP,")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", METHODS[method]) as made:
        for name, body in archive.members(loops, "").items():
            made.writestr(name, body)
    for number in range(150 * LONGER):
        whole = zipped(METHODS[method]) if number % 2 else bytearray(packed.getvalue())
        (tmp_path / "a.zip").write_bytes(spoilt(whole, chance))
        words = "" if number % 2 else "--as Press=mat"
        out, err, code = shell.run(f"tsubo import a.zip --dry-run {words}")
        assert code in {0, 1, 2}, number
        assert out or err.count("\n") == 1, (number, err)
        assert "Traceback" not in err, number
