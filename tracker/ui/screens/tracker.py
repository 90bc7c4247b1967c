"""Tracker: the app as screens know it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from tracker.practice.context import Context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.config.config import Config
    from tracker.core.days.due import Due
    from tracker.core.facts.routines import Routine


class Tracker(Context, Protocol):
    """A context, and other methods of the app that screens use."""

    config: "Config"

    @property
    def reminders_due(self) -> "Sequence[Due]":
        """The reminders that are due today."""

    def begin(self, routine: "Routine") -> None:
        """Open the page that prepares a session of this routine."""

    def change(self, make: Callable[..., Any], *facts: Any, **words: Any) -> bool:
        """Make one change through the journal. If it is refused, show why and return `False`."""
