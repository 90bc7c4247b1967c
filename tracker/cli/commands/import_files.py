"""``tsubo import``: reads a file, whichever program wrote it, and merges its records."""

import sys
from pathlib import Path

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines
from tracker.core.text.examples import COLUMNS, MEANINGS
from tracker.practice.files.import_fields import DayOrder, Program


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "program",
    type=click.Choice([each.value for each in Program]),
    help="Program that wrote it; default: recognised.",
)
@click.option(
    "--as",
    "meant",
    multiple=True,
    metavar="NAME=WHAT",
    help=f'Meaning of a habit or tag ("{MEANINGS[0]}").',
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="MEANING=COLUMN",
    help=f'Column of any CSV ("{COLUMNS[0]}").',
)
@click.option(
    "--day-order",
    type=click.Choice([each.value for each in DayOrder]),
    help="Order in dates such as 3/4/2026; default: date_order.",
)
@click.option("--goals", is_flag=True, help="Set how often a habit is meant as a goal.")
@click.option(
    "--replace", is_flag=True, help="Where a record differs, use the version in the file."
)
@click.option("--dry-run", is_flag=True, help="Show what would change, change nothing.")
@json_option
@click.pass_obj
def import_command(
    context: CommandContext,
    file: Path,
    program: str | None,
    meant: tuple[str, ...],
    columns: tuple[str, ...],
    day_order: str | None,
    goals: bool,
    replace: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import an export of tsubo, shared routines and points, or another program's records.

    One 'tsubo undo' takes it back, and importing the same file again changes nothing more. Of a
    record that differs, the version changed later stays, also when that is its removal; of a
    routine or a point in a shared TOML file, yours. A shared file is imported whole or not at all.
    Of a home of tsubo its folder, a journal, a backup or a conflict copy can be imported. Of the
    tables of an export each can be imported alone; sessions.csv is read with the holds.csv beside
    it.

    Other programs: Loop Habit Tracker (CSV archive, Checkmarks.csv, backup), harsh (log, or its
    folder), timewarrior (timew export, .data), Watson (frames), Insight Timer, Daylio, HabitBull
    (CSV), Table Habit, Beaver Habits (JSON), Tickmate (backup), and any CSV whose columns --column
    names. They have habits and tags: --as says what one is in tsubo, (none) being a row without
    one, and all others are left out. A day without a time is taken as noon unless --as gives a
    time, and a record without a length has the one that --as gives. A word for a mood gets its
    number with --as "rad=mood 9".

    \b
      tsubo import practice.json --dry-run
      tsubo import practice.json
      tsubo import calm.toml
      tsubo import ~/old-laptop/tsubo
      tsubo import loop.zip --as "Acupressure=calm 21:30" --as "Mat=mat 20m back" --dry-run
      tsubo import ~/.config/harsh/log --from harsh --as "Press=PC6 HT7 60s"
      tsubo import any.csv --column started=Date --column minutes=Length --as "(none)=mat"
    """
    from tracker.core.entry.new_records import EntryError
    from tracker.practice.files.plan import Wanted, carry_out
    from tracker.practice.files.source import plan_import

    wanted = Wanted(
        program=program,
        meanings=meant,
        columns=columns,
        day_order=day_order,  # type: ignore[arg-type]  # click has checked it
        goals=goals,
        replace=replace,
    )
    try:
        planned = plan_import(context, file, wanted)
    except EntryError as wrong:
        if wrong.field in {"as", "column"}:
            raise click.UsageError(str(wrong)) from wrong
        raise
    changes = planned.changes and not dry_run
    if changes:
        carry_out(context, planned)
    if as_json:
        plan, read = planned.plan, planned.read
        print_json(
            {
                "new": len(plan.new),
                "newer": len(plan.newer),
                "older": len(plan.older),
                "same": plan.same,
                "refused": list(read.refused),
                "left_out": list(read.left_out),
                "done": not dry_run,
                "program": planned.program,
                "rows": planned.rows,
                "named": list(read.named),
                "strangers": list(planned.strangers),
            }
        )
    else:
        print_lines(planned.lines)
        for line in planned.problems:
            say(line)
        say("Done; 'tsubo undo' takes it back." if changes else "Nothing was changed.")
    if not planned.is_complete:
        sys.exit(1)
