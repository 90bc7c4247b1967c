"""What keeping a record would do to the streak, said while it is being entered."""

from tracker.core.facts.sessions import Practice
from tracker.journal.journal import Change
from tracker.practice.context import Context
from tracker.practice.effects import effect


class EffectMemo:
    """Works out the effect of a new record again only when it can have changed."""

    def __init__(self) -> None:
        self._about: tuple[object, ...] = ()
        self._words = ""

    def effect(self, context: Context, practice: Practice) -> str:
        """The effect of a new record."""
        about = (context.journal.revision, practice.day, practice.seconds)
        if about != self._about:
            self._words = effect(context, practice.kind, Change(None, practice))
            self._about = about
        return self._words
