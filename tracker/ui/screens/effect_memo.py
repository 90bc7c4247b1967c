"""Memo of what a new record does to the streak, for dialogs that ask at every key."""

from tracker.practice.entries import Entry


class EffectMemo:
    """Keeps the effect of an entry until its day or its length changes, or the journal does."""

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
