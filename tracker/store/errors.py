"""What the store refuses, in words for a person."""


class StoreError(Exception):
    """Something could not be kept or read; its text says what, in which file, and what to do."""


def counted(number: int, what: str) -> str:
    """A number and what it counts: ``1 record``, ``2 records``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


class Conflict(StoreError):  # noqa: N818 - it is named for what happened
    """A record is no longer what a change took it to be; nothing was changed."""
