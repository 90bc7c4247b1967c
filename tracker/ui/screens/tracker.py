"""What screens ask of the app."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from tracker.practice.context import Context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.config.config import Config
    from tracker.core.days.due import Due
    from tracker.core.facts.routines import Routine


class Tracker(Context, Protocol):
    """The app, as far as screens may know it."""

    config: "Config"

    @property
    def reminders_due(self) -> "Sequence[Due]":
        """What reminders ask for today."""

    def begin(self, routine: "Routine") -> None:
        """Go to what this routine is going to be, and from there into it."""

    def change(self, make: Callable[..., Any], *facts: Any, **words: Any) -> bool:
        """Make one change through the journal; when it was refused the person has been told."""
