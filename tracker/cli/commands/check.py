"""``tsubo check``: take PHQ-2 or GAD-2 once they are switched on; list and remove checks."""

import sys
from typing import Any, Final

import click

from tracker.cli.by_id import by_id, end_of
from tracker.cli.commands.completion import complete_check
from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table
from tracker.core.facts.checks import (
    ANSWERS,
    HIGHEST,
    Check,
    CheckTexts,
    Instrument,
    latest_first,
)
from tracker.core.text.dates import day_words
from tracker.core.text.visible import visible
from tracker.practice.answers import check_label, take_check
from tracker.practice.hard_moments import IN_SHELL, check_words

_SWITCH: Final = "'tsubo config set checks on' switches them on"
_HELP_NOW: Final = "Help for hard moments, at any time: tsubo help-now"
_ALLOWED: Final = f"{ANSWERS[0]} to {ANSWERS[-1]}"


class _Answers(click.ParamType[tuple[int, int]]):
    """Both answers in one option: ``1,2``."""

    name = "a,b"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """The two numbers; fails unless each is an answer."""
        if isinstance(value, tuple):
            return value
        found = [_answer(part) for part in str(value).split(",")]
        if len(found) != 2 or None in found:
            self.fail(f"“{value}” is not two answers; give both, each {_ALLOWED} (1,2)", param, ctx)
        first, second = (each or 0 for each in found)
        return first, second


def _answer(words: str) -> int | None:
    """The number of a typed answer; ``None`` for other words."""
    typed = words.strip()
    whole = typed.isascii() and typed.isdigit() and len(typed) == 1
    return int(typed) if whole and int(typed) in ANSWERS else None


@click.group("check", invoke_without_command=True)
@json_option
@click.pass_context
def check_command(ctx: click.Context, as_json: bool) -> None:
    """Take PHQ-2 or GAD-2, once a week if you like; list the checks you took.

    Each has two questions and is a check, not a diagnosis. They are off until you switch them on.
    Your answers stay in your files and in the native export, do not count for a streak, and can
    be removed.

    \b
      tsubo config set checks on
      tsubo check phq2
      tsubo check gad2 --answers 1,0
      tsubo check list
      tsubo check remove DKF2H
    """
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, as_json=as_json)


def _taking(instrument: Instrument) -> click.Command:
    """The command that takes a check with this instrument."""
    words = f"""Answer two questions on {instrument.about}.

    They are about the last 2 weeks, each answered with 0 to 3. It is a check, not a diagnosis; a
    low score is not an all-clear. 'tsubo undo' takes it back.

    \b
      tsubo check {instrument}
      tsubo check {instrument} --answers 1,2
      tsubo check {instrument} --answers 1,2 --json
    """

    @click.command(instrument.value, help=words)
    @click.option("--answers", type=_Answers(), help="Both answers (1,2); default: asked for.")
    @json_option
    @click.pass_obj
    def command(context: CommandContext, answers: tuple[int, int] | None, as_json: bool) -> None:
        _take(context, instrument, answers, as_json=as_json)

    return command


for _instrument in Instrument:
    check_command.add_command(_taking(_instrument))


def _take(
    context: CommandContext,
    instrument: Instrument,
    answers: tuple[int, int] | None,
    *,
    as_json: bool,
) -> None:
    if not context.settings.checks:
        raise click.ClickException(f"weekly checks are off; {_SWITCH}")
    texts, journal = context.built_in.checks, context.journal
    if answers is None:
        if refusal := context.zone.refusal:
            # Refuse before the questions: the answers could not be recorded.
            raise click.ClickException(f"{refusal}. Nothing was asked: the day would be wrong")
        answers = _asked(texts, instrument)
    check = take_check(context, instrument, answers)
    journal.begin(context.today)
    journal.record(check, label=check_label(check))
    words = check_words(context, check, IN_SHELL)
    said = (*words.after_score(), _HELP_NOW, texts.attribution)
    if as_json:
        print_json({"check": _plain(check), "words": (*words.first, *said)})
        return
    when = day_words(check.day, context.settings.date_order)
    print_lines([*words.first, f"{instrument.label}, {when}: {check.words}", *said])


def _asked(texts: CheckTexts, instrument: Instrument) -> tuple[int, int]:
    """Ask both questions on stderr and read the answers.

    Raises ClickException if the person leaves.
    """
    choices = zip(ANSWERS, texts.answers, strict=True)
    scale = ", ".join(f"{number} {words}" for number, words in choices)
    _tell(f"{texts.stem}\n{scale}.\nq leaves it; nothing is kept then.\n")
    first, second = (
        _one(f"{number} of 2: {item}") for number, item in enumerate(texts.of(instrument).items, 1)
    )
    return first, second


def _one(question: str) -> int:
    """Ask until the line is an answer. Raises ClickException if the person leaves."""
    _tell(f"{question}\n")
    while True:
        _tell(f"{_ALLOWED}: ")
        line = b"" if sys.stdin is None else sys.stdin.buffer.readline()
        typed = line.decode("utf-8", "replace").strip()
        if not line or typed in {"q", "Q"}:
            raise click.ClickException("answer both questions; nothing was kept")
        if (answer := _answer(typed)) is not None:
            return answer
        _tell(f"“{typed}” is not an answer.\n" if typed else "An answer is missing.\n")


def _tell(words: str) -> None:
    click.echo(visible(words), nl=False, err=True)


def _plain(check: Check) -> dict[str, Any]:
    from tracker.exchange.documents import document

    return {"id": check.id, "score": check.score, "of": HIGHEST, **document(check)}


def _list(context: CommandContext, *, as_json: bool) -> None:
    on = context.settings.checks
    found = latest_first(context.journal.facts(Check)) if context.paths.data.is_dir() else []
    if as_json:
        print_json({"on": on, "checks": [_plain(each) for each in found]})
        return
    order = context.settings.date_order
    print_table(
        [
            (end_of(each.id), day_words(each.day, order), each.instrument.label, each.words)
            for each in found
        ]
    )
    if not found:
        say("No check was taken." if on else f"No check was taken; they are off. {_SWITCH}.")


@check_command.command("list")
@json_option
@click.pass_obj
def list_command(context: CommandContext, as_json: bool) -> None:
    """List the checks you took, latest first.

    Each has the end of its id. They are listed while checks are switched off, too.

    \b
      tsubo check list
      tsubo check list --json
    """
    _list(context, as_json=as_json)


@check_command.command("remove")
@click.argument("key", metavar="ID", shell_complete=complete_check)
@click.pass_obj
def remove_command(context: CommandContext, key: str) -> None:
    """Remove a check by the end of its id. 'tsubo undo' brings it back; also while they are off.

    \b
      tsubo check remove DKF2H
    """
    check = by_id(context.journal.facts(Check), key, "check", "tsubo check list")
    context.journal.remove(check, label=f"remove {check_label(check)}")
    when = day_words(check.day, context.settings.date_order)
    print_lines([f"Removed: {check.instrument.label}, {when}, {check.words}"])
