"""Errors of the checkpoint; their texts are for the person."""


class CheckpointError(Exception):
    """The running session could not be saved or read. The session continues."""


class Damaged(CheckpointError):  # noqa: N818 - it is named for what happened
    """The checkpoint cannot be read; it was renamed, and the text has the new name."""


class TakenOver(CheckpointError):  # noqa: N818 - it is named for what happened
    """Another process has continued or ended this session: this one must stop."""


class Living(CheckpointError):  # noqa: N818 - it is named for what happened
    """The owner seems to be alive: only an explicit take-over can claim the session."""
