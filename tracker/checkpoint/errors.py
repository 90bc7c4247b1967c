"""What a checkpoint refuses, in words for a person."""


class CheckpointError(Exception):
    """The running session could not be saved or read; its text says why. The session goes on."""


class Damaged(CheckpointError):  # noqa: N818 - it is named for what happened
    """What lay there cannot be read; it was moved aside, and the text says where to."""


class TakenOver(CheckpointError):  # noqa: N818 - it is named for what happened
    """Another process counts this session now, or has ended it: this one must stop."""


class Living(CheckpointError):  # noqa: N818 - it is named for what happened
    """Its owner seems to be there still: only an explicit take-over may claim it."""
