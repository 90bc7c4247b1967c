"""``tsubo status``: one line for a prompt or a status bar."""

import os
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json
from tracker.core.days.practice_days import Days
from tracker.core.days.streaks import streaks, unit_words
from tracker.core.days.todays_goal import todays_goal
from tracker.core.facts.goals_and_rests import Kind, Per
from tracker.core.text.durations import duration_words

if TYPE_CHECKING:
    from tracker.core.session.running import Running

USUAL = "{points} points, {points_streak}; mat {mat_minutes} min"
WITHOUT_STREAKS = "{points} points; mat {mat_minutes} min"
UNFINISHED = "; unfinished session {interrupted}"
_OURS = frozenset(each + more for each in (USUAL, WITHOUT_STREAKS) for more in ("", UNFINISHED))


@click.command("status")
@click.option("--format", "template", metavar="TEMPLATE", help="Text with placeholders in {}.")
@click.option("--tmux", is_flag=True, help="Write the colours of --format as styles of tmux.")
@json_option
@click.pass_obj
def status_command(
    context: CommandContext, template: str | None, tmux: bool, as_json: bool
) -> None:
    """Print one line for a status bar.

    \b
      tsubo status
      tsubo status --format "{points_done}/{points_times} {points_streak}"
      tsubo status --format "{colour:green}{points}{colour} mat {mat_minutes}"
      set -g status-right "#(tsubo status --tmux --format '{colour:green}{points}')"

    Placeholders, for points and, with mat in place of points, for the mat: {points} (1/2, or 1
    where no goal is set), {points_done}, {points_times}, {points_streak}, {points_count},
    {points_minutes}, {points_due} (the word due, or nothing); and {today}, {interrupted} (how
    much of an unfinished session is done, or nothing).

    {colour:NAME} colours what follows: black, red, green, yellow, blue, magenta, cyan, white,
    grey; {colour} ends it. NO_COLOR leaves colours out. Write {{ and }} for braces.
    """
    answer = _status(context)
    if as_json:
        print_json(answer)
        return
    click.echo(_line(context, answer, template, tmux=tmux), color=True)


def status_line(context: CommandContext) -> str:
    """The line of `tsubo status`."""
    return _line(context, _status(context))


def _line(
    context: CommandContext,
    answer: dict[str, Any],
    template: str | None = None,
    *,
    tmux: bool = False,
) -> str:
    hidden = context.settings.hides_streaks
    usual = WITHOUT_STREAKS if hidden else USUAL
    usual += UNFINISHED if answer["interrupted"] else ""
    return _filled(template or usual, answer, hidden=hidden, tmux=tmux).rstrip()


def _status(context: CommandContext) -> dict[str, Any]:
    running = _unfinished(context)
    days = [context.days(kind) for kind in Kind]
    return {
        "today": days[0].today.isoformat(),
        **{each.kind.value: _kind(each, hidden=context.settings.hides_streaks) for each in days},
        "interrupted": None
        if running is None
        else {
            "started": running.started.isoformat(),
            "routine": running.routine,
            "where": running.where,
            "saved": running.saved.isoformat(),
            "seconds": running.session.practised,
        },
    }


def _unfinished(context: CommandContext) -> "Running | None":
    if not (context.paths.data / "live.json").exists():
        return None  # spare most prompts the import of the checkpoint
    from tracker.checkpoint import CheckpointError
    from tracker.practice.sessions import unfinished

    try:
        session = unfinished(context)
    except CheckpointError as wrong:
        say(str(wrong))
        return None
    return session.running if session else None


def _kind(days: Days, *, hidden: bool) -> dict[str, Any]:
    goal, run = todays_goal(days), streaks(days).current
    totals = days.totals(days.today, days.today)
    return {
        "done": goal.done if goal else totals.count,
        "times": goal.times if goal and not hidden else None,
        "due": bool(goal and goal.due),
        "streak": None if run is None or hidden else {"done": run.done, "unit": run.unit.value},
        "count": totals.count,
        "seconds": totals.seconds,
    }


def _filled(template: str, answer: dict[str, Any], *, hidden: bool, tmux: bool) -> str:
    """The template with its placeholders filled; see `filled`."""
    running = answer["interrupted"]
    none = "" if hidden else "no streak"
    known: dict[str, str] = {
        "today": answer["today"],
        "interrupted": duration_words(running["seconds"]) if running else "",
    }
    for kind in Kind:
        part = answer[kind.value]
        run = part["streak"]
        known |= {
            kind.value: "/".join(str(part[it]) for it in ("done", "times") if part[it] is not None),
            f"{kind}_done": str(part["done"]),
            f"{kind}_times": "-" if part["times"] is None else str(part["times"]),
            f"{kind}_due": "due" if part["due"] else "",
            f"{kind}_streak": unit_words(run["done"], Per(run["unit"])) if run else none,
            f"{kind}_count": str(part["count"]),
            f"{kind}_minutes": str(round(part["seconds"] / 60)),
        }
    if template in _OURS:
        return template.format_map(known)
    from tracker.cli.status_template import filled

    return filled(template, known, tmux=tmux, colours=not os.environ.get("NO_COLOR"))
