"""Finds records by words in their names, points, lengths and notes."""

from typing import TYPE_CHECKING

from tracker.core.facts.record_names import points_words
from tracker.core.facts.sessions import Practice, Session
from tracker.core.text.spelling import plain
from tracker.practice.names import record_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.practice.context import Context


def wanted_words(typed: str) -> list[str]:
    """The words to search for, without marks and case."""
    return plain(typed).split()


def has_words(context: "Context", record: Practice, wanted: "Sequence[str]") -> bool:
    """Whether a record has all of these words; no record has none."""
    text = plain(" ".join((*record_row(context, record), *_more(record))))
    return bool(wanted) and all(word in text for word in wanted)


def _more(practice: Practice) -> tuple[str, ...]:
    """Words of a record that the search finds and the list does not show."""
    if isinstance(practice, Session):
        return (points_words(practice), practice.routine or "", *practice.effects)
    return (practice.surface, practice.mat, practice.skin or "")
