"""Files: everything out, things in, backups, and a look at the store's health."""

import sys
from pathlib import Path
from typing import Any

import click

from tracker.cli.desk import Desk
from tracker.cli.output import json_option, print_json, print_lines, print_table


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--format", "form", type=click.Choice(["json"]), default="json")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_obj
def export_command(desk: Desk, file: Path | None, form: str, force: bool) -> None:  # noqa: ARG001
    """Write everything to a file, or to stdout for a pipe.

    \b
      tsubo export practice.json
      tsubo export | age -r KEY > practice.age
    """
    from tracker.exchange.files import STREAM, write
    from tracker.exchange.native import export

    text = export(desk.journal.everything())
    if file is None or str(file) == STREAM:
        click.echo(text, nl=False)
        return
    write(file, text, force=force)
    count = sum(map(len, desk.journal.everything().values()))
    click.echo(f"{count} records written to {file}", err=True)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@json_option
@click.pass_obj
def import_command(desk: Desk, file: Path, dry_run: bool, as_json: bool) -> None:
    """Take in an export of tsubo, as one step that 'tsubo undo' takes back.

    Of a record that differs the one changed later stays. Doing it twice changes nothing more.

    \b
      tsubo import practice.json --dry-run
      tsubo import practice.json
    """
    from tracker.exchange.native import read

    found = read(file)
    plan = desk.journal.weigh(found.entries)
    for refusal in found.refused:
        click.echo(f"refused: {refusal}", err=True)
    changes = bool(plan.new or plan.newer) and not dry_run
    if changes:
        desk.journal.take_in(plan, label=f"import {file.name}")
    if as_json:
        print_json(
            {
                "new": len(plan.new),
                "newer": len(plan.newer),
                "older": len(plan.older),
                "same": plan.same,
                "refused": list(found.refused),
                "done": not dry_run,
            }
        )
    else:
        print_lines([*plan.lines, f"{len(found.refused)} refused"])
        click.echo(
            "Done; 'tsubo undo' takes it back." if changes else "Nothing was changed.", err=True
        )
    if found.refused:
        sys.exit(1)


@click.command("backup")
@click.pass_obj
def backup_command(desk: Desk) -> None:
    """Copy what changed since the last backup; each copy is read back and compared.

    It also happens once a day by itself. Kept: 7 days, 5 weeks, 12 months.
    """
    from tracker.store import upkeep

    made = upkeep.back_up(desk.store.shelf, desk.today, again=True)
    if not made:
        click.echo("Nothing has changed since the last backup.", err=True)
    print_lines(made)


@click.command("doctor")
@click.option("--repair", is_flag=True, help="Mend what can be mended.")
@click.option("--dates", is_flag=True, help="Records whose day today's rule would put elsewhere.")
@json_option
@click.pass_obj
def doctor_command(desk: Desk, repair: bool, dates: bool, as_json: bool) -> None:
    """Look at every file of the store, and say what is wrong. Changes nothing unless asked.

    \b
      tsubo doctor
      tsubo doctor --dates
      tsubo doctor --repair
    """
    if dates:
        _dates(desk, as_json=as_json)
        return
    from tracker.store import doctor

    shelf = desk.store.shelf
    if repair:
        print_lines(doctor.repair(shelf, accept=True))
    report = doctor.report(shelf)
    problems = [*desk.store.problems(), *desk.library.check()]
    if as_json:
        from dataclasses import asdict

        answer: dict[str, Any] = asdict(report)
        answer["folder"] = str(report.folder)
        for each in answer["files"]:
            each["last_backup"] = each["last_backup"] and each["last_backup"].isoformat()
        print_json({**answer, "problems": problems})
        return
    head = ("file", "records", "removed", "damaged", "altered", "newer", "last backup")
    rows = [
        (
            each.name,
            str(each.records),
            str(each.removed),
            str(each.damaged),
            str(each.altered),
            str(each.newer),
            str(each.last_backup or "none"),
        )
        for each in report.files
    ]
    click.echo(str(report.folder))
    print_table([head, *rows])
    modes = [f"{name}: others may read it; --repair makes it yours" for name in report.wrong_modes]
    lines = [*problems, *modes, *(f"{name}: not taken in yet" for name in report.conflicts)]
    print_lines(lines or ["Everything can be read and nothing is damaged."])
    if lines:
        sys.exit(1)


def _dates(desk: Desk, *, as_json: bool) -> None:
    """Stored days against today's rule; a list, no change."""
    from tracker.core.days import practice_day
    from tracker.core.model import Kind

    starts_at = desk.config.settings.day_starts_at
    moved = [
        (record, practice_day(record.started, starts_at))
        for kind in Kind
        for record in desk.journal.newest(kind)
        if practice_day(record.started, starts_at) != record.day
    ]
    if as_json:
        print_json(
            {
                "day_starts_at": starts_at,
                "records": [
                    {
                        "id": record.id,
                        "kind": record.kind.value,
                        "started": record.started.isoformat(),
                        "day": record.day.isoformat(),
                        "would_be": day.isoformat(),
                    }
                    for record, day in moved
                ],
            }
        )
    elif moved:
        rows = [
            (record.id, record.started.isoformat(), f"day {record.day}", f"now {day}")
            for record, day in moved
        ]
        print_table(rows)
    else:
        click.echo("Every record lies on the day that today's rule gives.", err=True)
