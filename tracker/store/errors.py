"""What the store refuses, in words for a person."""


class StoreError(Exception):
    """Something could not be kept or read; its text says what, in which file, and what to do."""


class Conflict(StoreError):  # noqa: N818 - it is named for what happened
    """A record is no longer what a change took it to be; nothing was changed."""
