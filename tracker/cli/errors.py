"""The errors that end a command, and their messages: one line instead of a traceback."""

import re

import click


def refusals() -> tuple[type[Exception], ...]:
    """The errors with exit code 1. Imports their modules, so call it only after an error."""
    from tracker.checkpoint import CheckpointError
    from tracker.config.toml_text import ConfigError
    from tracker.core.entry.new_records import EntryError
    from tracker.core.facts.reminders import ReminderError
    from tracker.core.text.dates import WhenError
    from tracker.core.text.durations import DurationError
    from tracker.core.text.refusals import FieldError
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
        FieldError,
        EntryError,
        ReminderError,
    )


def click_words(wrong: click.ClickException) -> str:
    """The message of click's error, and the command that shows the help for it."""
    from tracker.core.text.visible import visible

    words = wrong.format_message()
    if isinstance(wrong, click.BadParameter) and not isinstance(wrong, click.MissingParameter):
        words = _value_words(wrong)
    words = visible(words, lines=False)
    if not isinstance(wrong, click.UsageError) or wrong.ctx is None:
        return words
    return f"{words.rstrip('.')}; see '{wrong.ctx.command_path} --help'"


def _value_words(wrong: click.BadParameter) -> str:
    """A value that its option refuses: ``--kind: “naps” is not known; choose points, mat``.

    A field of a record has the same words as in its form.
    """
    from tracker.core.entry.fields import ChoiceField, ChoicesField
    from tracker.core.entry.record_fields import FIELDS
    from tracker.core.text.field_checks import Span
    from tracker.core.text.refusals import Expected, FieldError, OneOf, refusal

    if wrong.param is None or isinstance(wrong.__cause__, FieldError):
        return wrong.message
    is_option = isinstance(wrong.param, click.Option)
    name = max(wrong.param.opts, key=len) if is_option else str(wrong.param.name)
    kind = wrong.param.type
    by_click = r"(['\"]?)(.*)\1 is not (one of|in the range|a valid integer).*"
    match = re.fullmatch(by_click, wrong.message, re.DOTALL)
    if match is None:
        return f"{name}: {wrong.message}"
    if isinstance(kind, click.Choice):
        field, choices = FIELDS.get(str(wrong.param.name)), tuple(map(str, kind.choices))
        if isinstance(field, ChoiceField | ChoicesField):
            return refusal(field.subject, match[2], OneOf(choices, field.what))
        return refusal(name, match[2], OneOf(choices, "known"))
    if isinstance(kind, click.IntRange) and match[3] == "in the range":
        return refusal(name, int(match[2]), Span(kind.min, kind.max))
    return refusal(name, match[2], Expected("a whole number"))
