"""``tsubo backup``, ``restore`` and ``doctor``: copy records, bring them back, check the files."""

import sys
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table

if TYPE_CHECKING:
    from tracker.store import RecordChange
    from tracker.store.backup_reader import Records


@click.command("backup")
@click.pass_obj
def backup_command(context: CommandContext) -> None:
    """Copy what changed since the last backup; each copy is read back and compared.

    It also happens once a day by itself. Kept: 7 days, 5 weeks, 12 months.
    """
    made = context.store.backup(context.today, again=True)
    if not made:
        say("Nothing has changed since the last backup.")
    print_lines(made)


@click.command("restore")
@click.argument("day", metavar="[DAY]", required=False)
@click.option("--exact", is_flag=True, help="Also remove what was recorded since.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def restore_command(
    context: CommandContext, day: str | None, exact: bool, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Bring records back as they were in the backup of a day; without DAY, list the backups.

    What was removed or changed since comes back; what was recorded since stays, unless --exact.
    It is one step, and 'tsubo undo' takes it back.

    \b
      tsubo restore
      tsubo restore yesterday --dry-run
      tsubo restore "12 nov" --yes
    """
    from tracker.store import backup_reader as restore

    if day is None:
        _backups(context, as_json=as_json)
        return
    from tracker.core.text.dates import day as day_of
    from tracker.core.text.dates import day_words

    order = context.settings.date_order
    wanted = day_of(day, context.today, order)
    if not any(made <= wanted for made in restore.days(context.paths.data)):
        raise click.ClickException(
            f"{day_words(wanted, order)}: no backup is as old; 'tsubo restore' lists them"
        )
    back, changed, gone = _restoring(
        context, restore.as_of(context.paths.data, wanted), exact=exact
    )
    changes = [*back, *changed, *gone]
    if as_json:
        counts = {"back": len(back), "changed": len(changed), "removed": len(gone)}
        print_json({"day": wanted.isoformat(), **counts, "done": bool(changes) and not dry_run})
    else:
        words = f"to bring back: {len(back)}, to change back: {len(changed)}"
        print_lines([f"{words}, to remove: {len(gone)}" if exact else words])
    if dry_run or not changes:
        say("Nothing was changed.")
        return
    if not yes:
        click.confirm("Do it?", err=True, abort=True)
    context.journal.put(changes, label=f"restore {wanted}")
    say("Done; 'tsubo undo' takes it back.")


def _backups(context: CommandContext, *, as_json: bool) -> None:
    from tracker.core.text.dates import day_words
    from tracker.store import backup_reader as restore

    found = restore.days(context.paths.data)
    if as_json:
        print_json({"backups": [{"day": d.isoformat(), "files": f} for d, f in found.items()]})
    elif found:
        order = context.settings.date_order
        print_table([(day_words(day, order), ", ".join(names)) for day, names in found.items()])
    else:
        say("There is no backup yet.")


def _restoring(
    context: CommandContext, then: "Records", *, exact: bool
) -> tuple[list["RecordChange"], list["RecordChange"], list["RecordChange"]]:
    """The changes that make the records as they were: added, changed and, if exact, removed."""
    from tracker.exchange.documents import TABLES
    from tracker.store import RecordChange

    now = {
        (table, str(held["_id"])): {key: held[key] for key in held if key not in {"_id", "_m"}}
        for table, kept in context.journal.everything().items()
        for held in kept
    }
    known = {place: document for place, document in then.items() if place[0] in TABLES}
    back = [RecordChange(*place, None, known[place]) for place in known.keys() - now.keys()]
    changed = [
        RecordChange(*place, now[place], known[place])
        for place in known.keys() & now.keys()
        if known[place] != now[place]
    ]
    gone = [RecordChange(*place, now[place], None) for place in now.keys() - known.keys()]
    return back, changed, gone if exact else []


@click.command("doctor")
@click.option("--repair", is_flag=True, help="Repair what can be repaired.")
@click.option("--dates", is_flag=True, help="List records on another day than the settings give.")
@json_option
@click.pass_obj
def doctor_command(context: CommandContext, repair: bool, dates: bool, as_json: bool) -> None:
    """Check every file of the store, and report what is wrong.

    Nothing is changed without --repair. With --dates, records are listed whose practice day would
    differ under the current day_starts_at.

    \b
      tsubo doctor
      tsubo doctor --dates
      tsubo doctor --repair
    """
    if dates:
        _dates(context, as_json=as_json)
        return
    if repair:
        print_lines(context.store.repair(accept=True))
    report = context.store.doctor()
    problems = [*context.store.problems(), *context.library.check()]
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
    print_lines([str(report.folder)])
    print_table([head, *rows], head=True)
    modes = [f"{name}: others may read it; --repair makes it yours" for name in report.wrong_modes]
    lines = [*problems, *modes, *(f"{name}: not merged yet" for name in report.conflicts)]
    print_lines(lines or ["Everything can be read and nothing is damaged."])
    if lines:
        sys.exit(1)


def _dates(context: CommandContext, *, as_json: bool) -> None:
    """List records whose practice day would differ under the current setting. Changes nothing."""
    from tracker.core.days.practice_days import practice_day
    from tracker.core.facts.sessions import Kind

    starts_at = context.settings.day_starts_at
    moved = [
        (record, practice_day(record.started, starts_at))
        for kind in Kind
        for record in context.journal.newest(kind)
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
        say("Every record is on the day that the current day_starts_at gives.")
