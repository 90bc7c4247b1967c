"""The block character of every set of eighths of a cell, two across and four down.

Unicode 16 added those that did not exist before, in the order of their sets; the others are the
quadrants, halves and quarters that every font has, and a few of later versions.
"""

from typing import Final

_OLDER: Final = {
    0x00: " ", 0x01: "\U0001cea8", 0x02: "\U0001ceab", 0x03: "\U0001fb82", 0x05: "▘", 0x0A: "▝",
    0x0F: "▀", 0x14: "\U0001fbe6", 0x28: "\U0001fbe7", 0x3F: "\U0001fb85", 0x40: "\U0001cea3",
    0x50: "▖", 0x55: "▌", 0x5A: "▞", 0x5F: "▛", 0x80: "\U0001cea0", 0xA0: "▗", 0xA5: "▚",
    0xAA: "▐", 0xAF: "▜", 0xC0: "▂", 0xF0: "▄", 0xF5: "▙", 0xFA: "▟", 0xFC: "▆", 0xFF: "█",
}  # fmt: skip
_FIRST: Final = 0x1CD00


def _octants() -> str:
    """All 256, by their bits: 1 and 2 on top, then 4 and 8, 16 and 32, 64 and 128."""
    found: list[str] = []
    following = _FIRST
    for bits in range(256):
        if bits in _OLDER:
            found.append(_OLDER[bits])
        else:
            found.append(chr(following))
            following += 1
    return "".join(found)


OCTANTS: Final = _octants()
