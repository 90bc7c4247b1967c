"""What may stop a command, each with words for the person: no traceback, exit 1."""


def refusals() -> tuple[type[Exception], ...]:
    """The errors that a person may meet; asked for only when one was raised."""
    from tracker.checkpoint import CheckpointError
    from tracker.config import ConfigError
    from tracker.core.dates import WhenError
    from tracker.core.durations import DurationError
    from tracker.core.entry import EntryError
    from tracker.core.reminders import ReminderError
    from tracker.exchange.files import ExchangeError
    from tracker.journal import JournalError
    from tracker.library.toml import LibraryError
    from tracker.store import StoreError

    return (
        StoreError,
        JournalError,
        ConfigError,
        LibraryError,
        ExchangeError,
        CheckpointError,
        WhenError,
        DurationError,
        EntryError,
        ReminderError,
    )
