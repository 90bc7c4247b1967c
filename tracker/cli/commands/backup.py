"""``tsubo backup``, ``restore``, ``doctor`` and ``devices``: the files of the store."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table

if TYPE_CHECKING:
    from tracker.journal.changes import RecordChange


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
    from tracker.store import backup

    if day is None:
        _backups(context, as_json=as_json)
        return
    from tracker.core.text.dates import day as day_of
    from tracker.core.text.dates import day_words

    order = context.settings.date_order
    wanted = day_of(day, context.today, order)
    if not any(made <= wanted for made in backup.days(context.store.journals)):
        raise click.ClickException(
            f"{day_words(wanted, order)}: no backup is as old; 'tsubo restore' lists them"
        )
    then = backup.as_of(context.store.journals, wanted)
    back, changed, gone = _restoring(context, then, exact=exact)
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
    from tracker.store import backup

    found = backup.days(context.store.journals)
    if as_json:
        print_json({"backups": [{"day": d.isoformat(), "files": f} for d, f in found.items()]})
    elif found:
        order = context.settings.date_order
        print_table([(day_words(day, order), ", ".join(names)) for day, names in found.items()])
    else:
        say("There is no backup yet.")


def _restoring(
    context: CommandContext, then: "dict[tuple[str, str], dict[str, Any]]", *, exact: bool
) -> tuple[list["RecordChange"], list["RecordChange"], list["RecordChange"]]:
    """The changes that make the records as they were: added, changed and, if exact, removed."""
    from tracker.exchange.documents import TABLES
    from tracker.journal.changes import RecordChange

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
@click.option("--accept", is_flag=True, help="With --repair: keep altered records as they are.")
@click.option("--dates", is_flag=True, help="List records on another day than the settings give.")
@json_option
@click.pass_obj
def doctor_command(
    context: CommandContext, repair: bool, accept: bool, dates: bool, as_json: bool
) -> None:
    """Check every file of the store, and report what is wrong.

    As with every command, what only a backup has is put back; nothing else is changed without
    --repair. With --dates, records are listed whose practice day would differ under the current
    day_starts_at.

    \b
      tsubo doctor
      tsubo doctor --dates
      tsubo doctor --repair
    """
    if accept and not repair:
        raise click.UsageError("--accept goes with --repair")
    if dates:
        _dates(context, as_json=as_json)
        return
    if repair:
        print_lines(context.store.repair(context.today, accept=accept))
    from tracker.store import doctor

    report = doctor.report(context.store.journals, context.store.evidence, context.today)
    problems = [*report.problems, *context.store.problems(), *context.library.check()]
    problems = [*dict.fromkeys(problems)]
    if not as_json:
        context.printed([*problems, *context.records.problems])
    if as_json:
        from dataclasses import asdict

        answer: dict[str, Any] = {"folder": str(context.store.folder), **asdict(report)}
        for each in answer["files"]:
            each["last_backup"] = each["last_backup"] and each["last_backup"].isoformat()
        print_json({**answer, "problems": problems})
        return
    head = ("file", "records", "removed", "damaged", "altered", "newer", "last backup")
    rows = [
        (each.name, *map(str, counts), str(each.last_backup or "none"))
        for each in report.files
        for counts in [(each.records, each.removed, each.damaged, each.altered, each.newer)]
    ]
    print_lines([str(context.store.folder)])
    print_table([head, *rows], head=True)
    left = [each for each in report.conflicts if not any(each in words for words in problems)]
    lines = [*problems, *(f"{name}: not merged yet" for name in left)]
    advice = doctor.advice(report, doctor.devices(context.store.journals)) if lines else []
    print_lines([*lines, *advice] or ["Everything can be read and nothing is damaged."])
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


@click.group("devices", invoke_without_command=True)
@json_option
@click.pass_context
def devices_command(ctx: click.Context, as_json: bool) -> None:
    """List the devices that write in this home, the last to write first.

    Each machine, user and folder is a device with files of its own. A folder that was copied,
    cloned or restored is a new device. None is forgotten by itself.

    \b
      tsubo devices
      tsubo devices forget laptop
    """
    if ctx.invoked_subcommand is None:
        _list_devices(ctx.obj, as_json=as_json)


def _list_devices(context: CommandContext, *, as_json: bool) -> None:
    from tracker.core.text.dates import day_words
    from tracker.store import doctor

    found = doctor.devices(context.store.journals)
    order, zone = context.settings.date_order, context.zone.tzinfo
    wrote = {
        each.name: datetime.fromtimestamp(each.last_wrote / 1000, zone) if each.last_wrote else None
        for each in found
    }
    if as_json:
        devices = [
            {
                "name": each.name,
                "host": each.host,
                "this": each.is_this,
                "last_wrote": (moment := wrote[each.name]) and moment.isoformat(),
                "size": each.size,
            }
            for each in found
        ]
        print_json({"devices": devices})
        return
    rows = [
        (
            each.name,
            each.host,
            f"{day_words(moment.date(), order)}, {moment:%H:%M}" if moment else "nothing yet",
            "this one" if each.is_this else "",
        )
        for each in found
        for moment in [wrote[each.name]]
    ]
    if rows:
        print_table([("device", "host", "last change", ""), *rows], head=True)
    else:
        say("No device has written here yet.")


@devices_command.command("forget")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget_command(context: CommandContext, name: str, yes: bool) -> None:
    """Move the records of a gone device to this one, and remove its folder.

    NAME is the name or the host of the device. No record is lost; what it could undo is. Should
    the device write again, it is listed again.
    """
    from tracker.store import doctor, foreign

    devices = doctor.devices(context.store.journals)
    named = [each for each in devices if name == each.name] or [
        each for each in devices if name == each.host
    ]
    if len(named) != 1:
        what = (
            "several devices have this host; give the name" if named else "no device is called so"
        )
        raise click.ClickException(f"“{name}”: {what}; 'tsubo devices' lists them")
    (device,) = named
    if device.is_this:
        raise click.ClickException(f"“{name}”: this is the device you are on; nothing was changed")
    if not yes:
        click.confirm(f"Forget {device.name} ({device.host})?", err=True, abort=True)
    moved = foreign.forget(context.store.journals, device.name)
    print_lines([f"{device.name}: lines moved to this device: {moved}"])
