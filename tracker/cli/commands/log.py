"""``tsubo log``: practice after the fact, points or mat; and how a night was."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import click

from tracker.cli.cautions import anyway_option, overrides_for, say_cautions
from tracker.cli.commands.completion import complete_practice
from tracker.cli.context import CommandContext, say
from tracker.cli.output import print_lines
from tracker.core.entry.fields import ChoiceField, ChoicesField, ScaleField
from tracker.core.entry.new_records import EntryError, Feelings
from tracker.core.entry.record_fields import FIELDS
from tracker.core.facts.sessions import Layer, Position
from tracker.core.text.durations import seconds
from tracker.core.text.examples import HOLD, MOMENT, MOMENTS
from tracker.core.text.refusals import FieldError
from tracker.practice import entries
from tracker.practice.hard_moments import IN_SHELL, quiet_line

NIGHT: Final = ScaleField(name="rating", label="night", low="worst", high="best")
CLEAR: Final = "-"
"""Clears a field."""
Scales = Mapping[str, int | None]


class Pair(click.ParamType[Scales]):
    """``4:6``: two scales, before and after; ``4`` alone is before, ``:6`` after."""

    name = "before:after"

    def __init__(self, before: str, after: str, *, clears: bool = False) -> None:
        """``before`` and ``after`` name the fields; with ``clears`` a half can be ``-``."""
        self._names, self._clears = (before, after), clears

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Scales:
        """The numbers that are given, by field. Fails if one is out of its range."""
        if isinstance(value, Mapping):
            return value
        before, _, after = str(value).partition(":")
        numbers: dict[str, int | None] = {}
        for name, half in zip(self._names, (before, after), strict=True):
            if half:
                try:
                    numbers[name] = self._number(name, half)
                except FieldError as wrong:
                    raise click.BadParameter(str(wrong), ctx, param) from wrong
        return numbers

    def _number(self, name: str, text: str) -> int | None:
        number = FIELDS[name].value("" if self._clears and text == CLEAR else text)
        return number if isinstance(number, int) else None


def choice_of(name: str, *more: str) -> click.Choice[str]:
    """The words that the field of this name takes, and ``more`` that only its option takes."""
    field = FIELDS[name]
    words = field.of if isinstance(field, ChoiceField | ChoicesField) else ()
    return click.Choice([*(str(word) for word in words), *more])


def _after_the_fact(command: Callable[..., Any]) -> Callable[..., Any]:
    mood, tension = Pair("mood_before", "mood_after"), Pair("tension_before", "tension_after")
    for option in (
        click.option(
            "--at", metavar="WHEN", help=f"Moment it began ({MOMENTS[1]}, {MOMENT}, {MOMENTS[4]})."
        ),
        click.option(
            "--mood", type=mood, default={}, help="Mood before and after, 0 worst to 10 best (4:6)."
        ),
        click.option(
            "--tension",
            type=tension,
            default={},
            help="Tension before and after, 0 none to 10 worst (7:5).",
        ),
        click.option("--note", default="", help="A note, as text."),
        anyway_option,
    ):
        command = option(command)
    return command


@click.group("log")
def log_command() -> None:
    """Log practice after the fact.

    \b
      tsubo log points calm
      tsubo log points PC6 HT7 --hold 90s --at "yesterday 21:30"
      tsubo log mat 20m --position back --layer thin --mood 4:6
    """


@log_command.command("points")
@click.argument(
    "what", nargs=-1, required=True, metavar="ROUTINE|CODE...", shell_complete=complete_practice
)
@click.option("--hold", metavar="LENGTH", help=f"Length of every hold ({HOLD}).")
@_after_the_fact
@click.pass_obj
def points_command(
    context: CommandContext,
    what: tuple[str, ...],
    hold: str | None,
    at: str | None,
    mood: Scales,
    tension: Scales,
    note: str,
    anyway: str | None,
) -> None:
    """Log a routine, or points one after another.

    \b
      tsubo log points calm
      tsubo log points PC6 HT7 --hold 60s --at "sat 8pm" --note "on the train"
    """
    fields = _fields(mood, tension, note)
    length = seconds(hold) if hold else None
    with _usage_errors():
        entry = entries.points(context, " ".join(what), at=at, hold=length, **fields)
    _keep(context, entry, anyway)


@log_command.command("mat")
@click.argument("what", nargs=-1, required=True, metavar="LENGTH")
@click.option(
    "--position",
    type=click.Choice([position.value for position in Position]),
    help="Part of the body on the mat.",
)
@click.option(
    "--layer",
    type=click.Choice([layer.value for layer in Layer]),
    help="Layer between skin and mat.",
)
@_after_the_fact
@click.pass_obj
def mat_command(
    context: CommandContext,
    what: tuple[str, ...],
    position: str | None,
    layer: str | None,
    at: str | None,
    mood: Scales,
    tension: Scales,
    note: str,
    anyway: str | None,
) -> None:
    """Log time on the mat. A bare number is minutes.

    \b
      tsubo log mat 20m
      tsubo log mat 20m back thin yesterday 21:30
      tsubo log mat 15m --position "feet sitting" --layer socks --mood 4:6
    """
    with _usage_errors():
        entry = entries.mat(
            context,
            " ".join(what),
            at=at,
            position=Position(position) if position else None,
            layer=Layer(layer) if layer else None,
            **_fields(mood, tension, note),
        )
    _keep(context, entry, anyway)


@log_command.command("night")
@click.argument("rating", metavar="RATING")
@click.option("--day", "when", metavar="DAY", help="The day after the night; default: today.")
@click.pass_obj
def night_command(context: CommandContext, rating: str, when: str | None) -> None:
    """Rate the night before today, 0 worst to 10 best; - takes the rating away.

    It is shown in Insights and in the report, and counts for no goal and no streak. Once more for
    the same day corrects it.

    \b
      tsubo log night 6
      tsubo log night 4 --day yesterday
      tsubo log night - --day yesterday
    """
    from tracker.core.text.dates import day, day_words
    from tracker.practice.answers import night_change, night_label

    order = context.settings.date_order
    on = day(when, context.today, order) if when else context.today
    if refusal := context.zone.refusal:
        raise click.ClickException(f"{refusal}. Nothing was recorded: the day would be wrong")
    try:
        number = NIGHT.value("" if rating == CLEAR else rating)
    except FieldError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    context.journal.begin(context.today)
    change = night_change(context, number, on)
    if change.before is None and change.after is None:
        raise click.ClickException(f"the night before {day_words(on, order)} is not rated")
    context.journal.change(change, label=night_label(context, on))
    said = f"{number} of 10" if number is not None else "not rated any more"
    print_lines([f"Night before {day_words(on, order)}: {said}"])


def _fields(mood: Scales, tension: Scales, note: str) -> Feelings:
    return {
        "mood_before": mood.get("mood_before"),
        "mood_after": mood.get("mood_after"),
        "tension_before": tension.get("tension_before"),
        "tension_after": tension.get("tension_after"),
        "note": note,
    }


@contextmanager
def _usage_errors() -> Iterator[None]:
    """Turn an error about a moment or a hold in words and option into UsageError."""
    try:
        yield
    except EntryError as wrong:
        if wrong.field in {"at", "hold"}:
            raise click.UsageError(str(wrong)) from wrong
        raise


def _keep(context: CommandContext, entry: entries.Entry, anyway: str | None) -> None:
    """Record the entry; print its label and moment, then its cautions and its effect on stderr."""
    context.journal.begin(entry.record.day)
    effect, cautions = entry.effect, entry.cautions
    label = entries.keep(context, entry, *overrides_for(context, cautions, anyway))
    context.daily_maintenance()
    print_lines([f"{label}, {entry.when}"])
    say_cautions(cautions)
    say(effect)
    if line := quiet_line(context, entry.record, IN_SHELL):
        say(line)
