"""``tsubo goal``, ``rest`` and ``mat-plan``: show, set and remove goals, rest days, the plan."""

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table
from tracker.core.days.dated_goals import goal_words
from tracker.core.entry.goal_line import LineError
from tracker.core.facts.goals_and_rests import Goal, Kind, Rest, RestReason
from tracker.core.text.dates import day, day_words
from tracker.core.text.durations import long_seconds
from tracker.journal.journal import Change
from tracker.practice import goals

_KIND = click.Choice([kind.value for kind in Kind])
_REASON = click.Choice([reason.value for reason in RestReason])


@click.command("goal")
@click.argument("kind", type=_KIND, required=False)
@click.argument("words", nargs=-1)
@click.option("--since", metavar="WHEN", help="First day it holds; default: today.")
@click.option("--least", metavar="LENGTH", help="Shortest practice that counts; default: 60s.")
@click.option("--remove", is_flag=True, help="Remove the latest goal, or that of --since.")
@json_option
@click.pass_obj
def goal_command(
    context: CommandContext,
    kind: str | None,
    words: tuple[str, ...],
    since: str | None,
    least: str | None,
    remove: bool,
    as_json: bool,
) -> None:
    """Show the goals, or set one from a day on.

    The past keeps the goal it had. The effect on the streak is shown, and 'tsubo undo' takes the
    goal back.

    \b
      tsubo goal
      tsubo goal points 2 a day
      tsubo goal points twice a day mon-fri, least 5m, from 1 dec
      tsubo goal mat 3 a week --since "1 dec" --least 5m
      tsubo goal mat --remove
    """
    if kind is None:
        _show_goals(context, as_json=as_json)
        return
    order = context.settings.date_order
    if remove:
        found = goals.goals(context, Kind(kind))
        if since:
            first = day(since, context.today, order, ahead=True)
            found = [each for each in found if each.since == first]
        if not found:
            from_it = " from that day; 'tsubo goal' lists them" if since else ""
            raise click.ClickException(f"{kind}: no goal is set{from_it}")
        _change(context, [Change(found[0], None)], f"remove {goals.goal_label(found[0])}")
        print_lines([f"Removed: {_goal_line(context, found[0], ', ')}"])
        return
    try:
        new = goals.goal(
            context,
            Kind(kind),
            " ".join(words),
            since=day(since, context.today, order, ahead=True) if since else None,
            least=long_seconds(least) if least else None,
        )
    except LineError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    context.journal.begin(context.today)
    _change(context, [goals.set_goal(context, new)], goals.goal_label(new))
    print_lines([_goal_line(context, new)])


def _show_goals(context: CommandContext, *, as_json: bool) -> None:
    found = context.journal.facts(Goal)
    order = context.settings.date_order
    if as_json:
        from tracker.exchange.documents import document

        print_json({"goals": [{"id": goal.id, **document(goal)} for goal in found]})
    elif found:
        print_table([(g.kind.value, day_words(g.since, order), goal_words(g)) for g in found])
    else:
        say("No goal is set.")


def _goal_line(context: CommandContext, goal: Goal, between: str = ": ") -> str:
    since = day_words(goal.since, context.settings.date_order)
    return f"{goal.kind}{between}{goal_words(goal)}, from {since}"


@click.command("rest")
@click.argument("words", metavar="[FROM] [TO]", nargs=-1)
@click.option("--why", type=_REASON, help="The reason; default: rest.")
@click.option("--remove", is_flag=True, help="Remove the rests that cover the day FROM.")
@json_option
@click.pass_obj
def rest_command(
    context: CommandContext,
    words: tuple[str, ...],
    why: str | None,
    remove: bool,
    as_json: bool,
) -> None:
    """Show the rest days, or leave days free, past days too.

    They never lower a streak. The effect is shown, and 'tsubo undo' takes them back.

    \b
      tsubo rest today
      tsubo rest 3 nov to 9 nov ill
      tsubo rest "3 nov" "9 nov" --why ill
      tsubo rest "5 nov" --remove
    """
    if not words:
        _show_rests(context, as_json=as_json)
        return
    if remove:
        _remove_rests(context, " ".join(words))
        return
    between = " to " if len(words) == 2 and words[1] not in {*RestReason} else " "
    try:
        new = goals.rest(context, between.join(words), why=RestReason(why) if why else None)
    except LineError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    context.journal.begin(context.today)
    _change(context, [Change(None, new)], goals.rest_label(context, new))
    print_lines([_rest_line(context, new)])


def _show_rests(context: CommandContext, *, as_json: bool) -> None:
    found = context.journal.facts(Rest)
    order = context.settings.date_order
    if as_json:
        from tracker.exchange.documents import document

        print_json({"rests": [{"id": rest.id, **document(rest)} for rest in found]})
    elif found:
        print_table(
            [(day_words(r.start, order), day_words(r.end, order), r.why.value) for r in found]
        )
    else:
        say("No rest day is set.")


def _remove_rests(context: CommandContext, words: str) -> None:
    order = context.settings.date_order
    first = day(words, context.today, order, ahead=True)
    covering = goals.rests(context, first)
    if not covering:
        words = f"{day_words(first, order)} is not a rest day; 'tsubo rest' lists them"
        raise click.ClickException(words)
    label = f"remove {goals.rest_label(context, covering[0])}"
    _change(context, [Change(rest, None) for rest in covering], label)
    print_lines([f"Removed: {_rest_line(context, rest)}" for rest in covering])


def _rest_line(context: CommandContext, rest: Rest) -> str:
    return ", ".join(goals.rest_words(context, rest))


def _change(context: CommandContext, changes: list[Change], label: str) -> None:
    """Make the changes as one step; their effects, worked out before, go to stderr."""
    effects = goals.effects(context, changes)
    context.journal.change(*changes, label=label)
    for words in effects:
        say(words)


@click.command("mat-plan")
@click.argument("what", type=click.Choice(["begin", "stop"]), required=False)
@json_option
@click.pass_obj
def mat_plan_command(context: CommandContext, what: str | None, as_json: bool) -> None:
    """Show four weeks with a mat, begin them today, or stop them.

    They are a suggestion: no goal is set, nothing is counted, and 'tsubo undo' takes either back.

    \b
      tsubo mat-plan
      tsubo mat-plan begin
      tsubo mat-plan stop
    """
    from tracker.practice.own import mat_plan

    journal = context.journal
    if what == "begin":
        journal.begin(context.today)
        journal.record(mat_plan.begun(context), label=mat_plan.LABEL)
        print_lines([mat_plan.plan_line(context)])
        return
    plan = mat_plan.current(context) if context.paths.data.is_dir() else None
    if what == "stop":
        if plan is None:
            raise click.ClickException("no four weeks were begun; 'tsubo mat-plan begin' does")
        journal.remove(plan, label=f"stop {mat_plan.LABEL}")
        print_lines(["Stopped: four weeks with a mat."])
        return
    week = plan.week(context.today) if plan else None
    if as_json:
        since = plan.since.isoformat() if plan else None
        line = mat_plan.plan_line(context) if week else None
        print_json({"since": since, "week": week, "words": line})
        return
    page = mat_plan.plan_page(context)
    if page is not None:
        print_lines([page.title, *page.lines])
    if plan is None:
        say("'tsubo mat-plan begin' begins them today.")
    elif week:
        say(mat_plan.plan_line(context))
