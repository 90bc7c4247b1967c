"""ULIDs: ids that sort by time, with 48 bits of milliseconds and 80 random bits.

Source: the ULID specification, https://github.com/ulid/spec (Crockford's base 32).
"""

from datetime import datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DIGITS = str.maketrans(_ALPHABET, "0123456789abcdefghijklmnopqrstuv")
"""From Crockford's digits to those of ``int``."""
LENGTH = 26


def ulid(moment: datetime, entropy: int | None = None) -> str:
    """An id for a record of this aware moment; ``entropy`` is 80 bits, by default random."""
    return ulid_of_ms(int(moment.timestamp() * 1000), entropy)


def ulid_of_ms(ms: int, entropy: int | None = None) -> str:
    """An id for this time in milliseconds since 1970; earlier times count as 1970."""
    if entropy is None:
        import secrets  # 3 ms, which a prompt does not need

        entropy = secrets.randbits(80)
    number = max(ms, 0) << 80 | entropy
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def is_ulid(text: str) -> bool:
    """Whether this text is an id."""
    # strip() takes every character of the alphabet away: a loop in C, at each record of a file.
    return len(text) == LENGTH and text[0] <= "7" and not text.strip(_ALPHABET)


def ulid_ms(key: str) -> int:
    """The time of an id in milliseconds since 1970.

    Raises ValueError if it is not an id.
    """
    if not is_ulid(key):
        raise ValueError(f"{key!r} is not an id; an id has {LENGTH} characters of {_ALPHABET}")
    return int(key[:10].translate(_DIGITS), 32)
