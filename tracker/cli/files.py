"""Files: everything out, and things in."""

import sys
from pathlib import Path

import click

from tracker.cli.desk import Desk
from tracker.cli.output import json_option, print_json, print_lines


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
