"""``tsubo import``: reads a file, whichever program wrote it, and merges its records."""

import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines
from tracker.core.entry.practice_line import mat_entry
from tracker.core.text.refusals import Expected, refusal
from tracker.exchange.files import STREAM, ExchangeError, content, text_of
from tracker.exchange.from_other_programs import Meant, Person, records
from tracker.exchange.native import Read
from tracker.practice.points_line import read_to_press

_SQLITE: Final = b"SQLite format 3"
_ZIP: Final = b"PK\x03\x04"
_SHARED_ENTRY: Final = re.compile(r"\s*\[\[ *(?:routine|point) *\]\]")
_HOMES: Final = ("home", "journal")
_OURS: Final = ("json", "csv", "toml")
_FOREIGN: Final = ("loop", "harsh", "timewarrior")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "program",
    type=click.Choice([*_OURS, *_FOREIGN]),
    help="Program that wrote it; default: recognised.",
)
@click.option(
    "--as",
    "meant",
    multiple=True,
    metavar="NAME=WHAT",
    help='Meaning of a habit or tag ("Mat=mat 20m back").',
)
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
    replace: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import an export of tsubo, shared routines and points, or another program's records.

    One 'tsubo undo' takes it back, and importing the same file again changes nothing more. Of a
    record that differs, the version changed later stays, also when that is its removal; of a
    routine or a point in a shared TOML file, yours. A shared file is imported whole or not at all.
    Of a home of tsubo its folder, a journal, a backup or a conflict copy can be imported.

    Loop Habit Tracker (its CSV archive or its backup), harsh (its log) and timewarrior (timew
    export) have habits and tags: --as says what one is in tsubo. A day without a time is taken as
    noon, and a record without a length has the one that --as gives.

    \b
      tsubo import practice.json --dry-run
      tsubo import practice.json
      tsubo import calm.toml
      tsubo import ~/old-laptop/tsubo
      tsubo import loop.zip --as "Acupressure=calm" --as "Mat=mat 20m back" --dry-run
      tsubo import ~/.config/harsh/log --from harsh --as "Press=PC6 HT7 60s"
    """
    from tracker.practice.kiosk import check_file
    from tracker.practice.shared_files import import_label, plan_shared, plan_words

    if str(file) != STREAM:
        check_file(context, file)
    found = b"" if file.is_dir() else content(file)
    program = program or ("home" if file.is_dir() else program_of(found, file.name))
    if meant and program in {*_OURS, *_HOMES}:
        raise click.UsageError("--as goes with a file of another program")
    if program == "toml":
        read = Read((), ())
        plan = plan_shared(context, text_of(found, file.name), file.name)
    else:
        read = _read(context, found, file, program, meant)
        plan = context.journal.plan_import(read.entries)
    if replace:
        plan = plan.replacing
    changes = bool(plan.new or plan.newer or plan.unknown) and not dry_run
    if changes:
        if program not in {
            "json",
            "csv",
            *_HOMES,
        }:  # an export has its own goals, or none on purpose
            context.journal.begin(context.today)
        context.journal.carry_out_import(plan, label=import_label(file.name))
    if as_json:
        print_json(
            {
                "new": len(plan.new),
                "newer": len(plan.newer),
                "older": len(plan.older),
                "same": plan.same,
                "refused": list(read.refused),
                "left_out": list(read.left_out),
                "done": not dry_run,
            }
        )
    else:
        lines = (*plan.lines, f"{len(read.refused)} refused")
        print_lines(plan_words(plan) if program == "toml" else lines)
        for line in (*read.left_out, *(f"refused: {line}" for line in read.refused)):
            say(line)
        say("Done; 'tsubo undo' takes it back." if changes else "Nothing was changed.")
    if read.refused:
        sys.exit(1)


def _read(
    context: CommandContext, found: bytes, file: Path, program: str, meant: tuple[str, ...]
) -> Read:
    """The records in a file of this program, or in a folder.

    Raises ExchangeError if another program wrote it, UsageError and EntryError for a wrong --as.
    """
    origin = file.name
    match program:
        case "home":
            from tracker.journal.other_homes import read_folder

            return read_folder(file)
        case "journal":
            from tracker.journal.other_homes import read_journal

            return read_journal(found, origin)
        case "json":
            from tracker.exchange.native import parse

            return parse(text_of(found, origin), origin)
        case "csv":
            from tracker.exchange.tables_csv import read

            return read(found, origin)
        case "loop":
            from tracker.exchange import loop

            done, refused = loop.read(found, origin)
        case "harsh":
            from tracker.exchange import harsh

            done, refused = harsh.read(text_of(found, origin), origin)
        case _:
            from tracker.exchange import timewarrior

            done, refused = timewarrior.read(text_of(found, origin), origin)
    if context.zone.refusal:
        raise click.ClickException(f"{context.zone.refusal}. Nothing was imported")
    person = Person(
        context.zone.tzinfo, context.zone.name, context.settings.day_starts_at, context.now()
    )
    given = dict(_meaning(context, each) for each in meant)
    return records(program, done, refused, _meanings(context, given), person)


def program_of(found: bytes, origin: str) -> str:
    """The program that wrote this content, recognised by its format.

    Raises ExchangeError if it is not recognised.
    """
    from tracker.journal.other_homes import is_journal

    if found.startswith(_SQLITE):
        return "loop"
    if is_journal(found):
        return "journal"
    if found.startswith(_ZIP):
        return "loop" if b"Habits.csv" in found else "csv"
    text = text_of(found, origin).lstrip()
    lines = [line for line in text[:10_000].splitlines() if line and line[0] != "#"]
    if origin.casefold().endswith(".toml") or (lines and _SHARED_ENTRY.match(lines[0])):
        return "toml"
    if text[:1] in {"{", "["}:
        return "json" if text[0] == "{" else "timewarrior"
    if lines and lines[0].count(" : ") >= 2:
        return "harsh"
    if lines and ("started" in lines[0] or ("day" in lines[0] and "rating" in lines[0])):
        return "csv"
    raise ExchangeError(
        f"{origin}: cannot tell which program wrote this; name it with "
        "--from json, csv, toml, loop, harsh or timewarrior"
    )


def _meaning(context: CommandContext, typed: str) -> tuple[str, Meant]:
    """The name, in lower case, and the meaning of ``NAME=WHAT``.

    Raises UsageError if one of the two is missing, EntryError for a meaning that is not understood.
    """
    name, equals, what = typed.partition("=")
    if not equals or not name.strip() or not what.strip():
        form = Expected("NAME=WHAT", 'write it as "Mat=mat 20m"')
        raise click.UsageError(refusal("--as", typed, form))
    return name.strip().casefold(), _meant(context, what.strip())


def _meant(context: CommandContext, what: str) -> Meant:
    now, settings = context.now(), context.settings
    first, _, rest = what.partition(" ")
    if first.casefold() == "mat":
        if not rest.strip():
            return Meant()
        mat = mat_entry(rest, now, settings.date_order)
        return Meant(seconds=mat.seconds, position=mat.position, layer=mat.layer)
    line = read_to_press(context, what)
    return Meant(holds=line.holds, routine=line.routine.id if line.routine else None)


def _meanings(context: CommandContext, given: Mapping[str, Meant]) -> Callable[[str], Meant | None]:
    """A function from a habit's name to its meaning: by --as, else the name read as a line."""
    from tracker.core.entry.new_records import EntryError

    def meaning(name: str) -> Meant | None:
        if (found := given.get(name.strip().casefold())) is not None:
            return found
        words = name.casefold().split()
        if "mat" in words:
            return Meant()
        with suppress(EntryError):
            if len(name) <= 60 and words:
                return _meant(context, name)
        return None

    return meaning
