"""Steps that can be undone or redone: the name of each and its effect, before it is undone.

The app asks with these words, the list of changes shows them, the commands print them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.core.days.streak_effect import AS_BEFORE
from tracker.core.facts.record_names import practice_name
from tracker.core.facts.sessions import MatSession, Practice, Session
from tracker.core.text.dates import short_day
from tracker.exchange.documents import DocumentError, fact
from tracker.journal.changes import RecordChange
from tracker.journal.journal import Change, RecentStep, Step
from tracker.practice.context import Context
from tracker.practice.effects import effect, kinds_of

CHANGED_SINCE = "changed since; it stays as it is"
_JUDGED = frozenset({"sessions", "mat_sessions", "goals", "rests"})
"""Tables whose facts change what days count."""
_MOST_READ = 300
"""Changed records that are read for their effect; a large import is counted instead."""
_OF_MANY = ("import ", "restore ")
"""Labels that say more than the name of the only record."""
_DOING = {
    "add": "adding",
    "answer": "answering",
    "change": "changing",
    "clear": "clearing",
    "correct": "correcting",
    "import": "importing",
    "record": "recording",
    "remove": "removing",
    "restore": "restoring",
    "stop": "stopping",
}


class StepWords(NamedTuple):
    """A step in words, and the effect of taking it back or making it again."""

    name: str
    """`Evening wind-down, Thu 19 Nov 22:08`, `removing Mat, back, Thu 19 Nov 20:10`."""
    short_name: str
    """The name for a narrow screen: `Evening wind-down, Thu`."""
    effects: tuple[str, ...]
    """`25 days in a row → none`, a kind each that it changes; empty without days to judge."""

    @property
    def effect(self) -> str:
        """The effects in one line."""
        return ", ".join(self.effects)

    @property
    def short_effect(self) -> str:
        """The effects in a line of a narrow screen: `25 days → none`."""
        return self.effect.replace(" in a row", "")


NO_WORDS = StepWords("", "", ())
"""The words of no step."""


def undo_words(context: Context, step: Step) -> StepWords:
    """The name of a step, and the effect of undoing it."""
    return StepWords(*step_names(context, step), _effects(context, step.reverse))


def redo_words(context: Context, step: Step) -> StepWords:
    """The name of a step, and the effect of redoing it."""
    return StepWords(*step_names(context, step), _effects(context, step.changes))


def recent_words(context: Context, recent: RecentStep) -> StepWords:
    """The words of a step of the list of changes, and the effect of toggling it."""
    if not recent.is_possible:
        return StepWords(*step_names(context, recent.step), (CHANGED_SINCE,))
    return (undo_words if recent.is_done else redo_words)(context, recent.step)


def state_of(recent: RecentStep) -> str:
    """`done` or `taken back`."""
    return "done" if recent.is_done else "taken back"


def toggle(context: Context, recent: RecentStep) -> Step:
    """Undo a step that is done, redo one that is undone. Raises JournalError as these do."""
    journal = context.journal
    return (journal.undo if recent.is_done else journal.redo)(recent.step.id)


def step_names(context: Context, step: Step) -> tuple[str, str]:
    """The name of a step and its short name: of one record its name and start, else the label."""
    records = [*_practices(step)]
    if len(records) == 1 and not step.label.startswith(_OF_MANY):
        before, after = records[0]
        if record := after or before:
            verb = "" if before is None else "removing " if after is None else "correcting "
            name = f"{verb}{practice_name(record, context.library.routine_name)}"
            started, order = record.started, context.settings.date_order
            day = short_day(started.date(), context.today, order)
            return f"{name}, {day} {started:%H:%M}", f"{name}, {day.split()[0]}"
    verb, _, rest = step.label.partition(" ")
    name = f"{_DOING.get(verb, verb)} {rest}".strip()
    return name, name


def _practices(step: Step) -> Iterator[tuple[Practice | None, Practice | None]]:
    for made in step.changes:
        if made.table in {"sessions", "mat_sessions"}:
            change = _change(made)
            before, after = change.before, change.after
            yield (
                before if isinstance(before, Session | MatSession) else None,
                after if isinstance(after, Session | MatSession) else None,
            )


def _effects(context: Context, made: Sequence[RecordChange]) -> tuple[str, ...]:
    judged = [each for each in made if each.table in _JUDGED]
    if len(judged) > _MOST_READ:
        return (f"{len(judged)} records",)
    try:
        changes = [_change(each) for each in judged]
    except DocumentError:  # of a newer tsubo
        return ()
    kinds = kinds_of(context, changes)
    words = [effect(context, kind, *changes) for kind in kinds]
    if len(kinds) < 2:
        return tuple(words)
    each = zip(kinds, words, strict=True)
    return tuple(f"{kind}: {said}" for kind, said in each if not said.endswith(AS_BEFORE))


def _change(made: RecordChange) -> Change:
    before, after = (
        None if found is None else fact(made.table, made.id, found)
        for found in (made.before, made.after)
    )
    return Change(before, after)
