"""`tsubo routines` and `routine`: the routines, and those of one's own made and changed."""

from typing import Any

import click

from tracker.cli.commands.completion import complete_own_routine, complete_routine_or_verb
from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table
from tracker.cli.with_default import WithDefault
from tracker.core.facts.routines import GONE, Routine, RoutineStep
from tracker.core.text.durations import duration_words
from tracker.core.text.examples import STEPS
from tracker.core.text.visible import visible


@click.command("routines")
@json_option
@click.pass_obj
def routines_command(context: CommandContext, as_json: bool) -> None:
    """List the routines, which 'tsubo start' begins by id or name.

    \b
      tsubo routines
    """
    routines = context.library.routines()
    if as_json:
        print_json({"routines": [_json(each) for each in routines]})
        return
    print_table(
        [
            (each.id, each.name, duration_words(each.total), ", ".join(each.points))
            for each in routines
        ]
    )


def _json(routine: Routine) -> dict[str, Any]:
    from tracker.exchange.documents import plain

    return {**plain(routine), "total": routine.total}


@click.command("show")
@click.argument("name", metavar="ROUTINE", shell_complete=complete_routine_or_verb)
@click.option("--toml", is_flag=True, help="As a file to share; 'tsubo import' reads it.")
@json_option
@click.pass_obj
def _show(context: CommandContext, name: str, toml: bool, as_json: bool) -> None:
    """Show a routine: its holds, its cautions for you, its notes.

    \b
      tsubo routine calm
      tsubo routine show calm --toml > calm.toml
      tsubo routine copy calm "My calm"
      tsubo routine new "Slow evening" PC6 HT7 left 90s
      tsubo routine edit "Slow evening" --add "LI4 30s"
      tsubo routine remove "Slow evening" --yes
    """
    routine = context.library.routine(name)
    if toml:
        from tracker.library.sharing import text_to_share

        click.echo(text_to_share(routine, context.library), nl=False)
        return
    from tracker.practice.cautions import of_routine

    cautions = of_routine(context, routine).lines()
    if as_json:
        said = [
            {"text": line.text, "severity": line.severity, "sources": line.sources}
            for line in cautions
        ]
        print_json({"routine": _json(routine), "cautions": said})
        return
    holds = "1 hold" if len(routine.steps) == 1 else f"{len(routine.steps)} holds"
    lengths = (
        f"{holds}, {duration_words(routine.held)} held, {duration_words(routine.total)} in all"
    )
    print_lines([routine.name, lengths, ""])
    library = context.library
    rows = []
    for step in routine.steps:
        point = library.find(step.point)
        place = f"{point.pinyin or point.english}, {point.region}" if point else GONE
        rows.append((step.point, step.side.value, duration_words(step.seconds), place))
    print_table(rows)
    print_lines(["", *(line.text for line in cautions)])
    if routine.notes:
        print_lines(["", routine.notes])


@click.command("new")
@click.argument("name")
@click.argument("words", metavar="POINTS", nargs=-1, required=True)
@click.option("--add", multiple=True, metavar="POINTS", help="More points; repeat it.")
@click.option("--settle", metavar="LENGTH", help="Time between holds; default: 5s.")
@click.option("--notes", default="", metavar="TEXT", help="Notes.")
@json_option
@click.pass_obj
def _new(
    context: CommandContext,
    name: str,
    words: tuple[str, ...],
    add: tuple[str, ...],
    settle: str | None,
    notes: str,
    as_json: bool,
) -> None:
    """Make a routine of your own: a name, then its points.

    \b
      tsubo routine new "Slow evening" PC6 HT7 left 90s
      tsubo routine new Short PC6 60s --add "HT7 left 30s" --settle 10s
    """
    from tracker.practice.own.routines import USUAL_SETTLE, new_routine_label, routine_of_fields

    steps = _steps(context, " ".join(words), *add)
    gap = USUAL_SETTLE if settle is None else _gap(settle)
    try:
        routine = routine_of_fields(context, name, steps, settle=gap, notes=notes)
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    context.journal.begin(context.today)
    context.journal.record(routine, label=new_routine_label(routine))
    _say_done(routine, "is one of your routines now", as_json=as_json)


@click.command("edit")
@click.argument("routine_name", metavar="ROUTINE", shell_complete=complete_own_routine)
@click.option("--name", metavar="TEXT", help="Another name.")
@click.option("--points", metavar="POINTS", help=f"Its points from now on: {STEPS}.")
@click.option("--add", multiple=True, metavar="POINTS", help="Points to add at its end; repeat it.")
@click.option("--settle", metavar="LENGTH", help="Time between holds.")
@click.option("--notes", metavar="TEXT", help="Notes.")
@json_option
@click.pass_obj
def _edit(
    context: CommandContext,
    routine_name: str,
    name: str | None,
    points: str | None,
    add: tuple[str, ...],
    settle: str | None,
    notes: str | None,
    as_json: bool,
) -> None:
    """Change a routine of your own.

    \b
      tsubo routine edit "Slow evening" --add "LI4 30s"
      tsubo routine edit "Slow evening" --name Evening --points "PC6 HT7 60s"
    """
    from tracker.practice.own.routines import edit_routine_label, routine_of_fields

    if not add and name is points is settle is notes is None:
        raise click.UsageError("nothing to change; --name, --points and others say what")
    before = _own(context, routine_name)
    steps = (*(before.steps if points is None else _steps(context, points)), *_steps(context, *add))
    try:
        after = routine_of_fields(
            context,
            before.name if name is None else name,
            steps,
            settle=before.settle if settle is None else _gap(settle),
            notes=before.notes if notes is None else notes,
            before=before,
        )
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if after != before:
        context.journal.correct(before, after, label=edit_routine_label(before))
    _say_done(after, "is as you say now", as_json=as_json)


@click.command("copy")
@click.argument("routine_name", metavar="ROUTINE", shell_complete=complete_routine_or_verb)
@click.argument("name", required=False, default="")
@json_option
@click.pass_obj
def _copy(context: CommandContext, routine_name: str, name: str, as_json: bool) -> None:
    """Copy a routine as one of your own, to change it.

    \b
      tsubo routine copy calm
      tsubo routine copy calm "My calm"
    """
    from tracker.practice.own.routines import copy_label, copy_of

    routine = context.library.routine(routine_name)
    copy = copy_of(context, routine, name)
    context.journal.begin(context.today)
    context.journal.record(copy, label=copy_label(routine))
    _say_done(copy, "is one of your routines now", as_json=as_json)


@click.command("remove")
@click.argument("routine_name", metavar="ROUTINE", shell_complete=complete_own_routine)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def _remove(context: CommandContext, routine_name: str, yes: bool, as_json: bool) -> None:
    """Remove a routine of your own; 'tsubo undo' brings it back.

    \b
      tsubo routine remove "Slow evening"
    """
    from tracker.practice.own.points import STAYS
    from tracker.practice.own.routines import remove_routine_label

    routine = _own(context, routine_name)
    say(STAYS)
    if not yes:
        named = visible(f"{routine.name}, {duration_words(routine.total)}", lines=False)
        click.confirm(f"{named}\nRemove this routine?", err=True, abort=True)
    context.journal.remove(routine, label=remove_routine_label(routine))
    _say_done(routine, "is removed", as_json=as_json)


def _own(context: CommandContext, name: str) -> Routine:
    """The personal routine of this name. Raises ClickException for one of the library."""
    routine = context.library.routine(name)
    if routine.built_in:
        raise click.ClickException(
            f"{routine.name} is of the library, which stays as it is; "
            f"'tsubo routine copy {routine.id}' makes it yours"
        )
    return routine


def _steps(context: CommandContext, *lines: str) -> tuple[RoutineStep, ...]:
    """The steps of lines of points. Raises UsageError for a line that is not understood."""
    from tracker.practice.points_line import steps_to_add

    try:
        return tuple(step for line in lines for step in steps_to_add(context, line))
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong


def _gap(text: str) -> float:
    from tracker.cli.typed_session import gap

    try:
        return gap(text)
    except ValueError as wrong:
        raise click.UsageError(f"--settle: {wrong}") from wrong


def _say_done(routine: Routine, words: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"routine": _json(routine), "cautions": []})
    else:
        print_lines([f"{routine.name} {words}: {duration_words(routine.total)} in all"])


routine_command = WithDefault(_show, (_show, _new, _edit, _copy, _remove))
