"""The row above the results of a search, which shows a signpost for words of crisis."""

from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from tracker.core.points.signposts import SignpostKind
from tracker.practice.context import Context
from tracker.practice.signposts import signpost


class SignpostLine(Static, can_focus=True):
    """Shows the signpost for the typed words; hidden without one.

    Tab reaches it; Enter or a tap opens the help.
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._kind: SignpostKind | None = None

    def answer(self, context: Context, typed: str) -> bool:
        """Show the signpost for these words, if there is one. Returns whether there is."""
        found = signpost(context.library, typed, context.country) if typed else None
        self._kind = found.kind if found else None
        if found or self.has_class("-said"):
            self.update(Content(found.text if found else ""))
            self.set_class(found is not None, "-said")
        return found is not None

    def open_first(self) -> bool:
        """Open the help if the words are of a crisis. Returns whether they are.

        For Enter in the field above: with such words it must not choose a row below.
        """
        if self._kind is not SignpostKind.CRISIS:
            return False
        self.call_later(self.app.run_action, "app.help_now")
        return True

    async def key_enter(self, event: Key) -> None:
        """Open the help."""
        event.stop()
        await self.app.run_action("app.help_now")

    async def on_click(self) -> None:
        """Open the help."""
        await self.app.run_action("app.help_now")
