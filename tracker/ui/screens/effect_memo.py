"""Remembers the effect of a new record on the streak, for dialogs that ask at every key."""

from tracker.practice.entries import Entry


class EffectMemo:
    """Keeps an entry's effect until its day, its length or the journal changes."""

    def __init__(self) -> None:
        self._about: tuple[object, ...] = ()
        self._words = ""

    def effect(self, entry: Entry) -> str:
        """The effect of keeping this entry."""
        record, context = entry.record, entry.context
        about = (context.journal.revision, context.today, record.kind, record.day, record.seconds)
        if about != self._about:
            self._words = entry.effect
            self._about = about
        return self._words
