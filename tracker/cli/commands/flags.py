"""``tsubo flags``: the questions about the person, from whose answers cautions follow."""

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table
from tracker.core.points.given_answers import answers_of
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.practice.answers import answer_flags, flags_label

_SKIP = "skip"


@click.command("flags")
@click.argument("flag", type=click.Choice([flag.value for flag in Flag]), required=False)
@click.argument("answer", type=click.Choice(["yes", "no", _SKIP]), required=False)
@json_option
@click.pass_obj
def flags_command(
    context: CommandContext, flag: str | None, answer: str | None, as_json: bool
) -> None:
    """Show the questions about you and your answers, or answer one. Each can be skipped.

    Your answers only mark points and mats, with the reason; nothing is forbidden. They stay in
    your files and in your exports.

    \b
      tsubo flags
      tsubo flags pregnant no
      tsubo flags heart skip
    """
    guard, journal = context.library.guard, context.journal
    if flag is not None:
        if answer is None:
            raise click.UsageError(f"{flag}: the answer is missing; give yes, no or skip")
        said = Answer.NONE if answer == _SKIP else Answer(answer)
        journal.begin(context.today)
        given = {Flag(flag): said}
        journal.record(*answer_flags(context, given), label=flags_label(given))
        answers = answers_of(journal.facts(FlagAnswer))
        points = context.library.points()
        kept = guard.safe(points, answers)
        held = [point.code for point in points if point.code not in kept]
        print_lines([f"{flag}: {said.value}"])
        words = ", ".join(held) or "none"
        say(f"Points left out of the built-in routines: {words}.")
        return
    answers = answers_of(journal.facts(FlagAnswer)) if context.paths.data.is_dir() else {}
    rows = [(each, answers.get(each.flag, Answer.NONE)) for each in guard.questions]
    if as_json:
        print_json(
            {
                "flags": [
                    {"flag": each.flag.value, "question": each.text, "answer": said.value}
                    for each, said in rows
                ]
            }
        )
        return
    print_table([(each.flag.value, said.value, each.text) for each, said in rows])
