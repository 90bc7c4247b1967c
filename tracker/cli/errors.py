"""The errors that end a command with exit code 1 and a message instead of a traceback."""


def refusals() -> tuple[type[Exception], ...]:
    """Return these error types. Imports their modules, so call it only after an error."""
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
