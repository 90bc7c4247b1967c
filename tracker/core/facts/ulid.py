"""Ids that carry a record's own time: 48 bits of milliseconds, 80 random ones, sorting by time.

Source: the ULID specification, https://github.com/ulid/spec (Crockford's base 32).
"""

from datetime import datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)}
LENGTH = 26


def ulid(moment: datetime, entropy: int | None = None) -> str:
    """An id for a record of this aware moment; ``entropy`` is 80 bits, random unless given."""
    return ulid_of_ms(int(moment.timestamp() * 1000), entropy)


def ulid_of_ms(ms: int, entropy: int | None = None) -> str:
    """An id for a record of this many milliseconds since 1970; times before 1970 count as 1970."""
    if entropy is None:
        import secrets  # 3 ms that a prompt, which makes no record, need not pay

        entropy = secrets.randbits(80)
    number = max(ms, 0) << 80 | entropy
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def is_ulid(text: str) -> bool:
    """Whether this is an id at all."""
    return len(text) == LENGTH and text[0] <= "7" and all(sign in _VALUES for sign in text)


def ulid_ms(key: str) -> int:
    """The milliseconds since 1970 that an id carries.

    Raises ValueError when it is no id.
    """
    if not is_ulid(key):
        raise ValueError(f"{key!r} is no id: 26 signs of {_ALPHABET} are")
    number = 0
    for sign in key[:10]:
        number = number << 5 | _VALUES[sign]
    return number
