"""Changes records: record, correct, remove, import, undo, redo.

It writes first and updates memory afterwards, so a write that the disk refuses changes nothing. A
step holds one or more changes and is undone as a whole, by any process, also after a restart.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker.core.facts.goals_and_rests import Goal, Kind
from tracker.core.facts.ulid import ulid
from tracker.core.facts.undo_steps import Direction, UndoStacks, UndoStep, undo_stacks
from tracker.exchange.documents import Document, Fact, document, table_of, word_of
from tracker.journal.changes import Database, RecordChange, apply, is_current
from tracker.journal.records import Records
from tracker.store import Conflict
from tracker.store.line import MALFORMED
from tracker.store.steps import UNDOABLE, StepFile

if TYPE_CHECKING:
    from tracker.exchange.import_plan import Entry, ImportPlan

_OF_A_DAY: Final = frozenset({"sessions", "mat_sessions", "checks", "nights"})
"""Tables whose facts have a practice day, which depends on the person's zone."""
NOTHING_TO_UNDO: Final = "There is nothing to take back."
NOTHING_TO_REDO: Final = "There is nothing to bring back."


class JournalError(Exception):
    """A change that was refused; its text is for the person."""


class Change(NamedTuple):
    """A fact before and after a change; ``None`` means absent."""

    before: Fact | None
    after: Fact | None


class Step(NamedTuple):
    """Changes that were made together and are undone together."""

    id: str
    label: str
    changes: tuple[RecordChange, ...]
    direction: Direction = Direction.DO
    of: str | None = None

    @property
    def reverse(self) -> tuple[RecordChange, ...]:
        """The changes that take it back."""
        return tuple(RecordChange(c.table, c.id, c.after, c.before) for c in reversed(self.changes))


class RecentStep(NamedTuple):
    """A step of the list of changes."""

    step: Step
    is_done: bool
    """Whether it can be taken back; else it can be made again."""
    is_possible: bool
    """Whether its records are unchanged since."""


class Journal(Records):
    """Reads and changes the facts in a store. ``now`` returns the person's aware local time.

    ``refusal`` is why facts with a practice day cannot be recorded: the person's zone is unknown.
    """

    def __init__(
        self, store: Database, now: Callable[[], datetime], *, refusal: str | None = None
    ) -> None:
        super().__init__(store)
        self._now = now
        self._refusal = refusal

    def record(self, *facts: Fact, label: str = "") -> Step:
        """Record new facts as one step. Raises JournalError if an id exists already."""
        if self._refusal and any(table_of(type(new)) in _OF_A_DAY for new in facts):
            raise JournalError(f"{self._refusal}. Nothing was recorded: the day would be wrong")
        label = label or f"record {_named(facts)}"
        return self.change(*(Change(None, new) for new in facts), label=label)

    def correct(self, before: Fact, after: Fact, *, label: str = "") -> Step:
        """Replace ``before``, the fact that the person saw, by ``after``."""
        return self.change(Change(before, after), label=label or f"correct {_named([after])}")

    def remove(self, *facts: Fact, label: str = "") -> Step:
        """Remove these facts as one step."""
        label = label or f"remove {_named(facts)}"
        return self.change(*(Change(old, None) for old in facts), label=label)

    def change(self, *changes: Change, label: str) -> Step:
        """Make these changes as one step.

        Raises JournalError if a fact is no longer equal to ``before``, StoreError if the disk
        refuses; then nothing was changed.
        """
        return self._apply([self._record_change(change) for change in changes], label, Direction.DO)

    def plan_import(self, entries: "Sequence[Entry]", *, recognise: bool = False) -> "ImportPlan":
        """Compare these entries with the records; nothing is changed.

        ``recognise`` rows of another program whose ids differ, as after a move to another zone.
        """
        from tracker.exchange.import_plan import import_plan, recognised  # only for an import

        plan = import_plan(entries, self.version_of, self._earlier())
        if recognise and plan.new:
            known = recognised(entries, {(entry.table, entry.id) for entry in plan.new}, self._kept)
            plan = plan if known == entries else import_plan(known, self.version_of)
        return plan.bringing_back(self._undone()) if recognise and plan.older else plan

    def _undone(self) -> set[tuple[str, str]]:
        """The table and id of every record that undoing a step removed last."""
        found: set[tuple[str, str]] = set()
        for step in self._steps().values():
            for change in step.changes:
                key = change.table, change.id
                is_gone = change.after is None and step.direction is Direction.UNDO
                (found.add if is_gone else found.discard)(key)
        return found

    def _earlier(self) -> "Callable[[str, str], list[Document | None]]":
        """A function that finds the documents that a record had before steps of this device."""
        found: dict[tuple[str, str], list[Document | None]] | None = None

        def earlier(table: str, key: str) -> "list[Document | None]":
            nonlocal found
            if found is None:  # most imports have versions, and never come here
                found = {}
                for step in self._steps().values():
                    for change in step.changes:
                        some = (_bare(change.before), _bare(change.after))
                        found.setdefault((change.table, change.id), []).extend(some)
            return found.get((table, key), [])

        return earlier

    def _kept(self, table: str) -> "Iterator[tuple[str, Document | None]]":
        """The id and document of every record of a table; `None` for those removed."""
        yield from ((key, None) for key in self._store.removals(table))
        yield from ((str(each.doc_id), {**each}) for each in self._store.table(table))

    def carry_out_import(self, plan: "ImportPlan", *, label: str) -> Step:
        """Import the new and newer entries of a plan as one step, with their versions."""
        changes = [
            RecordChange(
                entry.table,
                entry.id,
                self._document(entry.table, entry.id),
                entry.after,
                entry.version,
            )
            for entry in (*plan.new, *plan.newer, *plan.unknown)
        ]
        return self._apply(changes, label, Direction.DO)

    def put(self, changes: Sequence[RecordChange], *, label: str) -> Step:
        """Make these changes of documents as one step, as restoring a backup does."""
        return self._apply(changes, label, Direction.DO)

    def begin(self, day: date) -> None:
        """On the very first use, set the goal of points once a day; undo does not remove it."""
        if self.read_only or any(map(self.summaries, Kind)):
            return
        if len(self._store.table("goals")) or self._store.steps():
            return
        now = self._now()
        first = Goal(id=ulid(now), made=now, kind=Kind.POINTS, since=day)
        apply(self._store, [self._record_change(Change(None, first))], None)
        self.revision += 1

    @property
    def undoable(self) -> Step | None:
        """The step that `undo` would undo, or ``None``."""
        steps = self._steps()
        key = _stacks(steps).next_undo
        return steps[key] if key else None

    @property
    def redoable(self) -> Step | None:
        """The step that `redo` would redo, or ``None``."""
        steps = self._steps()
        key = _stacks(steps).next_redo
        return steps[key] if key else None

    def undo(self, key: str | None = None) -> Step:
        """Undo the step of this id, or without ``key`` the latest one, and return it.

        Raises JournalError without such a step, or if one of its records has changed since. Then
        the latest step is dropped: the next undo takes the one before.
        """
        return self._reverse(key, Direction.UNDO)

    def redo(self, key: str | None = None) -> Step:
        """Redo the step of this id, or without ``key`` the one undone last; errors as in `undo`."""
        return self._reverse(key, Direction.REDO)

    def recent(self, count: int = UNDOABLE) -> list[RecentStep]:
        """The latest steps, newest first, and whether each can be undone or redone."""
        steps = self._steps()
        stacks = _stacks(steps)
        found: list[RecentStep] = []
        for key in sorted((*stacks.done, *stacks.undone), reverse=True)[:count]:
            is_done = key in stacks.done
            changes = steps[key].reverse if is_done else steps[key].changes
            found.append(RecentStep(steps[key], is_done, is_current(self._store, changes)))
        return found

    def _reverse(self, key: str | None, direction: Direction) -> Step:
        steps = self._steps()
        stacks = _stacks(steps)
        is_undo = direction is Direction.UNDO
        step = steps.get(key or (stacks.next_undo if is_undo else stacks.next_redo) or "")
        if step is None or step.id not in (stacks.done if is_undo else stacks.undone):
            raise JournalError(NOTHING_TO_UNDO if is_undo else NOTHING_TO_REDO)
        changes = step.reverse if is_undo else step.changes
        try:
            self._apply(changes, step.label, direction, step.id)
        except Conflict as conflict:
            if key:
                raise JournalError(f"{step.label}: {conflict}") from conflict
            self._apply([], step.label, Direction.DROPPED, step.id)
            raise JournalError(
                f"{step.label}: {conflict}. It stays as it is; "
                f"{direction} again goes on with the next."
            ) from conflict
        return step

    def _steps(self) -> dict[str, Step]:
        """The steps made on this device, oldest first."""
        steps: dict[str, Step] = {}
        for file in self._store.steps():
            if file.about.get("turn"):
                with suppress(*MALFORMED):  # one that a newer tsubo made
                    steps[file.name] = _step(file)
        return steps

    def _apply(
        self,
        changes: Sequence[RecordChange],
        label: str,
        direction: Direction,
        of: str | None = None,
    ) -> Step:
        made = self._now().isoformat()
        about = {"made": made, "label": label, "turn": direction.value, "of": of}
        apply(self._store, changes, about)
        self.revision += 1
        return Step(self._store.steps()[-1].name, label, tuple(changes), direction, of)

    def _record_change(self, change: Change) -> RecordChange:
        one = change.after or change.before
        if one is None:
            raise ValueError("a change needs something before or after")
        table = table_of(type(one))
        before = self._document(table, one.id)
        held = None if before is None else self._read(table, one.id, before)
        if held != change.before:
            what = "changed" if held else "removed"
            raise JournalError(f"{_named([one])}: it was {what} elsewhere meanwhile; look again")
        after = None if change.after is None else document(change.after)
        if before and after:
            # Keep fields that a newer tsubo has added.
            after = {**{field: before[field] for field in before.keys() - after.keys()}, **after}
        return RecordChange(table, one.id, before, after)


def _bare(document: Mapping[str, Any] | None) -> Document | None:
    if document is None:
        return None
    return {field: value for field, value in document.items() if field != "_id"}


def _stacks(steps: Mapping[str, Step]) -> UndoStacks:
    return undo_stacks(UndoStep(step.id, step.direction, step.of) for step in steps.values())


def _step(file: StepFile) -> Step:
    after = file.documents()
    changes = [
        RecordChange(c["table"], c["id"], c["before"], after[c["table"], c["id"]])
        for c in file.about["changes"]
    ]
    about = file.about
    return Step(file.name, about["label"], tuple(changes), Direction(about["turn"]), about["of"])


def _named(facts: Sequence[Fact]) -> str:
    return word_of(facts[0]) if len(facts) == 1 else f"{len(facts)} records"
