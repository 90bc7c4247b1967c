"""The one door through which anything changes: record, correct, remove, undo, redo.

It writes first and remembers afterwards: what the disk refused has changed nothing. A step holds
one or many changes and is taken back whole, from any process, also after a restart.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from tracker.core.facts.goals_and_rests import Goal, Kind
from tracker.core.facts.ulid import ulid
from tracker.core.facts.undo_steps import Direction, UndoStacks, UndoStep, undo_stacks
from tracker.exchange.documents import Fact, document, table_of, word_of
from tracker.journal.records import Records
from tracker.store import Conflict, RecordChange, Store

if TYPE_CHECKING:
    from tinydb.table import Document as Found

    from tracker.exchange.import_plan import Entry, ImportPlan

_OF_A_DAY: Final = frozenset({"sessions", "mat_sessions", "checks"})
"""Tables whose facts have a day of the person's zone, frozen when they are recorded."""


class JournalError(Exception):
    """A change that was refused, in words for the person."""


@dataclass(frozen=True, slots=True)
class Change:
    """A fact before and after; ``None`` is absence."""

    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True)
class Step:
    """What was done in one go, and can be taken back in one go."""

    id: str
    label: str
    changes: tuple[RecordChange, ...]
    direction: Direction = Direction.DO
    of: str | None = None


class Journal(Records):
    """A person's facts over a store. ``now`` gives the person's aware local time.

    ``refusal`` is why nothing of a day may be recorded, as when the person's zone is not known.
    """

    def __init__(
        self, store: Store, now: Callable[[], datetime], *, refusal: str | None = None
    ) -> None:
        super().__init__(store)
        self._now = now
        self._refusal = refusal

    def record(self, *facts: Fact, label: str = "") -> Step:
        """Keep new facts, all or none. A fact whose id is already there is refused."""
        if self._refusal and any(table_of(type(new)) in _OF_A_DAY for new in facts):
            raise JournalError(f"{self._refusal}. Nothing was recorded: the day would be wrong")
        label = label or f"record {_named(facts)}"
        return self.change(*(Change(None, new) for new in facts), label=label)

    def correct(self, before: Fact, after: Fact, *, label: str = "") -> Step:
        """Keep ``after`` in place of ``before``, which is what the person saw."""
        return self.change(Change(before, after), label=label or f"correct {_named([after])}")

    def remove(self, *facts: Fact, label: str = "") -> Step:
        """Take these away; undo brings them back."""
        label = label or f"remove {_named(facts)}"
        return self.change(*(Change(old, None) for old in facts), label=label)

    def change(self, *changes: Change, label: str) -> Step:
        """Make these changes as one step.

        Raises JournalError when a fact is not what ``before`` says any more, StoreError when the
        disk refuses; then nothing has changed.
        """
        return self._apply([self._record_change(change) for change in changes], label, Direction.DO)

    def plan_import(self, entries: "Sequence[Entry]") -> "ImportPlan":
        """What taking these entries in would do; nothing is changed."""
        from tracker.exchange.import_plan import import_plan  # only who takes something in

        return import_plan(entries, self.version_of)

    def carry_out_import(self, found: "ImportPlan", *, label: str) -> Step:
        """Take in what ``weigh`` found new or newer, as one step, with the versions it had."""
        changes = [
            RecordChange(
                entry.table,
                entry.id,
                self._store.get(entry.table, entry.id),
                entry.document,
                entry.version,
            )
            for entry in (*found.new, *found.newer)
        ]
        return self._apply(changes, label, Direction.DO)

    def put(self, changes: Sequence[RecordChange], *, label: str) -> Step:
        """Make these changes of documents as one step, as bringing back from a backup does."""
        return self._apply(changes, label, Direction.DO)

    def begin(self, day: date) -> None:
        """On the very first use: points once a day. It is no step, so undo passes it by."""
        if self.read_only or any(map(self.summaries, Kind)):
            return
        if any(len(self._store.table(name)) for name in ("goals", "steps")):
            return
        now = self._now()
        first = Goal(id=ulid(now), made=now, kind=Kind.POINTS, since=day)
        self._store.apply([self._record_change(Change(None, first))], None)
        self.revision += 1

    @property
    def undoable(self) -> Step | None:
        """The step that undo would take back."""
        steps = self._steps()
        done = self._stacks(steps).done
        return steps[done[-1]] if done else None

    @property
    def redoable(self) -> Step | None:
        """The step that redo would make again."""
        steps = self._steps()
        undone = self._stacks(steps).undone
        return steps[undone[-1]] if undone else None

    def undo(self) -> Step:
        """Take back the latest step that stands.

        Raises JournalError when there is none, or when a record of it has changed since: that step
        is then set aside, and the next undo takes back the one before.
        """
        step = self.undoable
        if step is None:
            raise JournalError("nothing to undo")
        back = [RecordChange(c.table, c.id, c.after, c.before) for c in reversed(step.changes)]
        return self._reverse(step, back, Direction.UNDO)

    def redo(self) -> Step:
        """Make the latest undone step again; refusals as with undo."""
        step = self.redoable
        if step is None:
            raise JournalError("nothing to redo")
        return self._reverse(step, step.changes, Direction.REDO)

    def _reverse(self, step: Step, changes: Sequence[RecordChange], direction: Direction) -> Step:
        try:
            self._apply(changes, step.label, direction, step.id)
        except Conflict as conflict:
            self._apply([], step.label, Direction.DROPPED, step.id)
            raise JournalError(
                f"{step.label}: {conflict}. It stays as it is; "
                f"{direction} again goes on with the next."
            ) from conflict
        return step

    def _steps(self) -> dict[str, Step]:
        kept = sorted(self._store.table("steps"), key=lambda found: str(found.doc_id))
        return {step.id: step for step in map(_step, kept)}

    @staticmethod
    def _stacks(steps: Mapping[str, Step]) -> UndoStacks:
        return undo_stacks(UndoStep(step.id, step.direction, step.of) for step in steps.values())

    def _apply(
        self,
        changes: Sequence[RecordChange],
        label: str,
        direction: Direction,
        of: str | None = None,
    ) -> Step:
        plain = {
            "made": self._now().isoformat(),
            "label": label,
            "turn": direction.value,
            "of": of,
            "changes": [
                {"table": c.table, "id": c.id, "before": c.before, "after": c.after}
                for c in changes
            ],
        }
        key = self._store.apply(changes, plain)
        self.revision += 1
        return Step(key or "", label, tuple(changes), direction, of)

    def _record_change(self, change: Change) -> RecordChange:
        one = change.after or change.before
        if one is None:
            raise ValueError("a change needs something before or after")
        table = table_of(type(one))
        before = self._store.get(table, one.id)
        held = None if before is None else self._read(table, one.id, before)
        if held != change.before:
            what = "changed" if held else "removed"
            raise JournalError(f"{_named([one])}: it was {what} elsewhere meanwhile; look again")
        after = None if change.after is None else document(change.after)
        if before and after:
            # What a newer tsubo may have put beside our fields stays.
            after = {**{field: before[field] for field in before.keys() - after.keys()}, **after}
        return RecordChange(table, one.id, before, after)


def _step(plain: "Found") -> Step:
    changes = [RecordChange(c["table"], c["id"], c["before"], c["after"]) for c in plain["changes"]]
    return Step(
        str(plain.doc_id), plain["label"], tuple(changes), Direction(plain["turn"]), plain["of"]
    )


def _named(facts: Sequence[Fact]) -> str:
    return word_of(facts[0]) if len(facts) == 1 else f"{len(facts)} records"
