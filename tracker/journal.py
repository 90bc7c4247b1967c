"""The one door through which anything changes: record, correct, remove, undo, redo.

It writes first and remembers afterwards: what the disk refused has changed nothing. A step holds
one or many changes and is taken back whole, from any process, also after a restart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from tinydb.table import Document as Found

from tracker.core.days import Days, DaySummary, Stamp, passed
from tracker.core.model import Goal, Kind, MatSession, Practice, Rest, Session
from tracker.core.steps import Made, Standing, Turn, standing
from tracker.core.ulid import ulid
from tracker.exchange.documents import (
    TABLE_OF,
    Document,
    DocumentError,
    Fact,
    document,
    fact,
)
from tracker.store import Conflict, RecordChange, Store

Undated = TypeVar("Undated", Goal, Rest)

_PRACTICE_TABLES: Final = {Kind.POINTS: "sessions", Kind.MAT: "mat_sessions"}


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
    turn: Turn = Turn.DO
    of: str | None = None


class Journal:
    """A person's facts over a store. ``now`` gives the person's aware local time.

    ``refusal`` is why no practice may be recorded, as when the person's zone is not known.
    """

    def __init__(
        self, store: Store, now: Callable[[], datetime], *, refusal: str | None = None
    ) -> None:
        self._store = store
        self._now = now
        self._refusal = refusal
        self._unreadable: dict[str, str] = {}
        self.revision = 0
        """Grows whenever anything changed, here or elsewhere."""

    # -- changing ---------------------------------------------------------------------------

    def record(self, *facts: Fact, label: str = "") -> Step:
        """Keep new facts, all or none. A fact whose id is already there is refused."""
        if self._refusal and any(isinstance(new, Session | MatSession) for new in facts):
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
        return self._apply([self._record_change(change) for change in changes], label, Turn.DO)

    def begin(self, day: date) -> None:
        """On the very first use: points once a day. It is no step, so undo passes it by."""
        used = any(len(self._store.table(name)) for name in ("goals", "steps"))
        if self.read_only or used or any(map(self.summaries, Kind)):
            return
        now = self._now()
        first = Goal(id=ulid(now), made=now, kind=Kind.POINTS, since=day)
        self._store.apply([self._record_change(Change(None, first))], None)
        self.revision += 1

    # -- undo and redo ----------------------------------------------------------------------

    @property
    def undoable(self) -> Step | None:
        """The step that undo would take back."""
        steps = self._steps()
        done = self._standing(steps).done
        return steps[done[-1]] if done else None

    @property
    def redoable(self) -> Step | None:
        """The step that redo would make again."""
        steps = self._steps()
        undone = self._standing(steps).undone
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
        return self._turn(step, back, Turn.UNDO)

    def redo(self) -> Step:
        """Make the latest undone step again; refusals as with undo."""
        step = self.redoable
        if step is None:
            raise JournalError("nothing to redo")
        return self._turn(step, step.changes, Turn.REDO)

    def _turn(self, step: Step, changes: Sequence[RecordChange], turn: Turn) -> Step:
        try:
            self._apply(changes, step.label, turn, step.id)
        except Conflict as conflict:
            self._apply([], step.label, Turn.SET_ASIDE, step.id)
            raise JournalError(
                f"{step.label}: {conflict}. It stays as it is; {turn} again goes on with the next."
            ) from conflict
        return step

    def _steps(self) -> dict[str, Step]:
        kept = sorted(self._store.table("steps"), key=lambda found: str(found.doc_id))
        return {step.id: step for step in map(_step, kept)}

    @staticmethod
    def _standing(steps: Mapping[str, Step]) -> Standing:
        return standing(Made(step.id, step.turn, step.of) for step in steps.values())

    def _apply(
        self,
        changes: Sequence[RecordChange],
        label: str,
        turn: Turn,
        of: str | None = None,
    ) -> Step:
        plain = {
            "made": self._now().isoformat(),
            "label": label,
            "turn": turn.value,
            "of": of,
            "changes": [
                {"table": c.table, "id": c.id, "before": c.before, "after": c.after}
                for c in changes
            ],
        }
        key = self._store.apply(changes, plain)
        self.revision += 1
        return Step(key or "", label, tuple(changes), turn, of)

    def _record_change(self, change: Change) -> RecordChange:
        one = change.after or change.before
        if one is None:
            raise ValueError("a change needs something before or after")
        table = TABLE_OF[type(one)]
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

    # -- reading ----------------------------------------------------------------------------

    def poll(self) -> bool:
        """Whether another process changed something since last time: a stat, no reading."""
        changed = self._store.poll()
        if changed:
            self.revision += 1
        return changed

    @property
    def problems(self) -> list[str]:
        """What could not be read as it should, a line each."""
        return [*self._store.problems(), *self._unreadable.values()]

    @property
    def read_only(self) -> str | None:
        """Why nothing can be changed, if so."""
        return self._store.read_only_reason

    def summaries(self, kind: Kind) -> list[DaySummary]:
        """Each practised day of a kind, oldest first."""
        return self._store.summaries(kind)

    def days(self, kind: Kind, now: Stamp, *, day_starts_at: int, week_starts: int) -> Days:
        """The days of a kind as they stand ``now``; what lies ahead does not count."""
        known = passed(
            [summary for each in Kind for summary in self.summaries(each)],
            now.moment,
            lambda kind, day: self.between(kind, day, day),
        )
        return Days.of(
            kind,
            known,
            self.facts(Goal),
            self.facts(Rest),
            now=now,
            day_starts_at=day_starts_at,
            week_starts=week_starts,
        )

    def practices(self, day: date) -> list[Practice]:
        """Every session and mat session of a practice day, by their start."""
        found = [
            practice
            for table in _PRACTICE_TABLES.values()
            for practice in self._practices(table, self._store.on(table, day))
        ]
        return sorted(found, key=lambda practice: (practice.started, practice.id))

    def between(self, kind: Kind, first: date, last: date) -> list[Practice]:
        """The records of a kind from ``first`` to ``last``, both included, by their start."""
        table = _PRACTICE_TABLES[kind]
        found = self._practices(table, self._store.between(table, first, last))
        return sorted(found, key=lambda practice: (practice.started, practice.id))

    def newest(self, kind: Kind) -> Iterator[Practice]:
        """The records of a kind, latest first, read year by year as they are asked for."""
        table = _PRACTICE_TABLES[kind]
        return self._practices(table, self._store.newest(table))

    def practice(self, key: str) -> Practice | None:
        """The session or mat session with this id."""
        for table in _PRACTICE_TABLES.values():
            found = self._fact(table, key)
            if isinstance(found, Session | MatSession):
                return found
        return None

    def facts(self, kind: type[Undated]) -> list[Undated]:
        """Every undated fact of a kind, such as ``Goal``, in the order they were made."""
        table = TABLE_OF[kind]
        plains = sorted(self._store.table(table), key=lambda found: str(found.doc_id))
        found = [self._read(table, str(plain.doc_id), plain) for plain in plains]
        return [one for one in found if isinstance(one, kind)]

    def _fact(self, table: str, key: str) -> Fact | None:
        plain = self._store.get(table, key)
        return None if plain is None else self._read(table, key, plain)

    def _practices(self, table: str, plains: Iterable[Document]) -> Iterator[Practice]:
        for plain in plains:
            found = self._read(table, plain["_id"], plain)
            if isinstance(found, Session | MatSession):
                yield found

    def _read(self, table: str, key: str, plain: Mapping[str, Any]) -> Fact | None:
        try:
            found = fact(table, key, plain)
        except DocumentError as wrong:
            self._unreadable[key] = f"{wrong}; left as it is and not counted"
            return None
        self._unreadable.pop(key, None)
        return found


def _step(plain: Found) -> Step:
    changes = [RecordChange(c["table"], c["id"], c["before"], c["after"]) for c in plain["changes"]]
    return Step(str(plain.doc_id), plain["label"], tuple(changes), Turn(plain["turn"]), plain["of"])


def _named(facts: Sequence[Fact]) -> str:
    if len(facts) != 1:
        return f"{len(facts)} records"
    return {Session: "session", MatSession: "mat session", Goal: "goal", Rest: "rest"}[
        type(facts[0])
    ]
