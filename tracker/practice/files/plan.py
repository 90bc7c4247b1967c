"""Importing a file, from the app and from a command: which program wrote it, and a plan by name.

Nothing is changed before `carry_out`. Every row of the file is accounted for: taken, the same,
differing, left out, skipped or refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.core.entry.new_records import EntryError
from tracker.core.text.visible import visible
from tracker.exchange.files import ExchangeError, text_of
from tracker.exchange.import_plan import Entry, ImportPlan
from tracker.exchange.native import Read

if TYPE_CHECKING:
    from tracker.core.text.dates import Order
    from tracker.practice.context import Context

FOLDER: Final = "home"
JOURNAL: Final = "journal"
SHARED: Final = "toml"
OURS: Final = ("json", "csv", SHARED)
_OURS_ALONE: Final = frozenset({"json", SHARED, FOLDER, JOURNAL})
_WHOLE: Final = frozenset({"json", "csv", FOLDER, JOURNAL})
"""Files with goals of their own, or none on purpose."""
_SHARED_ENTRY: Final = re.compile(r"\s*\[\[ *(?:routine|point) *\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person says about the file; all of it can be left out."""

    program: str | None = None
    """The name of the program, instead of recognising it."""
    meanings: tuple[str, ...] = ()
    """``NAME=WHAT``, each."""
    columns: tuple[str, ...] = ()
    """``MEANING=COLUMN``, each, for any CSV."""
    day_order: "Order | None" = None
    """The order of day and month in numbers such as 3/4/2026; default: the person's."""
    goals: bool = False
    """Whether how often a habit is meant becomes a goal."""
    replace: bool = False
    """Whether records that differ are replaced by the file's."""


@dataclass(frozen=True, slots=True)
class PlannedImport:
    """A file that was read and compared; nothing is changed yet."""

    origin: str
    program: str
    read: Read
    plan: ImportPlan
    strangers: tuple[str, ...] = ()
    """A line for each name that was given a meaning but is not in the file."""

    @property
    def changes(self) -> bool:
        """Whether importing it changes anything."""
        return bool(self.plan.new or self.plan.newer or self.plan.unknown)

    @property
    def is_complete(self) -> bool:
        """Whether all that was asked for can be imported."""
        return not self.read.refused and not self.strangers

    @property
    def rows(self) -> dict[str, int]:
        """Rows of the file by what becomes of them; all but ``read`` sum to ``read``."""
        plan, read = self.plan, self.read
        return {
            "read": read.rows_read,
            "taken": _rows(*plan.new, *plan.newer, *plan.unknown),
            "same": plan.same_rows,
            "differing": _rows(*plan.older),
            "left_out": read.left,
            "skipped": read.skipped,
            "refused": len(read.refused),
        }

    @property
    def lines(self) -> tuple[str, ...]:
        """The plan in words: counts, then what becomes of each name."""
        from tracker.practice.files.shared_files import plan_words

        if self.program == SHARED:
            return plan_words(self.plan)
        rows = self.rows
        # The goals that --goals asks for are of no row of the file.
        goals = sum(entry.is_further and entry.table == "goals" for entry in self.plan.new)
        records, new_rows = len(self.plan.new) - goals, _rows(*self.plan.new)
        new, *others = f"{records} new", *self.plan.lines[1:]
        if new_rows and records > new_rows:
            new += f", from {new_rows} {'row' if new_rows == 1 else 'rows'}"
        if goals:
            new += f", and {goals} {'goal' if goals == 1 else 'goals'}"
        fates = [f"{rows[name]} {name.replace('_', ' ')}" for name in ("left_out", "skipped")]
        if not self.read.names and not (rows["left_out"] or rows["skipped"]):
            fates = []
        read = f"{rows['read']} {'row' if rows['read'] == 1 else 'rows'} read"
        counts = (new, *others, *fates, f"{rows['refused']} refused", read)
        return (*counts, *self.read.named)

    @property
    def brief(self) -> tuple[str, ...]:
        """The lines without counts of 0 and without options of the command, problems first."""
        lines = (*self.problems, *self.lines)
        some = [line.partition("; --")[0].removeprefix("--as: ") for line in lines]
        return tuple(line for line in some if not line.startswith("0 "))

    @property
    def problems(self) -> tuple[str, ...]:
        """Lines on what was left out, was asked for and is not there, or cannot be used."""
        refused = (f"refused: {line}" for line in self.read.refused)
        return (*self.read.left_out, *self.strangers, *refused)


def plan_file(
    context: "Context",
    found: bytes,
    origin: str,
    wanted: Wanted,
    beside: Callable[[str], bytes | None] = lambda _name: None,
) -> PlannedImport:
    """Compare the records in a file with the person's; nothing is changed.

    ``beside`` gives the content of a file in the same folder by its name, or `None`. Raises
    ExchangeError if the file cannot be read or its program is not recognised, LibraryError for a
    shared file with a wrong entry, EntryError for a meaning that is not understood.
    """
    program = wanted.program or ("csv" if wanted.columns else program_of(found, origin))
    if wanted.meanings and (program in _OURS_ALONE or (program == "csv" and not wanted.columns)):
        raise EntryError("--as goes with a file of another program", "as")
    if program == SHARED:
        from tracker.practice.files.shared_files import plan_shared

        plan = plan_shared(context, text_of(found, origin), origin)
        entries = len(plan.new) + len(plan.older) + plan.same
        return _planned(origin, program, Read((), (), rows=entries), plan, wanted)
    if program == JOURNAL:
        from tracker.journal.other_homes import read_journal

        return _compared(context, origin, program, read_journal(found, origin), wanted)
    if program == "json":
        from tracker.exchange.native import parse

        read = parse(text_of(found, origin), origin)
        return _compared(context, origin, program, read, wanted)
    if program == "csv" and not wanted.columns:
        return _compared(context, origin, program, _tables(context, found, origin, beside), wanted)
    from tracker.practice.files.other_programs import read_foreign

    read, strangers = read_foreign(context, found, origin, program, wanted)
    return _compared(context, origin, program, read, wanted, strangers)


def _tables(
    context: "Context", found: bytes, origin: str, beside: Callable[[str], bytes | None]
) -> Read:
    """The records in our own tables."""
    from tracker.exchange.table_cells import Known
    from tracker.exchange.tables_csv import HOLDS
    from tracker.exchange.tables_from_csv import is_table, needs_holds
    from tracker.exchange.tables_from_csv import read as read_tables

    holds = None
    if not found.startswith(b"PK"):
        text = text_of(found, origin)
        if not is_table(text):
            from tracker.exchange.programs.csv_rows import head_of
            from tracker.exchange.programs.named_columns import check_columns

            check_columns({}, head_of(text), origin)
        if needs_holds(text):
            holds = beside(HOLDS)
    zone = context.zone
    known = Known(context.journal.document_of, None if zone.refusal else zone.tzinfo, zone.name)
    return read_tables(found, origin, known, holds)


def plan_folder(context: "Context", folder: Path, wanted: Wanted) -> PlannedImport:
    """Compare the records of a folder: a home of tsubo, or one of harsh or timewarrior.

    Errors as in `plan_file`.
    """
    from tracker.practice.files.other_programs import files_of_program, read_folder_of

    program = wanted.program or files_of_program(folder) or FOLDER
    if program != FOLDER:
        read, strangers = read_folder_of(context, folder, program, wanted)
        return _compared(context, folder.name, program, read, wanted, strangers)
    if wanted.meanings:
        raise EntryError("--as goes with a file of another program", "as")
    from tracker.journal.other_homes import read_folder

    return _compared(context, folder.name, FOLDER, read_folder(folder), wanted)


def carry_out(context: "Context", planned: PlannedImport) -> None:
    """Import the new and newer records of a plan, as one step.

    Raises JournalError or StoreError if it is refused; then nothing was changed.
    """
    journal = context.journal
    has_goal = any(entry.table == "goals" for entry in planned.plan.new)
    if planned.program not in _WHOLE and not has_goal:
        journal.begin(context.today)
    journal.carry_out_import(planned.plan, label=import_label(planned.origin))


def import_label(name: str) -> str:
    """The label of the step that imports this file."""
    return f"import {visible(name, lines=False)}"


def program_of(found: bytes, origin: str) -> str:
    """The program that wrote this content, recognised by its structure.

    Raises ExchangeError if it is not recognised.
    """
    from tracker.exchange.programs import detection
    from tracker.exchange.tables_csv import COLUMNS
    from tracker.exchange.tables_from_csv import is_table
    from tracker.journal.other_homes import is_journal

    if is_journal(found):
        return JOURNAL
    is_binary = found.startswith((b"PK", b"SQLite format 3"))
    if not is_binary:
        text = text_of(found, origin)
        lines = [line for line in text[:10_000].splitlines() if line.strip() and line[0] != "#"]
        if origin.casefold().endswith(".toml") or (lines and _SHARED_ENTRY.match(lines[0])):
            return SHARED
        if is_table(text):
            return "csv"
    if program := detection.program_of(found, origin, COLUMNS):
        return program
    names = ", ".join((*OURS, *detection.PROGRAMS))
    raise ExchangeError(
        f"{origin}: cannot tell which program wrote this; name it with --from {names}; "
        "for another table, name its columns with --column"
    )


def _compared(
    context: "Context",
    origin: str,
    program: str,
    read: Read,
    wanted: Wanted,
    strangers: tuple[str, ...] = (),
) -> PlannedImport:
    is_foreign = program not in _WHOLE or bool(wanted.columns)
    plan = context.journal.plan_import(read.entries, recognise=is_foreign)
    return _planned(origin, program, read, plan, wanted, strangers)


def _planned(
    origin: str,
    program: str,
    read: Read,
    plan: ImportPlan,
    wanted: Wanted,
    strangers: tuple[str, ...] = (),
) -> PlannedImport:
    return PlannedImport(
        origin, program, read, plan.replacing if wanted.replace else plan, strangers
    )


def _rows(*entries: Entry) -> int:
    return sum(not entry.is_further for entry in entries)
