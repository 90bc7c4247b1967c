"""What may stop a command, each with words for the person: no traceback, exit 1."""


def refusals() -> tuple[type[Exception], ...]:
    """The errors that a person may meet; asked for only when one was raised."""
    from tracker.checkpoint import CheckpointError
    from tracker.config.toml_text import ConfigError
    from tracker.core.entry.new_records import EntryError
    from tracker.core.facts.reminders import ReminderError
    from tracker.core.text.dates import WhenError
    from tracker.core.text.durations import DurationError
    from tracker.exchange.files import ExchangeError
    from tracker.journal.journal import JournalError
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
